import Broker
import Policies
import PolicyFiles
import Testing

@Suite struct FolderTests {
    @Test func hashesAreThoseOfTheBytes() throws {
        let empty = TermsFile(name: "x", bytes: [])
        #expect(empty.sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let folder = try Shipped.folder.get()
        for pack in folder.packs {
            let file = folder.files.first { $0.name == "packs/\(pack.reference.id).yaml" }
            #expect(file?.sha256 == pack.reference.sha256)
        }
    }

    @Test func aSetStandsForEachOfItsWords() throws {
        let files = try SmallFolder.files(
            breaking: "lexicons/small-words.yaml", "groups:\n  anger:\n  - very angry|cross",
            "sets: {feeling: angry|cross}\ngroups:\n  anger:\n  - very ?quite|<feeling> <feeling>")
        let words = LexiconSet(try PolicyFolder(files: files).lexicons)
        for text in ["very cross", "very quite angry", "very angry cross"] {
            #expect(!words.labels(in: Array(text.utf8)).isEmpty, "\(text)")
        }
        #expect(words.labels(in: Array("very quite".utf8)).isEmpty)
    }

    @Test func theVocabularyNamesEveryEffectThatCodeStandsBehind() throws {
        let vocabulary = try Shipped.folder.get().vocabulary
        for effect in Effect.allCases {
            #expect(vocabulary.actions.contains(effect.action) || vocabulary.labels.contains(Label(effect.rawValue)))
        }
    }

    @Test func blocksSayWhatToDoInsteadAndEveryRuleNamesItsSource() throws {
        for pack in try Shipped.folder.get().packs {
            for rule in pack.rules {
                #expect(rule.outcome.verdict != .block || rule.outcome.instead != nil)
                #expect(!rule.source.reference.isEmpty)
            }
        }
    }

    @Test func aBundleWithoutRulesHoldsEveryOutboundScenario() throws {
        let folder = try Shipped.folder.get()
        let empty = folder.packs.map { pack in
            var pack = pack
            pack.rules = []
            return pack
        }
        let runner = try ScenarioRunner(folder.replacing(packs: empty), for: folder.scenarios)
        for scenario in folder.scenarios where scenario.direction == .outbound {
            let result = runner.run(scenario)
            #expect(result.decision.verdict == .hold)
            #expect(result.decision.approver == ApproverRole("compliance_officer"))
        }
    }

    @Test func scenariosHaveResultsThatSayWhatDiffers() throws {
        let folder = try Shipped.folder.get()
        let text = """
            defaults: {packs: [uk-bank-fca, pci-dss], time_zone: Europe/London, calendar: GB-ENG}
            scenarios:
            - id: X
              given: {now: "2027-02-01T09:00:00+00:00", direction: outbound, actor: agent, channel: x_public, text: "Thanks!"}
              expect:
                decision: HOLD
                labels: [pan]
                actions: [destroy_secret]
                approver: supervisor
                must_not: [publish]
                deadlines: [{name: three_bd}]
            - id: Y
              given: {now: "2027-02-01T09:00:00+00:00", direction: outbound, packs: [nobody], text: "Thanks!"}
              expect: {decision: SEND}
            """
        let scenarios = try folder.scenarios(in: TermsFile(name: "x.yaml", bytes: Array(text.utf8)))
        let runner = try ScenarioRunner(folder, for: [scenarios[0]])
        #expect(
            runner.run(scenarios[0]).differs == [
                "decision: expected HOLD, got SEND", "labels: pan is missing", "actions: destroy_secret is missing",
                "approver: expected supervisor, got none", "deadlines: three_bd is missing", "must_not: publish: the decision is SEND",
            ])
        #expect(runner.run(scenarios[1]).differs == ["there is no pack nobody"])
        let json = String(decoding: try ScenarioResult.json([runner.run(scenarios[0])]), as: UTF8.self)
        #expect(json.hasPrefix("{\"scenarios\":[{\"actions\":[\"record_audit\"],\"approver\":null,\"channel\":null,\"deadlines\":[],"))
        #expect(json.contains("\"rules\":[{\"id\":\"message-out\",\"pack\":\"uk-bank-fca\",\"version\":1}]"))
    }
}
