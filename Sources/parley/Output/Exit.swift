import ArgumentParser
import FoundationEssentials
import Glibc
import NIOCore
import PolicyFiles

/// How a command ends: 0 done, 1 the answer is no, 2 asked wrongly, 3 could not be done.
enum Exit {
    /// A test failed, a proof did not verify: what was asked has an answer, and it is no.
    static let no = ExitCode(1)
    static let couldNot = ExitCode(3)

    static func wronglyAsked(_ words: String) -> Never {
        Words.say("Error: \(words)")
        exit(2)
    }

    /// What the program says at its end, and its exit code.
    struct Answer {
        var code: Int32
        /// For standard error.
        var words = ""
        /// For standard output.
        var data = ""
    }

    /// Ends the program with what an error says.
    static func with(_ error: any Error, in command: CommandPath) -> Never {
        let answer = answer(to: error, in: command)
        if !answer.data.isEmpty { print(answer.data) }
        if !answer.words.isEmpty { Words.say(answer.words) }
        exit(answer.code)
    }

    static func answer(to error: any Error, in command: CommandPath) -> Answer {
        if let code = error as? ExitCode { return Answer(code: code.rawValue) }
        if let refusal = error as? ServerRefusal { return Answer(code: refusal.code, words: "Error: \(refusal.words)") }
        if let wrong = error as? WrongWords { return Answer(code: 2, words: "Error: \(wrong)\n\(command.advice)") }
        if let errors = error as? PolicyErrors, errors.isOfMissingFolder {
            return Answer(code: 2, words: "Error: \(errors)\n\(command.advice)")
        }
        let message = Parley.fullMessage(for: error)
        switch Parley.exitCode(for: error) {
        // Help and version are what was asked for: data.
        case .success: return Answer(code: 0, data: message)
        case .validationFailure: return Answer(code: 2, words: "\(short(message))\n\(command.advice)")
        default: return Answer(code: 3, words: "Error: \(words(of: error))")
        }
    }

    /// What was wrong, and what would be right, a line each. The parser's page of usage is a command's `--help`, and too long to be read here.
    private static func short(_ message: String) -> String {
        var lines: [String] = []
        for line in message.split(separator: "\n") {
            if line.hasPrefix("Usage: ") { break }
            // A help text that was broken for a terminal goes on under itself.
            if line.hasPrefix(" "), let last = lines.indices.last {
                lines[last] += " " + line.drop { $0 == " " }
            } else {
                lines.append(String(line))
            }
        }
        return lines.joined(separator: "\n")
    }

    /// In words, where the system's own errors have none.
    private static func words(of error: any Error) -> String {
        switch error {
        case let error as CocoaError:
            let reason = (error.underlying as? POSIXError).map { String(cString: strerror($0.code.rawValue)) }
            return "\(error.filePath ?? error.url?.path ?? "A file") cannot be read or written\(reason.map { ": \($0)" } ?? "")."
        case let error as DecodingError: return "What was read is not the JSON that belongs there\(place(of: error))."
        case let error as SocketAddressError.UnknownHost: return "No machine is known as '\(error.host)'."
        case let error as IOError: return "The system refuses: \(String(cString: strerror(error.errnoCode))) (\(error))."
        default: return "\(error)"
        }
    }

    private static func place(of error: DecodingError) -> String {
        let path: [any CodingKey]? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): context.codingPath
            case .keyNotFound(let key, let context): context.codingPath + [key]
            @unknown default: nil
            }
        guard let path, !path.isEmpty else { return "" }
        return ": look at " + path.map(\.stringValue).joined(separator: ".")
    }
}
