import Broker

/// A conversation for people at a terminal.
struct ConversationTimeline {
    let view: ConversationView

    init(_ view: ConversationView) { self.view = view }

    var text: String {
        var lines = ["Conversation \(view.id)  \(view.status), began on \(view.began)"]
        if let start = view.turnStart { lines.append("Turn since \(start), due \(view.due ?? "at no time")") }
        if !view.labels.isEmpty { lines.append("Labels: \(view.labels.joined(separator: ", "))") }
        if !view.tasks.isEmpty { lines.append("Open tasks: \(view.tasks.joined(separator: ", "))") }
        for (name, at) in view.deadlines.sorted(by: { $0.key < $1.key }) { lines.append("Deadline \(name): \(at)") }
        for line in view.lines { lines += ["", head(of: line)] + details(of: line).map { "    " + $0 } }
        return lines.map(Self.printable).joined(separator: "\n") + "\n"
    }

    private func head(of line: ConversationView.Line) -> String {
        ["#\(line.index)", line.at, line.kind, line.channel, line.author, line.phase, line.sealed ? nil : "not sealed yet"].compactMap(
            \.self
        )
        .joined(separator: "  ")
    }

    private func details(of line: ConversationView.Line) -> [String] {
        var details: [String] = []
        if let published = line.published, published != line.at { details.append("published \(published)") }
        if let text = line.text { details += text.split(separator: "\n", omittingEmptySubsequences: false).map { "| \($0)" } }
        details += line.attachments.map(\.line)
        let decision = [line.decision, line.rules.isEmpty ? nil : "by \(line.rules.joined(separator: ", "))"].compactMap(\.self)
        if !decision.isEmpty { details.append(decision.joined(separator: " ")) }
        if !line.redactions.isEmpty { details.append("taken out: \(line.redactions.joined(separator: ", "))") }
        details += line.instead.map { "instead: \($0)" }
        if let clock = line.clock { details.append("clock: \(clock)") }
        return details
    }

    /// What a customer wrote must not act on the terminal.
    private static func printable(_ line: String) -> String {
        String(String.UnicodeScalarView(line.unicodeScalars.map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? " " : $0 }))
    }
}
