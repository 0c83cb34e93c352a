import Testing

@testable import Broker
@testable import Console

/// Nobody writes in public by mistake: who reads it stands in words, sign and colour in every state of the composer.
@Suite struct TheAudienceIsAlwaysSaidTests {
    @Test(arguments: ChannelKind.allCases) func inEveryStateOfTheComposer(_ channel: ChannelKind) {
        let samples = Samples(words: "words")
        let spans = [Finding(dataClass: .cardLast4, range: 0..<5, level: .certain, evidence: [], digitCount: 4)]
        let verdicts: [Verdict] = [.send, .sendWarn, .hold, .block]
        for verdict in verdicts {
            var decision = PackSet.unavailable.decide(Facts(direction: .outbound, now: Samples.now))
            decision.verdict = verdict
            var composed = Composed(text: "words", channel: channel)
            composed.check = ReplyCheck(
                checked: Checked(decision: decision, rule: nil, spans: spans), refusal: nil, elsewhere: [.secureEmail], length: nil)
            let html = ComposerPane(open: samples.open(channels: [channel, .secureEmail]), composed: composed, view: samples.view).html()
                .bytes
            // The bar of the chosen channel, and its button.
            #expect(html.contains("<b>\(channel.isPublic ? "PUBLIC" : "PRIVATE")</b>"))
            #expect(html.contains(channel.readers))
            #expect(
                html.contains(
                    "class=\"chip \(channel.isPublic ? "public" : "private")\"><input type=\"radio\" name=\"channel\" class=\"ch1\""))
            #expect(html.contains("value=\"\(channel.word)\" data-audience=\"\(channel.isPublic ? "public" : "private")\" checked"))
            #expect(html.contains("href=\"#i-\(channel.icon.rawValue)\""))
        }
    }

    /// Colour alone would tell a tenth of all men nothing (WCAG 2.2, 1.4.1).
    @Test(arguments: ChannelKind.allCases) func everyMessageSaysWhoReadsIt(_ channel: ChannelKind) {
        let samples = Samples(words: "words")
        var open = samples.open()
        open.flow = Flow(items: [.message(samples.message(1, .customer(1), channel, phase: nil))])
        let html = FlowPane(open: open, view: samples.view).html().bytes
        #expect(html.contains("\(channel.icon.html.bytes)\(channel.audience)</span>"))
        #expect(ChannelKind.allCases.allSatisfy { $0.isPublic == ($0.channelClass == .publicSocial) })
    }

    @Test func aReaderSeesNoComposer() {
        let samples = Samples(words: "words", roles: [.auditor])
        let html = ConversationPane(open: samples.open(), composed: Composed(), view: samples.view).html().bytes
        #expect(!html.contains("<form") && !html.contains("<textarea"))
    }
}
