import Testing

@testable import Verifier

/// Evidence rests on a few words in facts: nobody who may write a text can write those words.
@Suite struct FactsTextTests {
    private func facts(_ text: String) -> FactsText { FactsText(Array(text.utf8)) }
    private let identity = String(repeating: "0a", count: 16)

    @Test func whatTheLedgerWritesIsFound() {
        let digest = String(repeating: "ab", count: 32)
        #expect(facts(#"{"version":1,"events":[{"exported":{"_0":{"by":"09","purpose":"p","manifest":"\#(digest)"}}}]}"#).exports(digest))
        let erasure = facts(
            #"{"version":1,"events":[{"erased":{"_0":{"identity":"\#(identity)","basis":"b","by":"1","second":"2"}}},"#
                + #"{"reached":{"_0":{"entries":[{"first":3,"last":3},{"first":7,"last":9}]}}}]}"#)
        #expect(erasure.erasesOnBasis)
        for (index, isReached) in [(2, false), (3, true), (4, false), (7, true), (8, true), (9, true), (10, false)] as [(UInt64, Bool)] {
            #expect(erasure.reaches(index) == isReached, "\(index)")
        }
        #expect(facts(#"{"version":1,"events":[{"complaintRecorded":{"_0":{"received":1}}}]}"#).recordsComplaint)
        let hash = String(repeating: "0f", count: 32)
        #expect(
            facts(#"{"version":1,"events":[{"termsInForce":{"_0":{"files":[{"name":"n","sha256":"\#(hash)"}],"packs":[]}}}]}"#).termsFiles
                == [hash])
    }

    @Test func nobodysWordsAreTakenForIt() {
        let digest = String(repeating: "ab", count: 32)
        // A text in JSON has a backslash before each quotation mark.
        let said = #"{"version":1,"events":[{"rejected":{"_0":{"reason":"\"exported\":{\"_0\":{ \"manifest\":\"\#(digest)\""}}}]}"#
        #expect(!facts(said).exports(digest))
        #expect(!facts(#"{"reason":"\"complaintRecorded\":{\"_0\":{"}"#).recordsComplaint)
        #expect(!facts(#"{"reason":"\"erased\":{\"_0\":{\"identity\":\"\#(identity)\",\"basis\":\"b"}"#).erasesOnBasis)
        #expect(!facts(#"{"reason":"\"reached\":{\"_0\":{\"entries\":[{\"first\":1,\"last\":9}]"}"#).reaches(3))
    }

    @Test func anErasureWithoutABasisIsNone() {
        #expect(!facts(#"{"erased":{"_0":{"identity":"\#(identity)","basis":"","by":"1"}}}"#).erasesOnBasis)
        #expect(!facts(#"{"erased":{"_0":{"identity":"0a","basis":"b"}}}"#).erasesOnBasis)
        #expect(facts(#"{"retired":{"_0":{"basis":"b","retention":"c"}}}"#).erasesOnBasis)
        #expect(!facts(#"{"retired":{"_0":{"basis":"","retention":"c"}}}"#).erasesOnBasis)
        #expect(!facts(#"{"reason":"\"retired\":{\"_0\":{\"basis\":\"b"}"#).erasesOnBasis)
        #expect(!facts("").erasesOnBasis && !facts("").reaches(0))
    }

    @Test func onlyAnAnnouncementThatSaysNothingElseCounts() {
        let key = "log.example.com/a/evidence+c2f7e2c4+AQ=="
        #expect(facts(#"{"version":1,"events":[{"evidenceKey":{"_0":{"key":"\#(key)"}}}]}"#).evidenceKey == nil, "no key")
        #expect(facts(#"{"version":1,"events":[{"evidenceKey":{"_0":{"key":"k"}}},{"reopened":{}}]}"#).evidenceKey == nil)
    }

    @Test func noNameLeadsOutOfTheFolder() {
        for name in [
            "../manifest", "/etc/passwd", "terms/../x", "entries/1.leaf", "entries/00000000001.leaf", "entries/0000000000001.leaf",
            "terms/ABC",
            "conversations/x.html", "seal/entries/-00000000001.leaf", "index.htm", "", "seal/", "entries/+00000000001.leaf",
        ] { #expect(EvidencePath(name) == nil, "\(name)") }
        #expect(EvidencePath("entries/000000000012.leaf") == .entry(12))
        #expect(EvidencePath("entries/1234567890123.leaf") == .entry(1_234_567_890_123))
        #expect(EvidencePath("seal/proofs/000000000012.tlog-proof") == .sealProof(12))
    }
}
