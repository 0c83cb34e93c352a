/// The signs of the desk, drawn once in each page and used by name; always beside words, never instead of them.
enum Icon: String, CaseIterable {
    case inbox, seal, door, board, scales, people, horn, lock, mail, stop, key, note, clock, search

    /// One in a line of text.
    var html: HTML { "<svg class=\"icon\" aria-hidden=\"true\" focusable=\"false\"><use href=\"#i-\(rawValue)\"/></svg>" }

    private var path: HTML {
        switch self {
        case .inbox: "<path d=\"M3 11l2.500-7h9L17 11v5H3zm0 0h4l1 2h4l1-2h4\"/>"
        case .seal: "<path d=\"M10 2.500l6 2.500v5c0 4-2.600 6.300-6 7.500-3.400-1.200-6-3.500-6-7.500V5zM7.300 10l2 2 3.500-4\"/>"
        case .door: "<path d=\"M6 17V3h8v14M3 17h14M11.500 10v.1\"/>"
        case .board: "<path d=\"M3 16V4m0 12h14M7 13V9m4 4V6m4 7v-3\"/>"
        case .scales: "<path d=\"M10 3v14M6 17h8M4 6h12M4 6l-2 5h4zm12 0l-2 5h4z\"/>"
        case .people:
            "<path d=\"M7 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-5 8c0-3 2-5 5-5s5 2 5 5M13 3.400a3 3 0 0 1 0 5.200M15 12.500c1.900.7 3 2.300 3 4.500\"/>"
        case .horn: "<path d=\"M3 8v4h3l7 4V4L6 8zM16 8c.8.6.8 3.400 0 4\"/>"
        case .lock: "<path d=\"M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9\"/>"
        case .mail: "<path d=\"M3 5h14v10H3zl7 5.500L17 5\"/>"
        case .stop: "<path d=\"M10 3l7 13H3zM10 8v4m0 2.200v.1\"/>"
        case .key: "<path d=\"M8 12a4 4 0 1 1 0-8 4 4 0 0 1 0 8zm3-1.500L17 16m-3-3l-1.500 1.500\"/>"
        case .note: "<path d=\"M4 3h12v10l-4 4H4zm8 14v-4h4\"/>"
        case .clock: "<path d=\"M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l3 2\"/>"
        case .search: "<path d=\"M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zm3.600-1.400L17 17\"/>"
        }
    }

    /// All of them, for the top of a page.
    static let sheet = HTML.joined(
        ["<svg hidden aria-hidden=\"true\">"]
            + allCases.map { "<symbol id=\"i-\($0.rawValue)\" viewBox=\"0 0 20 20\">\($0.path)</symbol>" } + ["</svg>"])
}
