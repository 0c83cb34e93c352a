import AsyncHTTPClient
import Broker
import Crypto
import Foundation
import Mail
import NIOCore
import Testing

extension ServerTests {
    /// Texts made to break, to slip past or to hold up whoever reads them, over the wire of each connector: the value in them is taken out, or
    /// the whole waits where nobody sees it; and the server goes on.
    @Suite(.serialized) struct HardTextsAreScannedOrKeptApartTests {
        private static let card = "4929 3813 3266 4295"
        private static let tail = "3813 3266 4295"

        /// A text as it stands in JSON, as bytes.
        private struct Hard: CustomStringConvertible {
            let description: String
            let json: [UInt8]
            /// What is taken out of it; nil where it cannot be read.
            let found: String?

            init(_ name: String, _ json: String, found: String) {
                (description, self.json, self.found) = (name, Array(json.utf8), found)
            }
            init(unreadable name: String, _ json: [UInt8]) { (description, self.json, found) = (name, json, nil) }
        }

        private static let marks = String(repeating: "\u{301}", count: 250_000)
        private static let texts = [
            Hard("halves of surrogate pairs within", #"my card is 4929\ud800 3813 \udc003266 4295"#, found: "card.pan"),
            Hard("characters of value nought within", #"my card is 4929\u0000381332664295"#, found: "card.pan"),
            Hard("half a million bytes of marks on one digit", "my card is 4929\(marks) \(tail)", found: "card.pan"),
            Hard("a card behind many digits", String(repeating: "7", count: 700_000) + ". My card is \(card)", found: "card.pan"),
            Hard("forty thousand codes", String(repeating: "my pin is 4821. ", count: 40_000), found: "credential.pin"),
            Hard(unreadable: "bytes that are no UTF-8", Array("my card is 4929 ".utf8) + [0xC3, 0x28, 0xFF] + Array(tail.utf8)),
        ]

        private func message(_ number: Int, _ text: [UInt8], _ stage: Stage) -> [UInt8] {
            let bank = "\(stage.bank.id)"
            let now = Int64(Date().timeIntervalSince1970 * 1000)
            let before =
                #"{"for_user_id":"\#(bank)","direct_message_events":[{"type":"message_create","id":"77\#(number)","created_timestamp":"\#(now)","#
                + #""message_create":{"target":{"recipient_id":"\#(bank)"},"sender_id":"55\#(number)","message_data":{"text":""#
            let behind = #""}}}],"users":{"55\#(number)":{"id":"55\#(number)","name":"Penny","screen_name":"penny_\#(number)"}}}"#
            return Array(before.utf8) + text + Array(behind.utf8)
        }

        @Test func `what a network delivers`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                for (number, text) in Self.texts.enumerated() {
                    let apart = try stage.quarantinedBytes().count
                    let answer = try await stage.deliver(bytes: message(number, text.json, stage))
                    #expect(answer.status == .ok, "\(text)")
                    guard let found = text.found else {
                        #expect(try stage.quarantinedBytes().count == apart + 1, "\(text)")
                        continue
                    }
                    let line = try await stage.wait("\(text)") { () -> ConversationView.Line? in
                        for row in try await stage.ada.inbox() {
                            let lines = try await stage.ada.read(row.id).lines
                            if let line = lines.first(where: { $0.author == "@penny_\(number)" }) { return line }
                        }
                        return nil
                    }
                    #expect(line.redactions.contains { $0.hasPrefix(found) }, "\(text)")
                    #expect(line.text?.contains("4295") == false && line.text?.contains("4821") == false, "\(text)")
                }
                let disk = Disk(folder: stage.home.path)
                for secret in [Self.card, Self.tail, "pin is 4821"] { #expect(try disk.files(with: secret).isEmpty) }
                // More than is ever read: refused, and counted.
                let large = try await stage.deliver(bytes: message(99, Array(repeating: UInt8(ascii: "4"), count: 10 << 20), stage))
                #expect(large.status == .payloadTooLarge)
                _ = try await stage.wait("the count") {
                    try stage.number("SELECT coalesce(max(value), 0) FROM counter WHERE name = 'webhook_too_large'") == 1 ? true : nil
                }
                #expect(server.isRunning)
                try verifyCheckpoints(of: stage)
            }
        }

        @Test func `what visitors and agents write`() async throws {
            let chat = ServerConfiguration.ChatAccount(name: "northbridge", title: "Northbridge Bank", line: "Every day from 8 to 20")
            try await Stage.play(Stage.Wishes(chats: [chat])) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                var penny = ChatGuest(stage)
                try await penny.begin()
                let sent = try await penny.send("my card is 4929\u{0}\u{200B}\u{301} \(Self.tail)")
                #expect(sent.status == 200)
                let line = try #require(try sent.decoded(ChatGuest.Kept.self).line)
                #expect(line.parts.contains { $0.removed } && !line.words.contains("4295"))
                // Not JSON as it must be, and more than a message may be: nothing of either is kept.
                let wrong = Array(#"{"id":"\#(RandomIDs.event())","text":"my card is "#.utf8) + [0xFF] + Array("\(Self.card)\"}".utf8)
                #expect(try await penny.send(bytes: wrong).status == 400)
                let long = try await penny.send(String(repeating: "4", count: 10 << 20))
                #expect([400, 413].contains(long.status), "\(long.status)")

                let row = try #require(try await stage.ada.inbox().first)
                let view = try await stage.ada.read(row.id)
                for text in ["4929\u{0}381332664295", "4929\u{301}\u{301}\u{301} \(Self.tail)", "4929\u{FFFD} \(Self.tail)"] {
                    let answer = try await stage.ada.reply("Is it \(text)?", on: "web_chat_anon", in: view)
                    #expect(answer.status == 200 && answer["decision"] as? String != "SEND", "\(answer.text)")
                }
                let huge = try await stage.ada.reply(String(repeating: "4", count: 10 << 20), on: "web_chat_anon", in: view)
                #expect([400, 413].contains(huge.status), "\(huge.status)")
                #expect(server.isRunning)
                #expect(try Disk(folder: stage.folder).files(with: Self.tail).isEmpty)
            }
        }

        @Test(.needsMailServers) func `what letters hold`() async throws {
            let lab = try MailLab.shared.get()
            try await Stage.play(Stage.Wishes(mail: lab)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let letters: [(name: String, fields: [String], body: [UInt8])] = [
                    (
                        "no utf-8", ["Content-Type: text/plain; charset=utf-8"],
                        Array("card 4929".utf8) + [0xC3, 0x20] + Array(Self.tail.utf8)
                    ),
                    (
                        "a set that nobody knows", ["Content-Type: text/plain; charset=x-made-up"],
                        Array("card \(Self.card)".utf8)
                    ),
                    (
                        "broken base 64", ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"],
                        Array((Data("card \(Self.card) ".utf8).base64EncodedString() + "*!~=").utf8)
                    ),
                    (
                        "broken quoted-printable",
                        ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"],
                        Array("card 49=3229=20=ZZ=3=\r\n 3813 3266 42=39=35".utf8)
                    ),
                    ("noughts", ["Content-Type: text/plain"], Array("card 4929".utf8) + [0] + Array("381332664295".utf8)),
                    (
                        "more than is read in line", ["Content-Type: text/plain; charset=utf-8"],
                        Array((String(repeating: String(repeating: "4", count: 900) + "\r\n", count: 11_000) + "card \(Self.card)").utf8)
                    ),
                ]
                let before = try stage.entries
                for (number, letter) in letters.enumerated() {
                    let fields = ["From: hard\(number)@else.test", "To: desk@bank.test", "Subject: letter \(number)", "MIME-Version: 1.0"]
                    try lab.drop([Letters.raw(fields + letter.fields + [""]) + letter.body + [0x0D, 0x0A]], into: .desk)
                }
                _ = try await stage.wait("all letters") { try stage.entries >= before + letters.count ? true : nil }
                for row in try await stage.ada.inbox() {
                    for line in try await stage.ada.read(row.id).lines { #expect(line.text?.contains("4295") != true) }
                }
                #expect(try stage.number("SELECT count(*) FROM quarantined WHERE released IS NULL") >= 1)
                #expect(try Disk(folder: stage.folder).files(with: Self.tail).isEmpty)
                #expect(server.isRunning)
                try verifyCheckpoints(of: stage)
            }
        }
    }
}

extension Stage {
    /// Delivers bytes as the network would, signed.
    fileprivate func deliver(bytes: [UInt8]) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: base + "/webhooks/x/example")
        request.method = .POST
        let code = HMAC<SHA256>.authenticationCode(for: bytes, using: SymmetricKey(data: Data(consumerSecret.utf8)))
        request.headers.add(name: "x-twitter-webhooks-signature", value: "sha256=" + Data(code).base64EncodedString())
        request.body = .bytes(ByteBuffer(bytes: bytes))
        return try await HTTPClient.shared.execute(request, timeout: .seconds(60))
    }
}

extension ChatGuest {
    /// Posts bytes as the body of a message.
    fileprivate func send(bytes: [UInt8]) async throws -> Person.Answer {
        var request = HTTPClientRequest(url: "\(base)/chat/\(chat)/messages")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        if let origin { request.headers.add(name: "origin", value: origin) }
        if let cookie { request.headers.add(name: "cookie", value: cookie) }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        return try await Person.Answer(HTTPClient.shared.execute(request, timeout: .seconds(30)))
    }
}
