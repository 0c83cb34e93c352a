import ArgumentParser
import AsyncHTTPClient
import Broker
import FoundationEssentials
import NIOCore

/// The server that runs on a folder, asked as somebody of the firm: what is done to the record is somebody's act, and an entry.
struct RunningServer: ParsableArguments {
    @Option(help: "A file with your API token; `parley user token` makes one.")
    var tokenFile: String
    @OptionGroup var home: HomeOption

    /// Nothing that a command asks for takes longer.
    private static let limit = TimeAmount.seconds(600)

    func get<Answer: Decodable>(_ path: String, as type: Answer.Type = Answer.self) async throws -> Answer {
        try JSONDecoder().decode(Answer.self, from: Data(try await ask("GET", path, nil)))
    }

    func post<Answer: Decodable>(_ path: String, _ body: [String: String] = [:], as type: Answer.Type = Answer.self) async throws -> Answer
    {
        try JSONDecoder().decode(Answer.self, from: Data(try await bytes(path, body)))
    }

    func bytes(_ path: String, _ body: [String: String]) async throws -> [UInt8] {
        try await ask("POST", path, try JSONEncoder().encode(body))
    }

    private func ask(_ method: String, _ path: String, _ body: Data?) async throws -> [UInt8] {
        let configuration = try ServerConfiguration.read(from: home.home.configuration)
        var request = HTTPClientRequest(url: "http://127.0.0.1:\(configuration.port)\(path)")
        request.method = .init(rawValue: method)
        let secret = String(decoding: try LogKeys.file(tokenFile, limit: 1_024).prefix { $0 != 0x0A }, as: UTF8.self)
        request.headers.add(name: "authorization", value: "Bearer \(secret)")
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let response: HTTPClientResponse
        do { response = try await HTTPClient.shared.execute(request, timeout: Self.limit) } catch {
            throw StorageError.cannotOpen("The server does not answer on port \(configuration.port): start it with `parley serve`.")
        }
        let answer = try await response.body.collect(upTo: 1 << 30)
        guard response.status == .ok else { throw try Self.refusal(response.status.code, answer) }
        return Array(answer.readableBytesView)
    }

    /// What a refusal means for whoever typed the command: asked wrongly, not possible, or not theirs to do.
    private static func refusal(_ status: UInt, _ answer: ByteBuffer) throws -> any Error {
        struct Words: Decodable {
            struct Inner: Decodable { var message: String }
            var error: Inner
        }
        let bytes = Data(answer.readableBytesView)
        let words =
            (try? JSONDecoder().decode(Words.self, from: bytes))?.error.message ?? String(decoding: bytes.prefix(500), as: UTF8.self)
        switch status {
        case 400: return ValidationError(words)
        case 401: return ServerRefusal("The token is nobody's. Give the file with your own API token.", code: 3)
        case 404, 409: return ServerRefusal(words, code: 1)
        default: return ServerRefusal(words, code: 3)
        }
    }
}

/// What the server said no to.
struct ServerRefusal: Error {
    let words: String
    let code: Int32

    init(_ words: String, code: Int32) {
        self.words = words
        self.code = code
    }
}

/// What was done, by its entries.
struct RecordedAct: Codable {
    var entries: [UInt64]
    var event: String?

    func print(_ format: OutputFormat, _ words: String) throws {
        switch format {
        case .json: try JSONOutput.print(self)
        case .table:
            var table = Table("EVENT", "ENTRIES")
            table.add(event ?? "-", entries.map { "\($0)" }.joined(separator: " "))
            try table.print()
        }
        Words.say(words)
    }
}
