import Broker

/// Who looks at a page, and what every page shows beside its own content.
struct Visit: Sendable {
    var member: Member
    /// Goes into every form, as the field `csrf`.
    var csrf: String
    /// The firm's name, as customers know it.
    var brand: String
    var status: ServerStatus

    /// The hidden field that every form of a page has.
    var field: HTML { "<input type=\"hidden\" name=\"csrf\" value=\"\(csrf)\">" }
}
