import Foundation
import Testing

@testable import AccountData

/// The bars of the scanner on thousands of generated messages and conversations, counted, not timed. `parley scan --corpus` prints the
/// same figures.
struct CorpusBarsTests {
    struct Message: Decodable {
        struct Label: Decodable {
            var `class`: String
            var start: Int
            var end: Int
        }
        var half: String
        var kind: String
        var text: String
        var findings: [Label]
    }
    struct Sequence: Decodable {
        struct Line: Decodable {
            var author: String
            var text: String
            var gap_s: Double
        }
        struct Label: Decodable {
            var msg: Int
            var `class`: String
        }
        var kind: String
        var messages: [Line]
        var detections: [Label]
    }
    /// Values of one kind, and how many were found.
    struct Tally {
        var expected = 0
        var found = 0
        mutating func note(_ isFound: Bool) {
            expected += 1
            if isFound { found += 1 }
        }
        /// A share that would forgive none of so few values forgives one.
        func reaches(_ share: Double) -> Bool { expected > 0 && Double(found) >= min(share * Double(expected), Double(expected - 1)) }
    }

    private static func lines<T: Decodable>(_ name: String, _ type: T.Type) throws -> [T] {
        let folder = URL(fileURLWithPath: "\(#filePath)").deletingLastPathComponent().appending(path: "Corpus")
        let bytes = try Data(contentsOf: folder.appending(path: name))
        return try bytes.split(separator: 0x0A).map { try JSONDecoder().decode(type, from: $0) }
    }

    private static let checksummed: Set<String> = ["card.pan", "iban", "uk.nino", "uk.nhs_number", "us.aba", "eu.national_id"]
    private static let credentials: Set<String> = [
        "credential.password", "credential.memorable", "credential.pin", "credential.otp", "card.cvv",
    ]

    /// Two halves of generated messages, and sets that others wrote who had never seen the scanner; each has at least so many messages.
    @Test(arguments: [
        ("messages.jsonl", "open", 1_100), ("messages.jsonl", "held", 1_100), ("third-voice.jsonl", "third", 1_100),
        ("fourth-voice.jsonl", "fourth", 1_100), ("fifth-voice.jsonl", "fifth", 1_100), ("sixth-voice.jsonl", "sixth", 900),
        ("seventh-voice.jsonl", "seventh", 1_050),
    ])
    func everySetReachesTheBars(_ file: String, _ half: String, _ least: Int) throws {
        let messages = try Self.lines(file, Message.self).filter { $0.half == half }
        let scanner = Scanner()
        var tallies: [String: Tally] = [:]
        var wrongCards = 0
        var clean = Tally()
        for message in messages {
            let found = scanner.scan(message.text)
            for label in message.findings {
                let isFound = found.contains { $0.dataClass.word == label.class && $0.range.overlaps(label.start..<label.end) }
                tallies["\(message.kind) \(label.class)", default: Tally()].note(isFound)
                tallies[message.kind, default: Tally()].note(isFound)
                if Self.checksummed.contains(label.class) { tallies["\(message.kind) checksummed", default: Tally()].note(isFound) }
                if Self.credentials.contains(label.class) { tallies["\(message.kind) credentials", default: Tally()].note(isFound) }
            }
            wrongCards += found.count { finding in
                finding.dataClass == .cardPAN
                    && !message.findings.contains { $0.class == "card.pan" && finding.range.overlaps($0.start..<$0.end) }
            }
            if message.findings.isEmpty { clean.note(found.isEmpty) }
        }
        let bars: [(String, Double)] = [
            ("plain card.pan", 0.995), ("disguised card.pan", 0.97), ("plain checksummed", 0.98), ("disguised checksummed", 0.93),
            ("plain uk.sort_code", 0.97), ("plain uk.account_number", 0.97), ("disguised uk.sort_code", 0.90),
            ("disguised uk.account_number", 0.90), ("plain credentials", 0.92), ("disguised credentials", 0.82), ("plain", 0.96),
            ("disguised", 0.90),
        ]
        for (name, share) in bars {
            let tally = tallies[name] ?? Tally()
            #expect(tally.reaches(share), "\(name): \(tally.found) of \(tally.expected)")
        }
        let cards = (tallies["plain card.pan"]?.found ?? 0) + (tallies["disguised card.pan"]?.found ?? 0)
        #expect(wrongCards * 200 <= cards, "\(wrongCards) of \(cards) cards are none")
        #expect(clean.reaches(0.985), "\(clean.expected - clean.found) of \(clean.expected) clean messages were flagged")
        #expect(messages.count >= least)
        let classes = Set(messages.flatMap { $0.findings.map(\.class) })
        #expect(classes == Set(Scanner.standardClasses.map(\.word)))
    }

    /// What is asked for is seen in four languages, and warnings, thanks and the customer's own questions are left alone.
    @Test(arguments: [
        ("third-voice-requests.jsonl", 120, 80), ("fourth-voice-requests.jsonl", 120, 60), ("fifth-voice-requests.jsonl", 120, 80),
        ("sixth-voice-requests.jsonl", 90, 50), ("seventh-voice-requests.jsonl", 100, 50),
    ])
    func requestsAreSeen(_ file: String, _ leastAsked: Int, _ leastQuiet: Int) throws {
        let scanner = Scanner(classes: Scanner.allClasses)
        var asked = Tally()
        var quiet = Tally()
        for message in try Self.lines(file, Message.self) {
            let found = Set(scanner.scan(message.text).map(\.dataClass.word).filter { $0.hasPrefix("request.") })
            for label in message.findings { asked.note(found.contains(label.class)) }
            if message.findings.isEmpty { quiet.note(found.isEmpty) }
        }
        #expect(asked.expected >= leastAsked && asked.reaches(0.9), "\(asked.found) of \(asked.expected)")
        #expect(
            quiet.expected >= leastQuiet && quiet.reaches(0.95),
            "\(quiet.expected - quiet.found) of \(quiet.expected) were taken for requests")
    }

    @Test(arguments: [
        ("sequences.jsonl", 200), ("third-voice-sequences.jsonl", 190), ("fourth-voice-sequences.jsonl", 120),
        ("fifth-voice-sequences.jsonl", 140), ("sixth-voice-sequences.jsonl", 100), ("seventh-voice-sequences.jsonl", 115),
    ])
    func splitValuesAreFoundWhereTheyAreComplete(_ file: String, _ least: Int) throws {
        let sequences = try Self.lines(file, Sequence.self)
        let scanner = Scanner(classes: Scanner.allClasses)
        var split = Tally()
        var benign = Tally()
        for sequence in sequences {
            var memory = AuthorMemory(scanner: scanner)
            var at: Int64 = 0
            var found: [(Int, String)] = []
            for (number, line) in sequence.messages.enumerated() {
                at += Int64(line.gap_s * 1000)
                let author = try #require(Author(rawValue: line.author))
                // What an amount says of an account is no split value.
                let classes = memory.next(line.text, at: at, author: author).classes
                found += classes.filter { $0.isRequest || Scanner.standardClasses.contains($0) }.map { (number, $0.word) }
            }
            for label in sequence.detections { split.note(found.contains { $0 == label.msg && $1 == label.class }) }
            if sequence.detections.isEmpty { benign.note(found.isEmpty) }
        }
        #expect(sequences.count >= least)
        #expect(split.reaches(0.9), "\(split.found) of \(split.expected)")
        #expect(benign.reaches(0.98), "\(benign.expected - benign.found) of \(benign.expected) benign conversations were flagged")
    }
}
