import Policies
import Yams

/// Reads `in-force.yaml`: which of the folder's packs hold, and which of its service levels.
struct InForceForm {
    static func read(_ root: Node, packs known: [String], serviceLevels: [String], _ reader: inout NodeReader) -> PoliciesInForce? {
        let fields = reader.fields(root, of: "what is in force", required: ["packs", "service_level"])
        let named = fields["packs"].map { reader.list($0, of: "packs") } ?? []
        let packs = named.compactMap { reader.choice($0, of: "packs", among: known) }
        let level = fields["service_level"].flatMap { reader.choice($0, of: "service_level", among: serviceLevels) }
        if let node = fields["packs"], named.isEmpty {
            reader.fail(node, "no pack is in force", expected: "at least one of \(known.sorted().joined(separator: ", "))")
        }
        return level.map { PoliciesInForce(packs: packs, serviceLevel: $0, isStated: true) }
    }
}
