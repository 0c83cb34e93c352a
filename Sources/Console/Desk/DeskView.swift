import Broker

/// What the pages of the desk are made from, beside what they show: who looks, when, and what names mean.
struct DeskView: Sendable {
    var me: Member
    /// The hidden field of every form.
    var field: HTML
    var moment: Moment
    var rules: RuleBook
    /// Names of the firm's people.
    var people: [StaffID: String]
    /// How the firm's accounts are called, by the channels they serve.
    var accounts: [ChannelKind: String]
    var lists: ResolutionLists

    var mayAct: Bool { me.may(.act) }

    func name(_ staff: StaffID) -> String { staff == me.id ? "You" : people[staff] ?? "A colleague" }

    /// The entry's number, one click from its proof.
    func sealed(_ place: Flow.SealedPlace) -> HTML {
        let words: HTML = place.isWitnessed ? "Witnessed as entry" : place.isSealed ? "Sealed as entry" : "Not sealed yet, entry"
        return "<span class=\"sealed\">\(words) <a href=\"/compliance/entries/\(place.index)\">\(Figure.grouped(place.index))</a></span>"
    }
}

/// What a resolution may be called: the firm's own lists.
struct ResolutionLists: Sendable {
    var codes: [String]
    var sentiments: [String]

    static let usual = ResolutionLists(
        codes: ["answered", "fixed", "explained", "passed_on", "sent_elsewhere", "no_reply_needed", "not_for_us"],
        sentiments: ["very_unhappy", "unhappy", "neutral", "happy", "very_happy"])
}

extension Server {
    /// The firm's lists, or the usual ones.
    var resolutions: ResolutionLists {
        ResolutionLists(
            codes: configuration.resolutionCodes ?? ResolutionLists.usual.codes,
            sentiments: configuration.sentiments ?? ResolutionLists.usual.sentiments)
    }
}
