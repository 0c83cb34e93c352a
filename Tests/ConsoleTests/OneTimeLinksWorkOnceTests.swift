import Conversations
import Foundation
import Scratch
import Synchronization
import Testing

@testable import Broker

/// A link sets one password, for a day, once; looking at it uses nothing up.
@Suite(.serialized) struct OneTimeLinksWorkOnceTests {
    private static let form = ["name": "Penny Clarke", "password": OpenDesk.password, "repeated": OpenDesk.password]

    @Test func lookingUsesNothingUpAndPostingDoes() async throws {
        try await OpenDesk.open { desk in
            let register = desk.server.entrance.register
            try await register.add(login: "penny", name: "Penny", roles: [.agent], by: nil)
            let path = "/sign-in/" + (try await register.link(for: "penny"))
            let browser = DeskBrowser(base: desk.base)
            for _ in 0..<5 { #expect(try await browser.get(path).status == 200) }
            for (change, code) in [
                (["password": "short", "repeated": "short"], 422), (["repeated": "another one entirely"], 422),
                (["password": "password1234", "repeated": "password1234"], 422),
                (["password": "aaaaaaaaaaaaaaaa", "repeated": "aaaaaaaaaaaaaaaa"], 422), (["name": " "], 422),
            ] {
                #expect(try await browser.post(path, Self.form.merging(change) { $1 }).status == code)
            }
            #expect(try await browser.post(path, Self.form).status == 200)
            #expect(try await browser.get(path).status == 404)
            #expect(try await browser.post(path, Self.form).status == 404)
            var penny = browser
            try await penny.signIn("penny")
        }
    }

    @Test func ofManyAtOnceOneWins() async throws {
        try await OpenDesk.open { desk in
            let register = desk.server.entrance.register
            try await register.add(login: "penny", name: "Penny", roles: [.agent], by: nil)
            let token = try await register.link(for: "penny")
            let hash = try PasswordHash.of("any password at all", salt: [1], work: 4)
            let won = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<16 {
                    group.addTask { (try? await register.use(link: token, name: "Penny \(number)", password: hash)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(won == 1)
        }
    }

    @Test func aNewLinkMakesTheOldOneUselessAndADayEndsIt() async throws {
        let now = Mutex(Int64(1_790_000_000_000))
        let folder = TemporaryFolder()
        let shared = Box(now)
        let register = try StaffRegister(path: folder.file("accounts.db")) { Timestamp(milliseconds: shared.now.withLock { $0 }) }
        try await register.add(login: "penny", name: "Penny", roles: [.agent], by: nil)
        let first = try await register.link(for: "penny")
        let second = try await register.link(for: "penny")
        #expect(try await register.account(link: first) == nil)
        #expect(try await register.account(link: second)?.login == "penny")
        shared.now.withLock { $0 += 24 * 3_600_000 - 1 }
        #expect(try await register.account(link: second) != nil)
        shared.now.withLock { $0 += 1 }
        #expect(try await register.account(link: second) == nil)

        // A token for programs is good for 90 days.
        let program = try await register.token(for: "penny")
        shared.now.withLock { $0 += 90 * 24 * 3_600_000 - 1 }
        #expect(try await register.account(token: program)?.login == "penny")
        shared.now.withLock { $0 += 1 }
        #expect(try await register.account(token: program) == nil)

        // Sessions end with idleness, and after a shift however busy.
        let token = StaffRegister.digest(try await register.begin(for: "penny"))
        for _ in 0..<11 {
            shared.now.withLock { $0 += 3_600_000 }
            #expect(try await register.session(id: token, isUse: true) != nil)
        }
        shared.now.withLock { $0 += 3_600_000 }
        #expect(try await register.session(id: token, isUse: true) == nil)
        let idle = StaffRegister.digest(try await register.begin(for: "penny"))
        shared.now.withLock { $0 += 3_600_000 }
        #expect(try await register.session(id: idle, isUse: false) != nil)
        shared.now.withLock { $0 += 3_600_000 }
        #expect(try await register.session(id: idle, isUse: true) == nil)

        // Nothing of a token is in the file.
        let bytes = Data(try folder.bytes())
        for secret in [first, second, program] { #expect(bytes.range(of: Data(secret.utf8)) == nil) }
    }

    private final class Box: Sendable {
        let now: Mutex<Int64>
        init(_ now: consuming Mutex<Int64>) { self.now = now }
    }

    @Test func theFirstStartGivesOneLinkForOneAdministrator() async throws {
        try await OpenDesk.open { desk in
            let link = try #require(try await desk.server.firstLink())
            #expect(link.hasPrefix("http://desk.northbridge.test/sign-in/"))
            #expect(try await desk.server.firstLink() == nil)
            #expect(try await desk.server.entrance.register.accounts().map(\.wanted) == [[.administrator]])
        }
    }
}
