import FoundationEssentials
import Glibc

/// Microsoft Presidio's pattern recognisers in a Python process, where the package is installed: how fast they read the same messages.
///
/// Without its language model, which would cost a hundred times more: its patterns, checksums and context words against ours.
/// `pip install presidio-analyzer` makes it available to `python3`, or to the Python that `PARLEY_PYTHON` names.
enum PresidioRecognizers {
    struct Result {
        var version: String
        var recognizers: Int
        /// Findings in one pass over the messages.
        var findings: Int
        /// Messages a second of processor time.
        var rate: Double
    }

    /// Reads messages a line each, and answers in one line.
    private static let script = """
        from sys import exit, stdin
        from time import process_time
        try:
            from presidio_analyzer import PatternRecognizer, RecognizerRegistry
            from importlib.metadata import version
        except ImportError:
            exit(3)
        registry = RecognizerRegistry()
        registry.load_predefined_recognizers()
        recognizers = [r for r in registry.recognizers if isinstance(r, PatternRecognizer)]
        texts = [line.rstrip("\\n") for line in stdin]
        for r in recognizers:
            r.analyze("warm up", r.supported_entities, None)
        start = process_time()
        found = sum(len(r.analyze(text, r.supported_entities, None)) for text in texts for r in recognizers)
        print(version("presidio-analyzer"), len(recognizers), found, len(texts) / (process_time() - start))
        """

    /// Nil where Python or the package is not installed.
    static func measure(_ messages: [[UInt8]]) -> Result? {
        var template = Array("/tmp/parley-presidio-XXXXXX".utf8CString)
        let folder = template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
        defer { for name in ["/script.py", "/messages", "/answer", ""] { remove(folder + name) } }
        var lines: [UInt8] = []
        for message in messages { lines += message.map { $0 == UInt8(ascii: "\n") ? UInt8(ascii: " ") : $0 } + [UInt8(ascii: "\n")] }
        do {
            try Data(script.utf8).write(to: URL(filePath: folder + "/script.py"))
            try Data(lines).write(to: URL(filePath: folder + "/messages"))
        } catch { return nil }
        let python = ProcessInfo.processInfo.environment["PARLEY_PYTHON"] ?? "python3"
        guard run([python, folder + "/script.py"], input: folder + "/messages", output: folder + "/answer") == 0,
            let answer = FileManager.default.contents(atPath: folder + "/answer")
        else { return nil }
        let words = String(decoding: answer, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        guard words.count == 4, let recognizers = Int(words[1]), let findings = Int(words[2]), let rate = Double(words[3]) else {
            return nil
        }
        return Result(version: String(words[0]), recognizers: recognizers, findings: findings, rate: rate)
    }

    /// The process's exit status; nil if it could not be started.
    private static func run(_ words: [String], input: String, output: String) -> Int32? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawnp(&process, words[0], &actions, nil, &arguments, environ) == 0 else { return nil }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return nil } }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
    }
}
