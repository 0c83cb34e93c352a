import Broker
import HTTPTypes
import Hummingbird

/// Signing in and out, and the first password.
struct SignInRoutes: Sendable {
    let server: Server
    private let cookie: SessionCookie

    init(server: Server) {
        self.server = server
        cookie = SessionCookie(address: server.configuration.address)
    }

    func add(to pages: RouterGroup<ConsoleContext>) {
        pages.get("/") { _, context in
            guard let visit = context.visit else { throw SignInNeeded() }
            return PageResponse.redirect(to: Place.first(for: visit.member)?.path ?? "/sign-in")
        }
        pages.get("/sign-in") { request, context in
            let to = request.uri.queryParameters["to"].map(String.init)
            if let visit = context.visit, let place = Place.first(for: visit.member) {
                return PageResponse.redirect(to: Self.path(to) ?? place.path)
            }
            return PageResponse.page(SignInPage.signIn(brand: brand, to: Self.path(to)))
        }
        pages.post("/sign-in") { request, context in
            let form = try await Form(request)
            let to = Self.path(form["to"])
            let login = (form["login"] ?? "").lowercased().filter { !$0.isWhitespace }
            do {
                let token = try await server.entrance.signIn(
                    login: login, password: form["password"] ?? "", address: Self.address(request, context))
                // A session from before is somebody's that is not here any more.
                if let old = context.session { try await server.entrance.signOut(old) }
                var response = PageResponse.redirect(to: to ?? "/")
                response.headers[.setCookie] = cookie.setting(token)
                return response
            } catch let error as StaffError {
                return PageResponse.page(
                    SignInPage.signIn(brand: brand, to: to, login: login, problem: error.description), status: error.status)
            }
        }
        pages.get("/sign-in/:token") { _, context in
            let token = try context.parameters.require("token")
            guard let account = try await server.entrance.register.account(link: token) else {
                return PageResponse.page(SignInPage.badLink(brand: brand), status: .notFound)
            }
            return PageResponse.page(SignInPage.firstPassword(brand: brand, token: token, login: account.login, name: account.name))
        }
        pages.post("/sign-in/:token") { request, context in
            let token = try context.parameters.require("token")
            let form = try await Form(request)
            guard let account = try await server.entrance.register.account(link: token) else {
                return PageResponse.page(SignInPage.badLink(brand: brand), status: .notFound)
            }
            let name = form["name"] ?? ""
            do {
                guard form["password"] == form["repeated"] else {
                    throw StaffError.weakPassword("The two passwords differ. Write the same one twice.")
                }
                try await server.entrance.use(
                    link: token, name: name, password: form["password"] ?? "", address: Self.address(request, context))
                return PageResponse.page(SignInPage.signIn(brand: brand, to: nil, login: account.login, isNew: true))
            } catch let error as StaffError {
                return PageResponse.page(
                    SignInPage.firstPassword(brand: brand, token: token, login: account.login, name: name, problem: error.description),
                    status: error.status)
            }
        }
        pages.post("/sign-out") { _, context in
            if let session = context.session { try await server.entrance.signOut(session) }
            var response = PageResponse.redirect(to: "/sign-in")
            response.headers[.setCookie] = cookie.clearing
            return response
        }
    }

    private var brand: String { server.configuration.brand }

    /// A path on this server, or nil: nobody is led elsewhere.
    static func path(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 2_048, text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/sign-"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return text
    }

    /// Where the request comes from; the proxy before this server says it, and only one on this machine is believed.
    static func address(_ request: Request, _ context: ConsoleContext) -> String {
        guard context.peer == "127.0.0.1" || context.peer == "::1",
            // A header name.
            let forwarded = request.headers[HTTPField.Name("X-Forwarded-For")!], forwarded.utf8.count <= 1_024,
            let last = forwarded.split(separator: ",").last
        else { return context.peer }
        return last.filter { !$0.isWhitespace }
    }
}

extension StaffError {
    var status: HTTPResponse.Status {
        switch self {
        case .tooOften: .tooManyRequests
        case .busy, .storage: .serviceUnavailable
        case .unknown: .notFound
        case .exists, .disabled, .lastAdministrator: .conflict
        case .notSignedIn: .unauthorized
        case .badLink: .notFound
        case .login, .name, .roles, .weakPassword: .unprocessableContent
        }
    }
}
