import Conversations
import Glibc

/// What `parley extract` does: reads one file from standard input under limits, and answers.
public enum ExtractionProcess {
    /// - Parameter wantsWalls: false runs converters with limits alone, to see what holds then.
    public static func answer(to bytes: [UInt8], _ limits: ExtractionLimits, wantsWalls: Bool = true) -> [UInt8] {
        var extractor = Extractor(limits, wantsWalls: wantsWalls)
        return extractor.read(bytes).wire
    }

    /// Limits of this process itself: memory, processor time, files that can grow, a core.
    public static func limit(_ limits: ExtractionLimits) throws {
        try CrashReports.leaveNone()
        // The file and what it unpacks to, several times over: as it came, as it was packed out, as text.
        try set(RLIMIT_AS, UInt(3 << 30))
        try set(RLIMIT_CPU, UInt(limits.seconds))
        // Memory that looks like a file, for the converters; nothing larger, wherever it should stand.
        try set(RLIMIT_FSIZE, UInt(limits.unpacked))
        // Nobody's folder in particular: whoever makes a file where they stand makes it in nothing of the server's.
        guard chdir("/") == 0 else {
            throw StorageError.cannotOpen("The folder / cannot be entered: \(String(cString: strerror(errno))).")
        }
        // A file that may not grow is an error to a converter, and its end is left to its exit code.
        signal(SIGXFSZ, SIG_IGN)
    }

    private static func set(_ resource: __rlimit_resource, _ value: UInt) throws {
        var limit = rlimit(rlim_cur: value, rlim_max: value)
        guard setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else {
            throw StorageError.cannotOpen("A limit of this process cannot be set: \(String(cString: strerror(errno))).")
        }
    }
}
