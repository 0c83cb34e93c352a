import Broker
import Crypto
import HTTPTypes
import Hummingbird

/// The pick-up page: only a POST uses anything up.
struct PickUpRoutes: Sendable {
    let server: Server

    func add(to router: Router<ConsoleContext>) {
        router.get("/pick-up/:token") { _, _ in page(pages.code()) }
        router.post("/pick-up/:token") { request, context in
            let token = try context.parameters.require("token")
            let form = try await Form(request)
            let session = Self.newSession()
            guard try await server.handoffs.open(token: token, code: form["code"] ?? "", session: session) else {
                return page(pages.code(failed: true), status: .forbidden)
            }
            var response = page(pages.mailbox(token: token))
            // Only this site, only over this path, and no script can read it.
            response.headers[.setCookie] =
                "pick_up=\(session); Path=/pick-up/\(token); HttpOnly; SameSite=Strict; Max-Age=3600\(isSecure ? "; Secure" : "")"
            return response
        }
        router.post("/pick-up/:token/mailbox") { request, context in
            let token = try context.parameters.require("token")
            let form = try await Form(request)
            guard let session = Self.session(request), let account = server.accounts.first(where: { $0.network == .mail }),
                let address = form["address"],
                try await server.handoffs.name(mailbox: address, token: token, session: session, account: account)
            else { return page(pages.mailbox(token: token, failed: true), status: .forbidden) }
            return page(pages.mailboxCode(token: token))
        }
        router.post("/pick-up/:token/proof") { request, context in
            let token = try context.parameters.require("token")
            let form = try await Form(request)
            guard let session = Self.session(request),
                try await server.handoffs.prove(code: form["code"] ?? "", token: token, session: session)
            else { return page(pages.mailboxCode(token: token, failed: true), status: .forbidden) }
            return page(pages.joined())
        }
    }

    private var pages: PickUpPage { PickUpPage(brand: server.configuration.brand) }
    private var isSecure: Bool { server.configuration.address.hasPrefix("https:") }

    private static func newSession() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes {
            $0.map { byte in
                let digits = Array("0123456789abcdef")
                return String([digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            }.joined()
        }
    }

    private static func session(_ request: Request) -> String? {
        request.headers[values: .cookie].lazy.flatMap { $0.split(separator: ";") }.compactMap { pair -> String? in
            let parts = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingPrefix(while: { $0 == " " }) }
            return parts.count == 2 && parts[0] == "pick_up" && parts[1].utf8.count == 64 ? String(parts[1]) : nil
        }.first
    }

    private func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response { PageResponse.page(html, status: status) }
}
