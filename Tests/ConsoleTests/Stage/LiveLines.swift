import AsyncHTTPClient
import NIOCore

/// The events of a live stream, one after another.
struct LiveLines {
    struct Event: Equatable {
        var id: String?
        var name: String
        var data: String
    }
    private var body: HTTPClientResponse.Body.AsyncIterator
    private var rest = ""

    init(_ response: HTTPClientResponse) { body = response.body.makeAsyncIterator() }

    /// The next event of a name, or of any; nil when the stream has ended.
    mutating func next(_ name: String? = nil) async throws -> Event? {
        while true {
            while let end = rest.range(of: "\n\n") {
                let block = rest[..<end.lowerBound].split(separator: "\n")
                rest = String(rest[end.upperBound...])
                func field(_ name: String) -> String? {
                    block.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
                }
                guard let found = field("event"), name == nil || name == found else { continue }
                return Event(id: field("id"), name: found, data: field("data") ?? "")
            }
            guard let chunk = try await body.next() else { return nil }
            rest += String(buffer: chunk)
        }
    }
}

extension String {
    fileprivate func range(of other: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(other) { return start..<index(start, offsetBy: other.count) }
            start = index(after: start)
        }
        return nil
    }
}
