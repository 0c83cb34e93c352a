import PolicyFiles
import Testing

/// Properties and replies are read as strictly as packs: each fault with its place and the nearest right word.
@Suite struct PropertiesAreReadStrictlyTests {
    private static let property = """
        properties:
        - id: cards-stay
          title: Cards stay
          when: {direction: outbound, finds: [card.pan]}
          then: {decision: [BLOCK, HOLD], labels: [pan]}

        """

    private static let replies = """
        actor: agent
        replies:
        - id: hello
          channels: [public, secure_email]
          text: Thank you for your message.

        """

    private func folder(_ file: String, _ text: String) throws -> Result<PolicyFolder, PolicyErrors> {
        let files = try SmallFolder.files() + [TermsFile(name: file, bytes: Array(text.utf8))]
        do throws(PolicyErrors) { return .success(try PolicyFolder(files: files)) } catch { return .failure(error) }
    }

    @Test func rightOnesAreRead() throws {
        let read = try folder("properties.yaml", Self.property).get()
        #expect(read.properties.map(\.property.id) == ["cards-stay"])
        #expect(read.properties.map(\.place.line) == [2])
        #expect(try folder("replies/short.yaml", Self.replies).get().replies.map(\.channels.count) == [6])
    }

    @Test(arguments: [
        ("decision: [BLOCK, HOLD]", "decision: [BLOK]", 5, "BLOCK"), ("labels: [pan]", "labels: [pen]", 5, "pan"),
        ("finds: [card.pan]", "finds: [card.pann]", 4, "card.pan"), ("direction: outbound", "direction: outward", 4, "outbound"),
        ("  title: Cards stay\n", "", 2, "the key title"), ("then:", "than:", 5, "then"),
        ("labels: [pan]", "packs: [pan]", 5, "actions"),
    ])
    func faultsHaveTheirPlace(_ old: String, _ new: String, _ line: Int, _ expected: String) throws {
        var text = Self.property
        let range = try #require(text.firstRange(of: old))
        text.replaceSubrange(range, with: new)
        guard case .failure(let errors) = try folder("properties.yaml", text) else {
            Issue.record("read without an error")
            return
        }
        #expect(errors.errors.contains { $0.file == "properties.yaml" && $0.line == line && $0.expected.contains(expected) }, "\(errors)")
    }

    @Test func aReplyOnNoChannelIsAFault() throws {
        let text = Self.replies.replacing("public,", with: "publick,")
        guard case .failure(let errors) = try folder("replies/short.yaml", text) else {
            Issue.record("read without an error")
            return
        }
        #expect(errors.errors.map(\.line) == [4])
    }
}
