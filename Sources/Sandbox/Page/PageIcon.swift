/// The few pictures of the page, drawn in the text's own colour.
enum PageIcon {
    static let brand: Markup = """
        <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true"><circle cx="16" cy="16" r="15" fill="var(--brand)"/>\
        <path d="M9 20c0-5 3-9 7-9s7 4 7 9" fill="none" stroke="var(--on-brand)" stroke-width="2.6" stroke-linecap="round"/>\
        <circle cx="11" cy="22.4" r="2" fill="var(--on-brand)"/><circle cx="21" cy="22.4" r="2" fill="var(--on-brand)"/>\
        <circle cx="16" cy="8.2" r="1.7" fill="var(--on-brand)"/></svg>
        """

    /// For the browser's tab, which knows none of the page's colours.
    static let file = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="15" fill="#b3341f"/>\
        <path d="M9 20c0-5 3-9 7-9s7 4 7 9" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round"/>\
        <circle cx="11" cy="22.4" r="2" fill="#fff"/><circle cx="21" cy="22.4" r="2" fill="#fff"/>\
        <circle cx="16" cy="8.2" r="1.7" fill="#fff"/></svg>
        """

    static let down: Markup = "<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><path d=\"m5 8 5 5 5-5\"/></svg>"
    static let lock: Markup = """
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><rect x="4.5" y="9" width="11" height="8" rx="1.6"/>\
        <path d="M7 9V6.5a3 3 0 0 1 6 0V9"/></svg>
        """
    static let desk: Markup = """
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 8.5h14M10 3 3 8.5M10 3l7 5.5M5 9v6M8.5 9v6M11.5 9v6M15 9v6M3 16.5h14"/></svg>
        """
    static let reply: Markup = """
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M8 5 3.5 9.5 8 14M4 9.5h7a5 5 0 0 1 5 5v1"/></svg>
        """
    static let bin: Markup = """
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6"/></svg>
        """

    static func of(_ tab: PageFrame.Tab) -> Markup {
        switch tab {
        case .posts:
            """
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 9v2l3 .3V8.700zM6 8.700 15 5v10l-9-3.700M8 12.200V16h2v-3"/></svg>
            """
        case .messages:
            """
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14v9H9l-3.500 3v-3H3z"/></svg>
            """
        case .mail:
            """
            <svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14v10H3zM3 6l7 5 7-5"/></svg>
            """
        }
    }
}
