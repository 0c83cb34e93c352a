import Conversations
import Testing

@testable import Broker

/// What a visitor reads is made of what is kept, and of nothing else.
struct ChatWordsTests {
    private func note(_ dataClass: DataClass, _ count: Int) -> RedactionNote {
        RedactionNote(dataClass: dataClass.word, count: count, position: 0, disguises: [])
    }

    @Test func `what was taken out is said in a customer's words`() {
        #expect([RedactionNote]().notice == nil)
        #expect([note(.cardPAN, 1)].notice == "We removed a card number from this message. Nobody has stored it.")
        #expect([note(.cardPAN, 2)].notice == "We removed 2 card numbers from this message. Nobody has stored them.")
        #expect([note(.iban, 1)].notice == "We removed an IBAN from this message. Nobody has stored it.")
        #expect([note(.credentialOTP, 1)].notice == "We removed a one-time code from this message. Nobody has stored it.")
        #expect([note(.email, 2)].notice == "We removed 2 e-mail addresses from this message. Nobody has stored them.")
        #expect(
            [note(.cardPAN, 1), note(.cardCVV, 1), note(.cardExpiry, 1)].notice
                == "We removed a card number, a security code and an expiry date from this message. Nobody has stored them.")
        // A later message completed what an earlier one began.
        #expect([note(.cardPAN, 1), note(.cardPAN, 1)].notice == "We removed 2 card numbers from this message. Nobody has stored them.")
    }

    @Test func `every class of data has a name that is not the policy's own word`() {
        for dataClass in DataClass.allCases where !dataClass.isRequest {
            #expect(!dataClass.noun.isEmpty && !dataClass.noun.contains("_") && !dataClass.noun.contains("."))
        }
    }

    @Test func `marks become words, and only marks`() {
        func parts(_ text: String) -> [ChatLine.Part] { ChatLine.Part.parts(of: text, linked: false) }
        #expect(parts("Pay ⟦card.pan⟧ now") == [.init("Pay "), .init("card number removed", removed: true), .init(" now")])
        #expect(parts("⟦card.pan ••••4295⟧").map(\.removed) == [true])
        for text in ["⟦", "⟧", "⟦no.class⟧", "⟦request.card.pan⟧", "⟦⟦card.pan", "a ⟦ b ⟧ c"] {
            #expect(parts(text).map(\.text).joined() == text && !parts(text).contains { $0.removed })
        }
        #expect(parts("⟦⟦card.pan⟧").map(\.text) == ["⟦", "card number removed"])
    }

    @Test func `only the web's own schemes become links, and only in what the firm writes`() {
        func links(_ text: String) -> [String] { ChatLine.Part.parts(of: text, linked: true).compactMap(\.link) }
        #expect(links("See https://a.test/x?y=1#z.") == ["https://a.test/x?y=1#z"])
        #expect(links("(https://a.test/x), http://b.test!") == ["https://a.test/x", "http://b.test"])
        #expect(links("javascript:alert(1) data:text/html,x ftp://a.test mailto:a@b.test").isEmpty)
        #expect(links("https:// http:///x https://\"><script>").isEmpty)
        #expect(links("https://a.test/\"onmouseover=x") == ["https://a.test/"])
        #expect(ChatLine.Part.parts(of: "https://a.test", linked: false).compactMap(\.link).isEmpty)
        for text in ["See https://a.test/x. And h", "hhhttps://a.test", "", "http"] {
            #expect(ChatLine.Part.parts(of: text, linked: true).map(\.text).joined() == text)
        }
    }
}
