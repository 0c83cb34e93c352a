import Glibc

/// One line on a terminal that says how far long work has come; nothing where standard error is no terminal.
struct ProgressLine {
    private let what: String
    private let isShown = isatty(STDERR_FILENO) == 1

    init(_ what: String) { self.what = what }

    func show(_ done: UInt64, of all: UInt64) {
        guard isShown else { return }
        Words.write("\r\(what): \(done) of \(all)\u{1B}[K" + (done >= all ? "\n" : ""))
    }
}
