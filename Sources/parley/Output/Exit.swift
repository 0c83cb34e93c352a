import ArgumentParser
import Glibc

/// How a command ends: 0 done, 1 the answer is no, 2 asked wrongly, 3 could not be done.
enum Exit {
    /// A test failed, a proof did not verify: what was asked has an answer, and it is no.
    static let no = ExitCode(1)
    static let couldNot = ExitCode(3)

    static func wronglyAsked(_ words: String) -> Never {
        Words.say("Error: \(words)")
        exit(2)
    }

    /// Ends the program with what an error says.
    static func with(_ error: any Error) -> Never {
        if let code = error as? ExitCode { exit(code.rawValue) }
        if let refusal = error as? ServerRefusal {
            Words.say("Error: \(refusal.words)")
            exit(refusal.code)
        }
        let code = Parley.exitCode(for: error)
        let message = Parley.fullMessage(for: error)
        switch code {
        case .success:
            // Help and version are what was asked for: data.
            if !message.isEmpty { print(message) }
            exit(0)
        case .validationFailure:
            Words.say(message)
            exit(2)
        default:
            Words.say("Error: \(error)")
            exit(3)
        }
    }
}
