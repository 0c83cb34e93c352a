/// One reason for a finding, never the value itself.
public enum Evidence: Sendable, Hashable {
    /// Length and grouping are those of the class.
    case format
    /// Luhn (ISO/IEC 7812-1) or mod 97 (ISO 7064) holds.
    case checksum
    /// The leading digits belong to an issuer that gives out numbers of this length.
    case issuer(Issuer)
    /// Country and structure are in the IBAN registry.
    case registry
    /// A word that names the class stands near; distance in words between it and the value.
    case cue(Cue, distance: Int)
    /// A value that usually goes with this one stands near.
    case pair(DataClass)
    /// The message speaks of accounts and payments.
    case context
    /// The value was written in a disguise.
    case folded(Disguise)
    /// Something near speaks against it, such as a plus sign before the digits.
    case against(Counter)

    /// The format, and a cue at a distance: the evidence of most findings, made once.
    static func formatAndCue(_ cue: Cue, distance: Int) -> [Evidence] {
        guard 0..<mostMade ~= distance else { return [.format, .cue(cue, distance: distance)] }
        return made[Int(cue.rawValue) * mostMade + distance]
    }

    /// The format, and what a code itself proves.
    static func formatAnd(_ proof: CodeRow.Proof) -> [Evidence] {
        switch proof {
        case .checksum: withChecksum
        case .registry: withRegistry
        case .format: formatAlone
        }
    }

    private static let formatAlone: [Evidence] = [.format]
    private static let withChecksum: [Evidence] = [.format, .checksum]
    private static let withRegistry: [Evidence] = [.format, .registry]
    private static let mostMade = 16
    private static let made: [[Evidence]] = Cue.allCases.flatMap { cue in
        (0..<mostMade).map { [.format, .cue(cue, distance: $0)] }
    }

    /// What speaks against a finding.
    public enum Counter: String, Sendable, Hashable {
        case phone, date, reference, firm, longerRun = "longer_run"
        /// The operator's weight table says that sort code and account number do not belong together.
        case modulus
    }
}
