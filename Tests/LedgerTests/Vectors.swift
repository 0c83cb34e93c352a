import FoundationEssentials
import Testing

@testable import Ledger

/// Known answers from files under `Tests/Vectors`.
enum Vectors {
    struct Tree: Decodable {
        struct TestLog: Decodable {
            let vkey: String
            let entries: [String]
            let root_3, root_15, leaf_one, bundle_start: String
        }
        let leaf_inputs, leaf_hashes, roots: [String]
        let leaf_L123456, node_N123_N456, leaf_hello_world_base64: String
        let inclusion_5_8, consistency_6_8, consistency_3_8: [String]
        let testlog: TestLog
    }

    struct Note: Decodable {
        let vkey, text, signature: String
    }

    struct Notes: Decodable {
        struct Neumann: Decodable {
            let skey, vkey, text, signature: String
        }
        struct Enoch: Decodable {
            let vkey, signature: String
        }
        struct Sigsum: Decodable {
            let seed, key_id, origin, text, signature: String
            let `public`: String
        }
        let neumann: Neumann
        let enoch: Enoch
        let example: Note
        let sigsum: Sigsum
        let unknown_algorithm_vkey, bad_length_vkey: String
    }

    /// A whole log with its witness. Its parts in ML-DSA-44 are left out: the crypto library has no such signatures.
    struct Log: Decodable {
        let log_seed, log_pub, log_keyid, log_vkey, wit_seed, wit_pub, wit_keyid, wit_vkey: String
        let pq_vkey, pq_sig_line: String
        let checkpoint_0, checkpoint_3, checkpoint_8, cosig_msg, cosig_line, checkpoint_8_cosigned: String
        let incl_5_8, cons_3_8, cons_6_8: [String]
        let tlog_proof_5_8, add_checkpoint_3_8, bundle_3_hex: String
        let tile_paths: [String: String]
    }

    static func tree() throws -> Tree { try read("tree.json") }
    static func notes() throws -> Notes { try read("notes.json") }
    static func log() throws -> Log { try read("tlog.json") }

    private static func read<Value: Decodable>(_ name: String, from file: String = #filePath) throws -> Value {
        let folder = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
        return try JSONDecoder().decode(Value.self, from: Data(contentsOf: folder.appending(path: "Vectors/\(name)")))
    }
}

func bytes(_ text: String) -> [UInt8] { [UInt8](text.utf8) }

func hex(_ text: String) throws -> [UInt8] { try #require(Hexadecimal.decode(text.utf8)) }

func keyName(_ text: String) throws -> KeyName { try #require(KeyName(text)) }

func hash(hex text: String) throws -> Hash { try #require(Hash(hex(text))) }

func hash(base64 text: String) throws -> Hash { try #require(Base64.decode(text.utf8).flatMap { Hash($0) }) }

/// Random numbers that are the same in every run.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }
}
