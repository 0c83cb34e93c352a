import Foundation
import Scratch
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

    @Test func aTokenIsItsAccountsAndEndsWithTheNextOneAndWithTheAccount() async throws {
        try await OpenDesk.open { desk in
            let register = desk.server.entrance.register
            _ = try await desk.browser("adam", [.administrator])
            _ = try await desk.browser("penny", [.agent])
            let nobody = DeskBrowser(base: desk.base)
            func status(_ token: String, _ path: String = "/api/conversations") async throws -> Int {
                try await nobody.get(path, [("authorization", "Bearer \(token)")]).status
            }
            let first = try await register.token(for: "penny")
            #expect(try await status(first) == 200)
            // No more than the account may.
            #expect(try await status(first, "/api/records/holds") == 403)
            #expect(try await status(first + "a") == 401)
            let second = try await register.token(for: "penny")
            #expect(try await status(first) == 401)
            #expect(try await status(second) == 200)
            try await register.change("penny", roles: [.auditor], by: nil)
            // What is taken away is gone, what is given waits for its entry.
            #expect([401, 403].contains(try await status(second, "/api/quarantine")))
            try await desk.server.entrance.takeUp()
            #expect(try await status(second, "/api/records/holds") == 200)
            try await register.change("penny", isDisabled: true, by: nil)
            #expect(try await status(second) == 401)
            await #expect(throws: StaffError.self) { try await register.token(for: "penny") }
            try await register.change("penny", isDisabled: false, by: nil)
            // Enabling the account does not bring its token back.
            #expect(try await status(second) == 401)
            let third = try await register.token(for: "penny")
            try await register.withdrawToken(of: "penny")
            #expect(try await status(third) == 401)
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
        let folder = TemporaryFolder()
        let cookie = try await OpenDesk.open(in: folder.path) { desk in try await desk.browser("penny", [.agent]).cookie }
        try await OpenDesk.open(in: folder.path) { desk in
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
