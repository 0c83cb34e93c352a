import AsyncHTTPClient
import Broker
import Foundation
import NIOCore

/// A visitor of the web chat, as a browser with a frame of its own.
struct ChatGuest: Sendable {
    let base: String
    let chat: String
    var cookie: String?
    /// Where the page that posts stands; nil sends no origin.
    var origin: String?

    init(_ stage: Stage, chat: String = "northbridge") {
        base = stage.base
        self.chat = chat
        origin = stage.base
    }

    struct Kept: Decodable {
        var line: ChatLine?
        var notice: String?
    }
    /// An event of the stream as it came.
    struct Heard: Equatable {
        var mark: String
        var line: ChatLine

        var text: String { line.words }
    }

    func request(_ path: String, _ body: String? = nil, type: String = "application/json", headers: [String: String] = [:]) async throws
        -> HTTPClientResponse
    {
        var request = HTTPClientRequest(url: "\(base)/chat/\(chat)\(path)")
        if let body {
            request.method = .POST
            request.headers.add(name: "content-type", value: type)
            request.body = .bytes(ByteBuffer(string: body))
            if let origin { request.headers.add(name: "origin", value: origin) }
        }
        if let cookie { request.headers.add(name: "cookie", value: cookie) }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        return try await HTTPClient.shared.execute(request, timeout: .seconds(30))
    }

    mutating func begin() async throws {
        let response = try await request("", "{}")
        guard response.status == .ok, let set = response.headers.first(name: "set-cookie") else {
            throw StageError("the visit did not begin: \(response.status)")
        }
        cookie = String(set.prefix(while: { $0 != ";" }))
    }

    func send(_ text: String, id: String = RandomIDs.event().description) async throws -> Person.Answer {
        let body = try JSONSerialization.data(withJSONObject: ["id": id, "text": text])
        return try await Person.Answer(request("/messages", String(decoding: body, as: UTF8.self)))
    }

    func page(_ path: String = "") async throws -> Person.Answer { try await Person.Answer(request(path)) }

    /// Listens until so many events were heard, then drops the connection in the middle.
    func hear(_ count: Int, after mark: String? = nil) async throws -> [Heard] {
        try await hear(after: mark) { $0.count == count }
    }

    /// Listens until it heard what was waited for; half a minute at most, told by the stream's own signs of life.
    func hear(after mark: String? = nil, until isEnough: ([Heard]) -> Bool) async throws -> [Heard] {
        let end = ContinuousClock.now + .seconds(30)
        let response = try await request("/stream", headers: mark.map { ["last-event-id": $0] } ?? [:])
        guard response.status == .ok else { throw StageError("the stream was refused: \(response.status)") }
        var heard: [Heard] = []
        var text = ""
        for try await buffer in response.body {
            text += String(buffer: buffer)
            while let end = text.range(of: "\n\n") {
                let fields = text[..<end.lowerBound].split(separator: "\n").map { $0.split(separator: ":", maxSplits: 1).map(String.init) }
                text = String(text[end.upperBound...])
                let event = Dictionary(
                    fields.filter { $0.count == 2 }.map { ($0[0], String($0[1].dropFirst())) }, uniquingKeysWith: { first, _ in first })
                guard let mark = event["id"], let data = event["data"] else { continue }
                heard.append(Heard(mark: mark, line: try JSONDecoder().decode(ChatLine.self, from: Data(data.utf8))))
                if isEnough(heard) { return heard }
            }
            guard ContinuousClock.now < end else { break }
        }
        throw StageError("after \(heard.count) events the stream has not said what was waited for")
    }
}

extension ChatLine {
    var words: String { parts.map(\.text).joined() }
}
