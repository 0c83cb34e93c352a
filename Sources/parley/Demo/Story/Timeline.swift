import Broker
import FoundationEssentials
import Glibc

/// Prints the story as it happens: when, who, what, and what Parley made of it.
struct Timeline: Sendable {
    private let start = ContinuousClock.now
    private let isTerminal = isatty(STDOUT_FILENO) != 0

    func chapter(_ title: String) { print("\n\(bold(title))") }

    func line(_ who: String, _ what: String) {
        let elapsed = (ContinuousClock.now - start).components
        let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18
        let time = String(Int(seconds * 10))
        let padded =
            String(repeating: " ", count: max(0, 5 - time.count)) + time.dropLast() + (time.count > 1 ? "" : "0") + "." + time.suffix(1)
        print("\(padded)s  \(pad(who, 10)) \(what)")
        fflush(nil)
    }

    func note(_ what: String) { print("                    \(dim(what))") }

    private func pad(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
    private func bold(_ text: String) -> String { isTerminal ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    private func dim(_ text: String) -> String { isTerminal ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
