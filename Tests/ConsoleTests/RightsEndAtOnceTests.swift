import Foundation
import Testing

@testable import Broker
@testable import Console

enum SessionCookieText {
    static func of(_ address: String) -> String { SessionCookie(address: address).setting("x") }
}

/// What is taken away is gone with the next request, and each right is an entry.
@Suite(.serialized) struct RightsEndAtOnceTests {
    @Test func aRoleThatIsTakenAwayOpensNothingAnyMore() async throws {
        try await OpenDesk.open { desk in
            let admin = try await desk.browser("adam", [.administrator])
            let penny = try await desk.browser("penny", [.agent, .administrator])
            #expect(try await penny.get("/people").status == 200)
            #expect(try await penny.get("/api/conversations").status == 200)
            #expect(try await admin.act("/people/penny/roles", ["agent": "on"], on: "/people").status == 200)
            #expect(try await penny.get("/people").status == 303)
            #expect(try await penny.get("/api/conversations").status == 401)
            var again = penny
            try await again.signIn("penny")
            #expect(try await again.get("/people").status == 403)
            #expect(try await again.get("/api/conversations").status == 200)
        }
    }

    @Test func aRoleThatIsGivenWaitsForItsEntry() async throws {
        try await OpenDesk.open { desk in
            let register = desk.server.entrance.register
            try await register.add(login: "penny", name: "Penny", roles: [.agent], by: nil)
            let before = try #require(try await register.account("penny"))
            if before.isPending { #expect(before.roles.isEmpty) }
            try await desk.server.entrance.takeUp()
            #expect(try await register.account("penny")?.roles == [.agent])
            let staff = try #require(desk.server.entrance.staff("penny"))
            try await register.change("penny", roles: [.agent, .auditor], by: staff)
            let between = try #require(try await register.account("penny"))
            if between.isPending { #expect(between.roles == [.agent]) }
            try await desk.server.entrance.takeUp()
            #expect(try await register.account("penny")?.roles == [.agent, .auditor])
            // The facts have roles and pseudonym, the content the login.
            let entries = try await desk.server.store.granted(to: staff)
            #expect(entries.map(\.roles) == [["agent"], ["agent", "auditor"]])
        }
    }

    @Test func aDisabledAccountIsOutEverywhere() async throws {
        try await OpenDesk.open { desk in
            let admin = try await desk.browser("adam", [.administrator])
            let penny = try await desk.browser("penny", [.agent])
            #expect(try await admin.act("/people/penny/disable", [:], on: "/people").status == 200)
            #expect(try await penny.get("/api/conversations").status == 401)
            let answer = try await DeskBrowser(base: desk.base).post("/sign-in", ["login": "penny", "password": OpenDesk.password])
            #expect(answer.status == 401)
            // A token of the same login opens nothing either.
            let bearer = [("authorization", "Bearer \(desk.token)")]
            #expect(try await penny.with(nil).get("/api/conversations", bearer).status == 200)
            try await desk.add("otto", [.auditor])
            #expect(try await admin.act("/people/otto/disable", [:], on: "/people").status == 200)
            #expect(try await penny.with(nil).get("/api/conversations", bearer).status == 401)
        }
    }

    @Test func theLastAdministratorStays() async throws {
        try await OpenDesk.open { desk in
            let admin = try await desk.browser("adam", [.administrator])
            #expect(try await admin.act("/people/adam/disable", [:], on: "/people").status == 409)
            #expect(try await admin.act("/people/adam/roles", ["agent": "on"], on: "/people").status == 409)
            #expect(try await admin.get("/people").status == 200)
        }
    }

    @Test func aSessionOutlivesTheServer() async throws {
        var template = Array("/tmp/parley-console-test-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let cookie = try await OpenDesk.open(in: folder) { desk in try await desk.browser("penny", [.agent]).cookie }
        try await OpenDesk.open(in: folder) { desk in
            let answer = try await DeskBrowser(base: desk.base).with(cookie).get("/api/conversations")
            #expect(answer.status == 200)
        }
    }

    @Test func everyRoleMayWhatTheTableSays() {
        let member = { (role: Role) in Member(id: StaffID(RandomIDs.stream()), login: "x", name: "x", roles: [role]) }
        #expect(Role.allCases.filter { member($0).may(.manageStaff) } == [.administrator])
        #expect(Role.allCases.filter { member($0).may(.export) } == [.complianceOfficer, .auditor])
        #expect(Role.allCases.filter { member($0).may(.act) } == [.agent, .supervisor, .complianceOfficer])
        #expect(Role.allCases.filter { member($0).may(.quarantine) } == [.complianceOfficer])
        #expect(!member(.administrator).may(.readConversations))
    }
}
