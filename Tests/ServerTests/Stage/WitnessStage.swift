import AsyncHTTPClient
import Foundation
import Glibc
import Ledger
import NIOCore

/// A witness as a process of its own, with its folder beside the stage's.
final class WitnessStage: Sendable {
    let folder: String
    let name: String
    let key: VerifierKey
    let port: Int
    private let output: String

    init(_ number: Int, in place: String, port: Int) throws {
        folder = "\(place)/witness-\(number)"
        name = "witness.example.test/w\(number)"
        output = "\(place)/witness-\(number).log"
        self.port = port
        let line = try Self.run(["ledger", "witness", "--state", folder, "--init", name], in: place)
        key = try VerifierKey(parsing: String(line.prefix { $0 != "\n" }))
    }

    var address: String { "http://127.0.0.1:\(port)" }
    /// A line of a tlog-policy.
    var line: String { "witness \(name.split(separator: "/").last ?? "w") \(key.line) \(address)\n" }

    func list(_ log: String) throws {
        _ = try Self.run(["ledger", "witness", "--state", folder, "--list-log", log], in: folder)
    }

    /// Starts it and waits until it answers.
    func start(_ stage: Stage) async throws -> Child {
        let child = try Child(
            [Stage.executable, "ledger", "witness", "--state", folder, "--port", "\(port)"], output: output)
        return try await stage.wait("the witness to answer") {
            guard child.isRunning else { throw StageError("the witness ended at once") }
            return (try? await get("/nothing/checkpoint")) == nil ? nil : child
        }
    }

    func get(_ path: String) async throws -> Person.Answer {
        try await Person.Answer(HTTPClient.shared.execute(HTTPClientRequest(url: address + path), timeout: .seconds(5)))
    }

    func add(_ body: [UInt8]) async throws -> Person.Answer {
        var request = HTTPClientRequest(url: address + "/add-checkpoint")
        request.method = .POST
        request.body = .bytes(ByteBuffer(bytes: body))
        return try await Person.Answer(HTTPClient.shared.execute(request, timeout: .seconds(5)))
    }

    /// What a command prints; it has to succeed.
    static func run(_ words: [String], in folder: String) throws -> String {
        let output = "\(folder)/command-\(UUID().uuidString)"
        let status = try Child([Stage.executable] + words, output: output).wait()
        let text = try String(contentsOfFile: output, encoding: .utf8)
        unlink(output)
        guard status == 0 else { throw StageError("\(words.prefix(2).joined(separator: " ")) ended with \(status): \(text)") }
        return text
    }
}
