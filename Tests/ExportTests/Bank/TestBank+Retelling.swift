import Broker
import Conversations
import Crypto
import Ledger
import Storage
import Testing

extension TestBank {
    /// An evidence file in which everything fits but what `change` does to the files that the manifest names: the ledger's entry of the
    /// export is real, and names this very manifest. What is refused then is refused for the change itself.
    func retold(_ honest: [UInt8], about conversation: ConversationID, _ change: (inout Tape) throws -> Void) async throws -> [UInt8] {
        try await retold(honest, about: conversation) { tape, _ in try change(&tape) }
    }

    /// The same where `change` also rewrites the manifest's lines before those of its files.
    func retold(
        _ honest: [UInt8], about conversation: ConversationID, _ change: (inout Tape, inout [String]) throws -> Void
    ) async throws -> [UInt8] {
        let keys = try home.logKeys()
        let key = try evidenceKey()
        let scope = try #require(try store.scope(of: .conversation(conversation)))
        func files(_ prefixes: String...) -> [(path: String, bytes: [UInt8])] {
            Tape(honest).files.filter { file in prefixes.contains { file.path.hasPrefix($0) } }.map { ($0.path, $0.bytes) }
        }
        let draft = try #require(
            try store.evidence(
                of: scope, readable: files("index.", "conversations/"), signedWith: key, log: keys, certificates: files("certificates/"),
                withheld: { _ in false }))
        // Under some seal, to have the body.
        var tape = Tape(try store.archive(draft, recordedAt: [0], log: keys))
        tape.files.removeAll { $0.path == "log.vkey" || $0.path.hasPrefix("seal/") }
        let text = String(decoding: try SignedNote(parsing: tape["manifest"]).text, as: UTF8.self)
        var lines = text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("file ") }
        try change(&tape, &lines)
        try tape.signManifest(with: key) { written in written = lines + written.filter { $0.hasPrefix("file ") } }
        let digest = SHA256.hash(data: tape["manifest"]).map { String(String(UInt16($0) + 256, radix: 16).suffix(2)) }.joined()
        let receipt = try await desk.order(
            .export(ExportOrder(covered: draft.covered, purpose: "asked for", manifest: digest)), by: StaffID(RandomIDs.stream()))
        await seal()
        let name = Tape.name(of: receipt.index)
        let here = Set(tape.files.map { String($0.path.dropFirst(8).prefix(12)) }).union([name])
        tape.files += Tape(try store.archive(draft, recordedAt: [receipt.index], log: keys)).files.filter { file in
            file.path == "log.vkey"
                || file.path.hasPrefix("seal/")
                    && (!file.path.hasPrefix("seal/proofs/") || here.contains(String(file.path.dropFirst(12).prefix(12))))
        }
        return tape.bytes
    }
}
