import Glibc

/// What a crash leaves behind: nothing but the way the process ended.
///
/// A core file holds whole messages. The Swift runtime's own report shows what registers point to: sixteen bytes at a time, enough for a card
/// number. Neither passes the scanner, so there is neither (law 2).
public enum CrashReports {
    /// For this process and those it starts from now on. To be called before the first message comes in.
    public static func leaveNone() throws {
        // One byte: too little for a file, and the one value at which Linux does not hand a core to another program either (core(5)).
        var limit = rlimit(rlim_cur: 1, rlim_max: 1)
        var current = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &current) == 0 else { throw failure("getrlimit") }
        limit.rlim_max = min(1, current.rlim_max)
        limit.rlim_cur = limit.rlim_max
        guard setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0 else { throw failure("setrlimit") }
        for number in [SIGQUIT, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = SIG_DFL
            guard sigaction(number, &action, nil) == 0 else { throw failure("sigaction") }
        }
    }

    private static func failure(_ call: String) -> StorageError {
        .cannotOpen("Crash reports cannot be turned off, and they could hold messages: \(call): \(String(cString: strerror(errno))).")
    }
}
