import FoundationEssentials

/// The known answers that other implementations have agreed on.
struct Vectors: Decodable {
    let logKey: String
    let witnessKey: String
    let postQuantumKey: String
    let checkpoint0: String
    let checkpoint3: String
    let checkpoint8: String
    let checkpoint8Cosigned: String
    let postQuantumLine: String
    let inclusion5of8: [String]
    let consistency3to8: [String]
    let consistency6to8: [String]
    let proof5of8: String
    let bundle3: String
    let tilePaths: [String: String]

    private enum CodingKeys: String, CodingKey {
        case logKey = "log_vkey"
        case witnessKey = "wit_vkey"
        case postQuantumKey = "pq_vkey"
        case checkpoint0 = "checkpoint_0"
        case checkpoint3 = "checkpoint_3"
        case checkpoint8 = "checkpoint_8"
        case checkpoint8Cosigned = "checkpoint_8_cosigned"
        case postQuantumLine = "pq_sig_line"
        case inclusion5of8 = "incl_5_8"
        case consistency3to8 = "cons_3_8"
        case consistency6to8 = "cons_6_8"
        case proof5of8 = "tlog_proof_5_8"
        case bundle3 = "bundle_3_hex"
        case tilePaths = "tile_paths"
    }

    static let shared: Vectors = {
        let here = String(describing: #filePath).split(separator: "/").dropLast(3).joined(separator: "/")
        guard let data = try? Data(contentsOf: URL(filePath: "/" + here + "/Vectors/tlog.json")),
            let vectors = try? JSONDecoder().decode(Vectors.self, from: data)
        else { preconditionFailure("Tests/Vectors/tlog.json cannot be read") }
        return vectors
    }()
}
