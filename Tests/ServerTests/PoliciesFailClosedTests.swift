import Broker
import Foundation
import Glibc
import Testing

extension ServerTests {
    @Suite(.serialized) struct PoliciesFailClosedTests {
        private static let card = "4929 3813 3266 4295"

        @Test func `a broken pack is refused with its place, and the old ones stay`() async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                let server = try await stage.start()
                defer { server.stop() }
                // The terms, a heartbeat, the first administrator.
                _ = try await stage.wait("the first entries") { try stage.entries >= 3 ? true : nil }
                #expect(try await stage.ada.post("/api/policies/reload").status == 403)
                #expect(try await stage.otto.post("/api/policies/reload").status == 403)
                let path = stage.policies + "/packs/pci-dss.yaml"
                let good = try String(contentsOfFile: path, encoding: .utf8)
                try good.replacing("direction: inbound", with: "direction: inbund").write(toFile: path, atomically: true, encoding: .utf8)
                let refused = try await stage.cleo.post("/api/policies/reload")
                #expect(refused.status == 422)
                #expect(refused.text.contains(#/pci-dss\.yaml:\d+:\d+/#))
                #expect(try await stage.ada.status().policies?.contains("pci-dss.yaml") == true)
                let types = CommandType.refuseTerms.rawValue
                #expect(try stage.commandTypes().last { $0 != CommandType.heartbeat.rawValue } == types)

                // The old ones decide.
                let view = try await begin(stage)
                let line = try #require(view.lines.first { $0.kind == "in" })
                #expect(line.decision == Verdict.acceptRedacted.word && !line.rules.isEmpty)
                #expect(try await stage.ada.reply("We look into it.", on: "sandbox_public", in: view)["decision"] as? String == "SEND")

                try good.write(toFile: path, atomically: true, encoding: .utf8)
                #expect(try await stage.cleo.post("/api/policies/reload").status == 200)
                #expect(try await stage.ada.status().policies == nil)
            }
        }

        @Test(arguments: [true, false])
        func `without usable packs everything is redacted on its way in and held on its way out`(areBroken: Bool) async throws {
            try await Stage.play(Stage.Wishes(ownPolicies: true)) { stage in
                let packs = stage.policies + "/packs"
                let aside = stage.folder + "/packs-aside"
                try FileManager.default.copyItem(atPath: packs, toPath: aside)
                if areBroken {
                    try "rules: [".write(toFile: packs + "/pci-dss.yaml", atomically: true, encoding: .utf8)
                } else {
                    for name in try FileManager.default.contentsOfDirectory(atPath: packs) {
                        try FileManager.default.removeItem(atPath: packs + "/" + name)
                    }
                }
                let server = try await stage.start()
                defer { server.stop() }
                #expect(try await stage.ada.status().policies != nil)
                let view = try await begin(stage)
                let line = try #require(view.lines.first { $0.kind == "in" })
                #expect(line.text?.contains("4929") == false && line.redactions.contains { $0.hasPrefix("card.pan") })
                #expect(view.labels.contains("policy_unavailable"))
                #expect(try Disk(folder: stage.home.path).files(with: Self.card).isEmpty)

                let held = try await stage.ada.reply("We look into it.", on: "sandbox_public", in: view)
                #expect(held["decision"] as? String == "HOLD" && held["approver"] as? String == "compliance_officer")
                let send = try #require(held["send"] as? String)
                #expect(try await stage.bob.post("/api/conversations/\(view.id)/approve", ["send": send]).status == 403)
                #expect(try await stage.cleo.post("/api/conversations/\(view.id)/approve", ["send": send]).status == 409)
                #expect(stage.network.posts(by: stage.bank.id).isEmpty)

                // Once packs load, the named role can let it go.
                try FileManager.default.removeItem(atPath: packs)
                try FileManager.default.copyItem(atPath: aside, toPath: packs)
                #expect(try await stage.cleo.post("/api/policies/reload").status == 200)
                #expect(try await stage.bob.post("/api/conversations/\(view.id)/approve", ["send": send]).status == 403)
                #expect(try await stage.cleo.post("/api/conversations/\(view.id)/approve", ["send": send]).status == 200)
                _ = try await stage.wait("the post") { stage.network.posts(by: stage.bank.id).first }
            }
        }

        private func begin(_ stage: Stage) async throws -> ConversationView {
            let customer = try stage.network.createUser(handle: "sam_w", name: "Sam")
            try stage.network.post(as: customer.id, "@ExampleBank why was my card \(Self.card) refused?")
            let row = try await stage.wait("the conversation") { try await stage.ada.inbox().first }
            return try await stage.ada.read(row.id)
        }
    }
}
