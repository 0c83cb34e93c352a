import ArgumentParser
import AsyncHTTPClient
import Broker
import FoundationEssentials
import NIOCore

struct LedgerExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the ledger, or evidence out of it, for anybody to verify.",
        discussion: """
            The ledger goes into a new folder, up to its newest checkpoint (the newest that witnesses have cosigned, where some are asked), while the server runs or not. It has the C2SP tlog-tiles layout with the log's key, the terms that were ever in force \
            and what the configuration's entries say; nothing about a person is in it. A folder that holds anything is left alone.

            A conversation, a customer, a complaint or a range of entries goes into one evidence file, with its words. The running server \
            makes it: somebody's act, with a reason, that is an entry of the ledger itself.

            Example: parley ledger export --to /media/usb/export
            Example: parley ledger export --conversation 0f3c… --purpose "complaint 212" --token-file token --to evidence.tar
            Example: parley ledger export --range 120-180 --purpose "audit" --token-file token --to evidence.tar
            """)

    @Option(help: "The folder to write, or the evidence file; it must not be there yet, or be empty.")
    var to: String
    @Option(help: "The conversation to write an evidence file of.")
    var conversation: String?
    @Option(help: "The customer to write an evidence file of: a party's id, or that of a conversation they began.")
    var customer: String?
    @Option(help: "The complaint to write an evidence file of: the event that recorded it, or its conversation.")
    var complaint: String?
    @Option(help: "The entries to write an evidence file of, as FIRST-LAST.")
    var range: String?
    @Option(help: "Why it leaves the house.")
    var purpose: String?
    @Option(help: "A file with the API token of somebody who may export.")
    var tokenFile: String?
    @Flag(help: "Go up to the newest sealed checkpoint, also where witnesses have cosigned an older one only.")
    var sealed = false
    @OptionGroup var home: HomeOption
    @OptionGroup var output: FormatOption

    private struct Written: Encodable {
        var folder: String
        var origin: String
        var size: UInt64
        var root: String
        var files: Int
        var terms: Int
        var disclosures: Int
    }

    /// What evidence is asked for, by kind.
    private var asked: [(about: String, which: String)] {
        let given = [("conversation", conversation), ("customer", customer), ("complaint-record", complaint), ("range", range)]
        return given.compactMap { about, which in which.map { (about, $0) } }
    }

    func validate() throws {
        guard let subject = asked.first else {
            guard purpose == nil, tokenFile == nil else {
                throw ValidationError("--purpose and --token-file go with --conversation, --customer, --complaint or --range.")
            }
            return
        }
        guard asked.count == 1 else { throw ValidationError("One evidence file is about one thing: name one of them.") }
        guard EvidenceSubject(kind: subject.about, which: subject.which) != nil else { throw ValidationError(EvidenceSubject.howToAsk) }
        guard purpose != nil, tokenFile != nil else {
            throw ValidationError("An evidence file needs --purpose, and --token-file with the token of somebody who may export.")
        }
    }

    func run() async throws {
        if let subject = asked.first, let purpose, let tokenFile {
            return try await evidence(["about": subject.about, "which": subject.which, "purpose": purpose], token: tokenFile)
        }
        try ledger()
    }

    private func evidence(_ asked: [String: String], token: String) async throws {
        let configuration = try ServerConfiguration.read(from: home.home.configuration)
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(configuration.port)/api/evidence")
        request.method = .POST
        let secret = String(decoding: try LogKeys.file(token, limit: 1_024).prefix { $0 != 0x0A }, as: UTF8.self)
        request.headers.add(name: "authorization", value: "Bearer \(secret)")
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(asked)))
        let response: HTTPClientResponse
        do { response = try await HTTPClient.shared.execute(request, timeout: .seconds(120)) } catch {
            throw StorageError.cannotOpen("The server does not answer on port \(configuration.port): start it with `parley serve`.")
        }
        let body = try await response.body.collect(upTo: 1 << 30)
        guard response.status == .ok else {
            throw StorageError.cannotOpen("The server refused it (\(response.status.code)): \(String(buffer: body).prefix(500))")
        }
        try PrivateFile.create(to, Array(body.readableBytesView))
        switch output.format {
        case .table: try StandardOutput.write(Array("\(to)\n".utf8))
        case .json: try JSONOutput.print(["file": to])
        }
        Words.say("Verify it with: parley ledger verify \(to) --key \(home.home.verifierKey)")
    }

    private func ledger() throws {
        let ledger = try LedgerFolder(home.home.path)
        let progress = ProgressLine("Entries")
        let written = try LedgerExport(ledger, log: home.home.logKeys(), isSealedEnough: sealed).write(to: to, progress: progress.show)
        let all = try ledger.sealedSize()
        if all > written.checkpoint.size {
            Words.say("\(all - written.checkpoint.size) entries are sealed and not witnessed yet; --sealed exports them as well.")
        }
        switch output.format {
        case .table:
            var table = Table("ORIGIN", "ENTRIES", "ROOT", "FILES", "TERMS")
            table.add(
                written.checkpoint.origin, "\(written.checkpoint.size)", "\(written.checkpoint.root)", "\(written.files)",
                "\(written.termsFiles)")
            try table.print()
            Words.say("Verify it with: parley ledger verify \(to) --key \(home.home.verifierKey)")
        case .json:
            try JSONOutput.print(
                Written(
                    folder: to, origin: written.checkpoint.origin, size: written.checkpoint.size, root: written.checkpoint.root.description,
                    files: written.files, terms: written.termsFiles, disclosures: written.disclosures))
        }
    }
}
