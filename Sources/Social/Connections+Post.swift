import AsyncHTTPClient
import NIOCore

/// What came back from an address that bytes were posted to.
public struct PostAnswer: Sendable {
    public let status: Int
    /// The content type as it was sent.
    public let type: String?
    public let body: [UInt8]
}

/// Why there is no answer, without the address: that may hold a secret.
public enum PostFailure: Error, Hashable, Sendable, CustomStringConvertible {
    case notAnAddress
    case notReached
    case tooSlow
    case tooLong

    public var description: String {
        switch self {
        case .notAnAddress: "the address is no http or https URL"
        case .notReached: "it could not be reached, or hung up"
        case .tooSlow: "it did not answer in time"
        case .tooLong: "its answer is longer than any that is right"
        }
    }
}

extension Connections {
    /// Posts bytes and reads the answer, at most so many bytes within a time; no redirect is followed.
    public func post(
        _ bytes: [UInt8], type: String, to address: String, accepting limit: Int, within patience: Duration
    ) async throws(PostFailure) -> PostAnswer {
        var request = HTTPClientRequest(url: address)
        request.method = .POST
        request.headers.add(name: "content-type", value: type)
        request.headers.add(name: "user-agent", value: "parley")
        request.body = .bytes(ByteBuffer(bytes: bytes))
        do {
            let deadline =
                NIODeadline.now()
                + .milliseconds(patience.components.seconds * 1_000 + patience.components.attoseconds / 1_000_000_000_000_000)
            let response = try await client.execute(request, deadline: deadline)
            let body = try await response.body.collect(upTo: limit)
            return PostAnswer(
                status: Int(response.status.code), type: response.headers.first(name: "content-type"), body: Array(body.readableBytesView))
        } catch is NIOTooManyBytesError {
            throw .tooLong
        } catch let error as HTTPClientError where error == .deadlineExceeded || error == .connectTimeout {
            throw .tooSlow
        } catch let error as HTTPClientError where error == .invalidURL || error == .emptyScheme || error == .emptyHost {
            throw .notAnAddress
        } catch {
            throw .notReached
        }
    }
}
