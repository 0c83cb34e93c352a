import HTTPTypes
import Hummingbird
import NIOCore

/// Hands calls under `/2` to the network and does to the connection what its answer says.
struct CallRoutes {
    let network: SandboxNetwork
    let held: HeldAnswers

    func add(to router: Router<SandboxContext>) {
        for method in [HTTPRequest.Method.get, .post, .put, .delete] {
            router.on("2/**", method: method) { request, context in try await answer(request, context) }
        }
    }

    private func answer(_ request: Request, _ context: SandboxContext) async throws -> Response {
        let body = try await request.body.collect(upTo: 65_536)
        let query = request.uri.queryParameters.reduce(into: [String: String]()) { $0[String($1.key)] = String($1.value) }
        let credentials = request.headers[.authorization]
        let call = SandboxCall(
            method: request.method.rawValue, path: request.uri.path.split(separator: "/").map(String.init), query: query,
            token: credentials.flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }, body: Array(body.readableBytesView))
        switch network.answer(to: call) {
        case .reply(let reply): return reply.response
        case .held(let reply):
            await held.wait()
            return reply.response
        case .cut(let reply):
            var response = reply.response
            let (channel, half) = (context.channel, ByteBuffer(bytes: reply.body.prefix(reply.body.count / 2)))
            response.headers[.contentLength] = String(reply.body.count)
            response.body = ResponseBody(contentLength: reply.body.count) { writer in
                try await writer.write(half)
                try await channel.close()
            }
            return response
        case .closed:
            try await context.channel.close()
            throw HTTPError(.serviceUnavailable)
        }
    }
}

extension SandboxAnswer.Reply {
    var response: Response {
        var fields: HTTPFields = [.contentType: "application/json; charset=utf-8"]
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return Response(status: .init(code: status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }
}
