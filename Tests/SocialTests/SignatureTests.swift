import Testing

@testable import Social

@Suite struct SignatureTests {
    let signature = XSignature(consumerSecret: "consumer-secret-example")

    @Test func challengeIsAnsweredAsPublished() throws {
        let answer = try #require(signature.answer(toChallenge: "challenge_string"))
        #expect(String(decoding: answer, as: UTF8.self) == #"{"response_token":"sha256=SsxOpSGLxgXJx6R1gmfbpaG1lSmax0jR508kjeBxSMY="}"#)
        #expect(signature.answer(toChallenge: "") == nil)
        #expect(signature.answer(toChallenge: String(repeating: "a", count: 513)) == nil)
    }

    /// Made with `openssl dgst -sha256 -hmac consumer-secret-example -binary | base64`.
    @Test func postIsVerifiedOnItsRawBytes() {
        let body = Array(#"{"for_user_id":"2975699229"}"#.utf8)
        let header = "sha256=7fIYwC8gdbubMGnXbXhte2k/eigB5oypQs/LF4Sxqs0="
        #expect(signature.verifies(body, header: header))
        for index in body.indices {
            var other = body
            other[index] ^= 1
            #expect(!signature.verifies(other, header: header))
        }
        #expect(!signature.verifies(body + [0x0A], header: header))
        #expect(!XSignature(consumerSecret: "another").verifies(body, header: header))
    }

    @Test(arguments: [
        nil, "", "sha256=", "7fIYwC8gdbubMGnXbXhte2k/eigB5oypQs/LF4Sxqs0=", "sha256=7fIYwC8gdbubMGnXbXhte2k/eigB5oypQs/LF4Sxqs0",
        "sha256=7fIYwC8gdbubMGnXbXhte2k/eigB5oypQs/LF4Sxqs1=", "SHA256=7fIYwC8gdbubMGnXbXhte2k/eigB5oypQs/LF4Sxqs0=",
        "sha256=7fIYwC8gdbubMGnXbXhte2k/eigB5oypQs/LF4Sxq=0=", "sha256= 7fIYwC8gdbubMGnXbXhte2k/eigB5oypQs/LF4Sxqs0=",
        "sha1=7fIYwC8gdbubMGnXbXhte2k/eigB5oypQs/LF4Sxqs0=", "sha256=7fIYwC8gdbubMGnXbXhte2k/eigB5oypQs/LF4Sxqs0==",
    ])
    func otherHeadersAreRefused(header: String?) {
        #expect(!signature.verifies(Array(#"{"for_user_id":"2975699229"}"#.utf8), header: header))
    }

    @Test func base64HasOneSpellingOnly() {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            let text = Base64.encode(bytes)
            #expect(Base64.decode(text.utf8) == bytes)
        }
        for wrong in ["A", "AA", "AAA", "AA=A", "A===", "AB==", "AAB=", "AA==AA==", "AA=", "A A=", "AA-_"] {
            #expect(Base64.decode(wrong.utf8) == nil, "\(wrong)")
        }
    }
}
