/// A public post of a customer, as the network delivers it.
struct Post: Sendable, Hashable {
    /// The network's number for it.
    var id: Int
    var author: Int
    var text: String

    /// How many people post in a test.
    static let authors = 6
    private static let firstMessage = 1_205_348_660_982_083_584
    private static let firstAuthor = 1_205_290_247_124_217_856
    /// An instant in 2026, in milliseconds; posts follow each other by a second.
    private static let start = 1_784_928_203_000

    /// The body of the webhook.
    var body: String { Self.body(id: id, author: author, text: Self.escaped(text)) }

    /// - Parameters:
    ///   - text, handle, name: as they stand between the quotes of a JSON string.
    static func body(id: Int, author: Int, text: String, handle: String = "somebody", name: String = "Some Body") -> String {
        """
        {"for_user_id":"\(TestServer.bank)","tweet_create_events":[{"id_str":"\(firstMessage + id)","text":"\(text)",\
        "timestamp_ms":"\(start + id * 1_000)","user":{"id_str":"\(firstAuthor + author)","name":"\(name)","screen_name":"\(handle)"}}]}
        """
    }

    static func escaped(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }

    /// A sentence without account data that no other number gives.
    static func sentence(_ number: Int) -> String {
        let letters = Array("bcdfghklmnprstvz")
        var rest = number
        var word = ""
        for _ in 0..<6 {
            word.append(letters[rest % 16])
            rest /= 16
        }
        return "The parcel from the shop was open again, sort of \(word)."
    }
}
