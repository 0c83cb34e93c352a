import HTTPTypes
import Hummingbird
import NIOCore

/// Nobody is known behind the request: tools hear that they need a token, pages lead to the sign-in.
struct SignInNeeded: Error, HTTPResponseError {
    var status: HTTPResponse.Status { .unauthorized }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        Response(
            status: status, headers: [.wwwAuthenticate: "Bearer", .contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(
                byteBuffer: ByteBuffer(string: #"{"error":{"message":"This needs a token of the firm's staff, or a sign-in."}}"#)))
    }
}
