import AsyncHTTPClient
import Foundation
import NIOCore
import Testing

extension ServerTests {
    @Suite(.serialized) struct WebhooksAreProvedTests {
        @Test func `whoever cannot sign leaves a number behind, and what is signed but unreadable only ciphertext`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                // The terms, a heartbeat, the first administrator.
                _ = try await stage.wait("the first entries") { try stage.entries >= 3 ? true : nil }
                let before = try stage.entries
                let body = #"{"for_user_id":"1","tweet_create_events":[{"secret marker 7781":1}]}"#

                #expect(try await stage.deliver(body, signature: .some(nil)).status == .unauthorized)
                #expect(
                    try await stage.deliver(body, signature: "sha256=" + Data(repeating: 7, count: 32).base64EncodedString()).status
                        == .unauthorized)
                #expect(try await stage.deliver(body, signature: "sha256=").status == .unauthorized)
                #expect(try await stage.deliver(body + " ", signature: stage.signature(of: body)).status == .unauthorized)
                #expect(try await stage.deliver(body, to: "/webhooks/x/nobody").status == .notFound)
                _ = try await stage.wait("the count") {
                    try stage.number("SELECT value FROM counter WHERE name = 'webhook_not_signed'") == 4 ? true : nil
                }
                #expect(try stage.entries == before)
                #expect(try stage.number("SELECT count(*) FROM vault_quarantine") == 0)
                #expect(try Disk(folder: stage.home.path).files(with: "secret marker 7781").isEmpty)

                // Signed, and not what it must be.
                let unreadable = #"{"for_user_id": secret marker 7782"#
                #expect(try await stage.deliver(unreadable).status == .ok)
                #expect(try stage.entries == before + 1)
                #expect(try stage.number("SELECT count(*) FROM quarantined WHERE released IS NULL") == 1)
                #expect(try stage.number("SELECT count(*) FROM vault_quarantine") == 1)
                #expect(try Disk(folder: stage.home.path).files(with: "secret marker 7782").isEmpty)

                // More than a megabyte is not even read.
                let large = "{\"a\":\"" + String(repeating: "x", count: 1 << 20) + "\"}"
                let answer = try await stage.deliver(large)
                #expect(answer.status == .payloadTooLarge)
                #expect(try stage.entries == before + 1)
            }
        }

        @Test func `a challenge is answered in the network's form`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                let url = stage.base + "/webhooks/x/example?crc_token=a%2Bb%3D&nonce=1"
                let answer = try await Person.Answer(HTTPClient.shared.execute(HTTPClientRequest(url: url), timeout: .seconds(5)))
                #expect(answer.status == 200)
                #expect(answer.text == "{\"response_token\":\"\(stage.signature(of: "a+b="))\"}")
                #expect(answer.headers["content-type"] == "application/json")
                for bad in ["", "?crc_token=", "?crc_token=" + String(repeating: "a", count: 513)] {
                    let refused = try await HTTPClient.shared.execute(
                        HTTPClientRequest(url: stage.base + "/webhooks/x/example" + bad), timeout: .seconds(5))
                    #expect(refused.status == .badRequest)
                }
            }
        }

        @Test func `the same message again changes nothing`() async throws {
            try await Stage.play { stage in
                let server = try await stage.start()
                defer { server.stop() }
                stage.network.plan(.init(duplicatePercent: 100))
                let sam = try stage.network.createUser(handle: "sam_w", name: "Sam")
                for number in 1...5 { try stage.network.post(as: sam.id, "@ExampleBank my card was refused, \(number)") }
                _ = try await stage.wait("all messages") { try await stage.ada.inbox().first?.inbound == 5 ? true : nil }
                _ = try await stage.wait("all deliveries") { stage.network.deliveriesAreDone ? true : nil }
                #expect(try stage.number("SELECT count(*) FROM duplicate") == 5)
                #expect(try await stage.ada.inbox().first?.inbound == 5)
            }
        }
    }
}
