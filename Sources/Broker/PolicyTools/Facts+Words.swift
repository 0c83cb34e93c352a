import AccountData
public import Policies

extension Facts {
    /// The facts as one sentence for people.
    public var inWords: String {
        var parts = ["\(direction.rawValue) \(act.map { plain($0.text) } ?? "act")"]
        if let actor { parts.append("by \(plain(actor.text))") }
        parts.append(channel.map { "on \(plain($0.word))" } ?? "on no channel")
        for (dataClass, level) in findings.sorted(by: { $0.key < $1.key }) { parts.append("\(dataClass.word) \(level.word)") }
        if !labels.isEmpty { parts.append("labelled \(labels.sorted().map { plain($0.text) }.joined(separator: ", "))") }
        for (path, value) in values.sorted(by: { $0.key < $1.key }) where !isSaid(path, value) {
            parts.append("\(plain("\(path)")) \(value.words(at: now))")
        }
        if assurance != .none { parts.append("assurance \(assurance.word)") }
        return parts.joined(separator: ", ")
    }

    /// Scenarios state as plain facts what has a place of its own as well, and the firm's settings.
    private func isSaid(_ path: FactPath, _ value: FactValue) -> Bool {
        switch path {
        case FactPath("act"): value == act.map { .word($0.text) }
        case FactPath("actor"): value == actor.map { .word($0.text) }
        case FactPath("channel"): value == channel.map { .word($0.word) }
        case FactPath("direction"), FactPath("now"), FactPath("packs"): true
        default: path.fact == "config"
        }
    }

    private func plain(_ word: String) -> String { word.replacing("_", with: " ") }
}
