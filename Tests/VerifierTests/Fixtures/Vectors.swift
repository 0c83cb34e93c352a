import FoundationEssentials

/// The known answers that other implementations have agreed on.
struct Vectors: Decodable {
    let log_vkey: String
    let wit_vkey: String
    let pq_vkey: String
    let checkpoint_0: String
    let checkpoint_3: String
    let checkpoint_8: String
    let checkpoint_8_cosigned: String
    let cosig_msg: String
    let cosig_line: String
    let pq_sig_line: String
    let incl_5_8: [String]
    let cons_3_8: [String]
    let cons_6_8: [String]
    let tlog_proof_5_8: String
    let bundle_3_hex: String
    let tile_paths: [String: String]

    static let shared: Vectors = {
        let here = String(describing: #filePath).split(separator: "/").dropLast(3).joined(separator: "/")
        guard let data = try? Data(contentsOf: URL(filePath: "/" + here + "/Vectors/tlog.json")),
            let vectors = try? JSONDecoder().decode(Vectors.self, from: data)
        else { preconditionFailure("Tests/Vectors/tlog.json cannot be read") }
        return vectors
    }()
}
