import Broker
import HTTPTypes
import Hummingbird
import NIOCore

/// Hands out a customer's file so that no browser shows or runs it: bytes to be saved, of no kind, in a sandbox without rights.
enum FileResponse {
    /// Stricter than that of pages: should a browser show it all the same, it is nobody's document (W3C CSP Level 3, `sandbox`).
    static let policy = "default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

    /// The file that the address names by message and place.
    static func of(_ server: Server, _ conversation: ConversationID, _ context: ConsoleContext, by member: Member) async throws -> Response
    {
        guard let message = EventID(try context.parameters.require("message")), let place = Int(try context.parameters.require("place")),
            let file = try await server.openFile(place, of: message, in: conversation, by: member.id)
        else { throw HTTPError(.notFound, message: "There is no such file, or it is not kept any more.") }
        return response(file)
    }

    static func response(_ file: OpenedFile) -> Response {
        var headers = PageResponse.headers("application/octet-stream")
        headers[.contentSecurityPolicy] = policy
        headers[.contentDisposition] = disposition(file.name)
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    /// RFC 6266, with the name in the form of RFC 8187: no byte of it can end the field or the quotation.
    static func disposition(_ name: String) -> String {
        let plain = name.utf8.prefix(200).map { byte -> String in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                || [0x2d, 0x2e, 0x5f].contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            return "%" + String(UInt16(byte) + 256, radix: 16, uppercase: true).suffix(2)
        }
        return "attachment; filename=\"attachment\"; filename*=UTF-8''\(plain.joined())"
    }
}
