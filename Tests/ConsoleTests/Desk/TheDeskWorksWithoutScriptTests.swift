import Foundation
import SQL
import Testing

@testable import Broker
@testable import Console
@testable import Conversations
@testable import Storage

/// The desk through plain links and forms, on a whole server: drafts leave nothing, one reply goes out once, each page needs its right.
@Suite(.serialized) struct TheDeskWorksWithoutScriptTests {
    /// A conversation that began with a public post.
    private func begin(_ desk: OpenDesk, _ text: String = "@bank my card was declined again", number: Int = 1) async throws
        -> ConversationID
    {
        let account = try #require(desk.server.accounts.first)
        _ = try await desk.server.intake.receive(
            .init(
                account: account.id, channel: account.publicKind, published: Server.clock(), providerID: "post-\(number)", threadID: nil,
                address: "author-\(number)", handle: "penny\(number)", name: "Penny Clarke", proof: .network, trail: Trail(),
                automatic: false),
            text: text)
        return try #require(try desk.server.store.inbox(.open, after: nil, limit: 100).max { ($0.newest ?? 0) < ($1.newest ?? 0) }).id
    }

    private struct Composer {
        var id: String
        var seen: String

        init(_ page: String) throws {
            let form = try #require(page.components(separatedBy: "id=\"composer\"").dropFirst().first)
            func value(_ name: String) throws -> String {
                String(try #require(form.components(separatedBy: name).dropFirst().first).prefix { $0 != "\"" })
            }
            id = try value("name=\"id\" value=\"")
            seen = try value("id=\"seen\" value=\"")
        }

        func form(_ text: String, on channel: ChannelKind = .sandboxPublic) -> [String: String] {
            ["id": id, "seen": seen, "text": text, "channel": channel.word, "act": "reply"]
        }
    }

    private func entries(_ desk: OpenDesk, of type: CommandType) throws -> Int {
        try desk.server.store.readers.read { connection in
            try connection.query("SELECT leaf FROM entry") { (row) throws(SQLError) in try row.blob(0) }
        }.count { try Leaf(decoding: $0).commandType == type.rawValue }
    }

