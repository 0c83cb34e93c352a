import Broker
import HTTPTypes
import Hummingbird

/// Accounts and roles, for administrators.
struct PeopleRoutes: Sendable {
    let server: Server

    func add(to pages: RouterGroup<ConsoleContext>) {
        pages.get("/people") { _, context in
            let visit = try context.visit(who: .manageStaff)
            return PageResponse.page(PeoplePage(visit: visit, accounts: try await register.accounts()).html)
        }
        pages.post("/people") { request, context in
            let form = try await Form(request)
            return try await change(context) { by in
                let login = (form["login"] ?? "").lowercased()
                try await register.add(login: login, name: form["name"] ?? "", roles: Self.roles(form), by: by)
                return try await link(for: login)
            }
        }
        pages.post("/people/:login/roles") { request, context in
            let form = try await Form(request)
            let login = try context.parameters.require("login")
            return try await change(context) { by in
                try await register.change(login, roles: Self.roles(form), by: by)
                return .said("The roles of \(login) are changed. They have to sign in again.")
            }
        }
        pages.post("/people/:login/disable") { _, context in
            let login = try context.parameters.require("login")
            return try await change(context) { by in
                try await register.change(login, isDisabled: true, by: by)
                return .said("\(login) is disabled and signed out everywhere.")
            }
        }
        pages.post("/people/:login/enable") { _, context in
            let login = try context.parameters.require("login")
            return try await change(context) { by in
                try await register.change(login, isDisabled: false, by: by)
                return .said("\(login) is enabled again.")
            }
        }
        pages.post("/people/:login/link") { _, context in
            let login = try context.parameters.require("login")
            return try await change(context) { _ in try await link(for: login) }
        }
    }

    private var register: StaffRegister { server.entrance.register }

    private func link(for login: String) async throws -> PeoplePage.Outcome {
        .link(login: login, address: try await server.link(for: login))
    }

    /// Does something, makes its entry, and shows the page with what came of it.
    private func change(_ context: ConsoleContext, _ body: (StaffID) async throws -> PeoplePage.Outcome) async throws -> Response {
        var visit = try context.visit(who: .manageStaff)
        var outcome: PeoplePage.Outcome
        var status = HTTPResponse.Status.ok
        do {
            outcome = try await body(visit.member.id)
            try await server.entrance.takeUp()
        } catch let error as StaffError {
            outcome = .problem(error.description)
            status = error.status
        }
        // Who changed their own roles is signed out by that.
        guard let session = context.session, let still = try await server.entrance.session(id: session.id) else {
            return PageResponse.redirect(to: "/sign-in")
        }
        visit.member = still.member
        visit.status = await server.status
        return PageResponse.page(PeoplePage(visit: visit, accounts: try await register.accounts(), outcome: outcome).html, status: status)
    }

    private static func roles(_ form: Form) -> Set<Role> { Set(Role.allCases.filter { form[$0.rawValue] != nil }) }
}
