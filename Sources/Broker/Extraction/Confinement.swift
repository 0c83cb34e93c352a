import Glibc

/// What stands around a converter: limits always, and walls where the system lets us build them.
///
/// With bubblewrap a converter has process table, network and file systems of its own: it sees `/usr` and fonts, read-only, and no other file
/// of this machine, reaches nobody, and when it ends everything it started ends with it. Where namespaces are not to be had it runs with the
/// limits alone, and the doctor says so.
public struct Confinement: Sendable {
    private let limiter: String
    /// Nil where there are no walls.
    private let walls: String?
    private let keeper: String?
    private let limits: ExtractionLimits

    public var hasWalls: Bool { walls != nil }

    /// Tries the walls once. Nil where even limits are not to be had: then no converter runs.
    /// - Parameter wantsWalls: false leaves them out, to see what holds without them.
    public init?(_ limits: ExtractionLimits, wantsWalls: Bool = true) {
        guard let limiter = Converter.prlimit.path() else { return nil }
        self.limiter = limiter
        self.limits = limits
        keeper = Converter.setpriv.path()
        guard wantsWalls, let bubblewrap = Converter.bubblewrap.path() else {
            walls = nil
            return
        }
        let trial = Self.built(bubblewrap, around: "/usr/bin/true") + ["--", "/usr/bin/true"]
        let outcome = try? BoundedProcess.run(trial, environment: [], input: nil, deadline: .now + .seconds(5), outputLimit: 1_024)
        walls = outcome?.end == .exited(0) ? bubblewrap : nil
    }

    /// The whole command line that runs a converter.
    func command(_ program: String, _ arguments: [String]) -> [String] {
        let limited =
            [
                limiter, "--core=0", "--fsize=0", "--as=\(limits.memory)", "--cpu=\(min(limits.processorSeconds, limits.seconds))",
                "--nofile=128",
                "--nproc=\(limits.processes)", "--", program,
            ] + arguments
        if let walls { return Self.built(walls, around: program) + ["--"] + limited }
        // Ends with the process that started it, and gains no rights by programs that would give it some.
        if let keeper { return [keeper, "--pdeathsig", "KILL", "--no-new-privs", "--"] + limited }
        return limited
    }

    /// Everything a converter is told: no word of who runs it and where.
    static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent", "TMPDIR=/nonexistent", "OMP_THREAD_LIMIT=1"]

    private static func built(_ bubblewrap: String, around program: String) -> [String] {
        var words = [
            bubblewrap, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "none", "--ro-bind",
            "/usr", "/usr",
        ]
        // Debian has these in /usr; elsewhere they are folders of their own.
        for name in ["bin", "lib", "lib64", "sbin"] {
            var status = stat()
            guard lstat("/\(name)", &status) == 0 else { continue }
            words += status.st_mode & S_IFMT == S_IFLNK ? ["--symlink", "usr/\(name)", "/\(name)"] : ["--ro-bind", "/\(name)", "/\(name)"]
        }
        for place in ["/etc/ld.so.cache", "/etc/fonts", "/etc/alternatives", "/var/cache/fontconfig"] {
            words += ["--ro-bind-try", place, place]
        }
        if !program.hasPrefix("/usr/"), let end = program.lastIndex(of: "/"), end > program.startIndex {
            let folder = String(program[..<end])
            words += ["--ro-bind", folder, folder]
        }
        return words + ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]
    }
}