    @Test func aDraftLeavesNothing() async throws {
        try await OpenDesk.open { desk in
            let ada = try await desk.browser("ada", [.agent])
            let id = try await begin(desk)
            let page = "/desk/\(id)"
            let composer = try Composer(try await ada.get(page).text)
            let before = (try entries(desk, of: .submit), try entries(desk, of: .view))
            let draft = "Hello Penny, the card ending 1881 is unblocked, quokka"
            for channel in [ChannelKind.sandboxPublic, .sandboxDM] {
                for end in stride(from: 1, through: draft.count, by: 7) {
                    let answer = try await ada.act(page + "/check", composer.form(String(draft.prefix(end)), on: channel), on: page)
                    #expect(answer.status == 200)
                }
            }
            let stop = try await ada.act(page + "/check", composer.form(draft), on: page)
            #expect(stop.text.contains("Cannot be sent in public") && stop.text.contains("\"maySend\":false"))
            #expect(stop.text.contains("\"spans\":[["))
            #expect(try entries(desk, of: .submit) == before.0 && (try entries(desk, of: .view)) == before.1)
            // Law 2: the words of a draft are in no file of the server's.
            let folder = URL(filePath: desk.server.home.path)
            let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)).compactMap { $0 as? URL }
            for file in files {
                guard let bytes = try? Data(contentsOf: file) else { continue }
                #expect(bytes.range(of: Data("quokka".utf8)) == nil, "\(file.lastPathComponent)")
            }
        }
    }

    @Test func theSameReplyGoesOutOnce() async throws {
        try await OpenDesk.open { desk in
            let ada = try await desk.browser("ada", [.agent])
            let id = try await begin(desk)
            let page = "/desk/\(id)"
            let composer = try Composer(try await ada.get(page).text)
            let form = composer.form("Hello Penny, we are looking into it.")
            // A double click, and the back button.
            async let one = ada.act(page + "/send", form, on: page)
            async let two = ada.act(page + "/send", form, on: page)
            let both = try await [one, two]
            #expect(both.allSatisfy { $0.status == 303 })
            let third = try await ada.act(page + "/send", form, on: page)
            #expect(third["location"]?.contains("said=already") == true)
            #expect(try entries(desk, of: .submit) == 1)
            // Other words under the same id are not taken for sent, and stay with their author.
            let other = try await ada.act(page + "/send", composer.form("Something else & <more>"), on: page)
            #expect(other.status == 409 && other.text.contains("Something else &amp; &lt;more&gt;</textarea>"))
            #expect(try entries(desk, of: .submit) == 1)
        }
    }

    @Test func twoPeopleAnswerOnce() async throws {
        try await OpenDesk.open { desk in
            let ada = try await desk.browser("ada", [.agent])
            let bob = try await desk.browser("bob", [.agent])
            let id = try await begin(desk)
            let page = "/desk/\(id)"
            let (first, second) = (try Composer(try await ada.get(page).text), try Composer(try await bob.get(page).text))
            #expect(try await ada.act(page + "/send", first.form("Hello Penny, from Ada."), on: page).status == 303)
            let lost = try await bob.act(page + "/send", second.form("Hello Penny, from Bob."), on: page)
            #expect(lost.status == 409 && lost.text.contains("Somebody answered since you looked"))
            #expect(lost.text.contains("Hello Penny, from Bob.</textarea>"))
            #expect(try entries(desk, of: .submit) == 1)
        }
    }

    @Test func whatPolicyStopsIsSaidAndKeptNowhere() async throws {
        try await OpenDesk.open { desk in
            let ada = try await desk.browser("ada", [.agent])
            let id = try await begin(desk)
            let page = "/desk/\(id)"
            let composer = try Composer(try await ada.get(page).text)
            let answer = try await ada.act(page + "/send", composer.form("The card ending 1881 is fine."), on: page)
            #expect(answer.status == 422 && answer.text.contains("Cannot be sent in public"))
            #expect(answer.text.contains("The card ending 1881 is fine.</textarea>"))
            // The words are another reply's from now on.
            #expect(try Composer(answer.text).id != composer.id)
        }
    }

    @Test func lookingAheadLeavesNoEntry() async throws {
        try await OpenDesk.open { desk in
            let ada = try await desk.browser("ada", [.agent])
            let id = try await begin(desk)
            for header in [
                ("Sec-Purpose", "prefetch"), ("Sec-Purpose", "prefetch;prerender"), ("Purpose", "prefetch"), ("X-Moz", "prefetch"),
            ] {
                let answer = try await ada.get("/desk/\(id)", [header])
                #expect(answer.status == 204 && answer.body.isEmpty)
            }
            _ = try await ada.get("/desk")
            #expect(try entries(desk, of: .view) == 0)
            for _ in 0..<3 { #expect(try await ada.get("/desk/\(id)").status == 200) }
            #expect(try entries(desk, of: .view) == 1)
        }
    }

    @Test func eachAddressNeedsItsRight() async throws {
        try await OpenDesk.open { desk in
            let id = try await begin(desk)
            let reads = ["/desk", "/desk/\(id)", "/handoffs"]
            let acts = ["check", "send", "assign", "release", "reopen", "resolve", "task", "settle", "withdraw", "move"].map {
                "/desk/\(id)/\($0)"
            }
            let send = RandomIDs.event()
            let approvals = ["/approvals/\(id)/\(send)/approve", "/approvals/\(id)/\(send)/reject"]
            let everybody: [(String, Role)] = [("ada", .agent), ("sue", .supervisor), ("otis", .auditor), ("adam", .administrator)]
            for (login, role) in everybody {
                let browser = try await desk.browser(login, [role])
                func may(_ permission: Permission) -> Bool { role.permissions.contains(permission) }
                for path in reads { #expect((try await browser.get(path).status == 403) == !may(.readConversations), "\(path) \(role)") }
                #expect((try await browser.get("/approvals").status == 403) == !may(.approve))
                let csrf = try #require(try await browser.get("/wallboard").csrf)
                for path in acts { #expect((try await browser.post(path, ["csrf": csrf]).status == 403) == !may(.act), "\(path) \(role)") }
                for path in approvals {
                    #expect((try await browser.post(path, ["csrf": csrf]).status == 403) == !may(.approve), "\(path) \(role)")
                }
            }
            let stranger = DeskBrowser(base: desk.base)
            for path in reads + ["/approvals"] { #expect(try await stranger.get(path).status == 303, "\(path)") }
        }
    }
}
