import Broker
import Foundation
import Testing

extension ServerTests {
    @Suite(.serialized) struct FirmsOwnDataIsTakenOutTests {
        private static let pack = """
            pack: northbridge
            version: 1
            title: Data of the bank's own
            owner: social-compliance
            detectors:
              org.loan_ref:
                pattern: "LN-[0-9]{8}"
                labels: {near: [loan]}
                'true': ["my loan [[LN-10203043]]"]
                'false': ["order LN-10203043"]
            rules:
            - id: loan-in
              title: A loan reference is redacted before it is kept
              basis: firm_policy
              source: made up
              precedence: secrets
              when: {direction: inbound, finds: [org.loan_ref]}
              decision: ACCEPT_REDACTED
              actions: [redact_span]
            - id: loan-out
              title: A loan reference leaves on no channel
              basis: firm_policy
              source: made up
              precedence: secrets
              when: {direction: outbound, finds: [org.loan_ref]}
              decision: BLOCK
              instead: Leave the reference out.

            """

        @Test func `a class that a pack defines is gone before anything is written, and stops a reply`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                try Self.pack.write(toFile: stage.policies + "/packs/northbridge.yaml", atomically: true, encoding: .utf8)
                let statement = stage.policies + "/in-force.yaml"
                try String(contentsOfFile: statement, encoding: .utf8).replacing("packs: [", with: "packs: [northbridge, ")
                    .write(toFile: statement, atomically: true, encoding: .utf8)
                let server = try await stage.start()
                defer { server.stop() }
                #expect(try await stage.ada.status().policies == nil)
                let customer = try stage.network.createUser(handle: "penny_c", name: "Penny")
                try stage.network.post(as: customer.id, "@ExampleBank where is my loan LN-55667788?")
                let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
                let view = try await stage.ada.read(row.id)
                let line = try #require(view.lines.first { $0.kind == "in" })
                #expect(line.text?.contains("⟦org.loan_ref⟧") == true && line.redactions.contains { $0.hasPrefix("org.loan_ref") })
                #expect(try Disk(folder: stage.home.path).files(with: "LN-55667788").isEmpty)
                let blocked = try await stage.ada.reply("Your loan LN-55667788 is paid.", on: "sandbox_public", in: view)
                #expect(blocked["decision"] as? String == "BLOCK")
            }
        }
    }
}
