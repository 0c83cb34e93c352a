/// What an author has given lets one expect the next of a bare message: a card's date and code behind its number, a sort code beside
/// an account number, the rest of a secret.
extension AuthorMemory {
    /// Messages of one author back to which a bare one may belong.
    private static let followed = 3
    /// Words that such a message may have besides: "and 417 thanks".
    private static let wordsBesideFollower = 2

    /// A value, what to read a bare message behind to see what follows it, and what may follow.
    private struct Follower {
        let given: DataClass
        let cue: String
        let expected: Set<DataClass>
    }

    private static let followers = [
        // A test card's number: whatever stands behind one is read as its date and code.
        Follower(given: .cardPAN, cue: "5105105105105100", expected: [.cardExpiry, .cardCVV]),
        Follower(given: .ukAccountNumber, cue: "sort code", expected: [.ukSortCode]),
    ]

    /// Reads a bare message behind what its author gave just before.
    func follow(_ earlier: [RememberedMessage], _ current: inout RememberedMessage, _ findings: inout [Finding]) {
        guard findings.isEmpty, !current.isBlank else { return }
        goOnWithSecret(earlier.last, &current, &findings)
        guard findings.isEmpty, current.longestRun != nil else { return }
        let before = earlier.suffix(Self.followed)
        for follower in Self.followers where before.contains(where: { $0.classes.contains(follower.given) }) {
            let missing = follower.expected.filter { one in
                scanner.classes.contains(one) && !before.contains { $0.classes.contains(one) }
            }
            guard !missing.isEmpty else { continue }
            let join = Join(cue: follower.cue, current.whole)
            for finding in scanner.scan(join.text) where missing.contains(finding.dataClass) {
                guard let part = join.parts(of: finding.range).first, part.range.count == finding.range.count,
                    !current.isBlanked(part.range),
                    current.words(beside: part.range) <= Self.wordsBesideFollower + (finding.dataClass == .cardCVV ? 2 : 0)
                else { continue }
                findings.append(
                    Finding(
                        dataClass: finding.dataClass, range: part.range, level: .likely,
                        evidence: [.format, .pair(follower.given), .folded(.split)], digitCount: finding.digitCount))
            }
            for finding in findings { current.blank(finding.range) }
        }
    }

    /// "my password is Otter", "77!": one run of signs by itself behind a secret that ended its message.
    private func goOnWithSecret(_ before: RememberedMessage?, _ current: inout RememberedMessage, _ findings: inout [Finding]) {
        guard let before, before.endsWithFinding, let rest = current.onlyChunk, rest.scalars.count <= 24 else { return }
        let letters = rest.scalars.count { $0.properties.isAlphabetic }
        let digits = rest.scalars.count { $0.properties.numericType != nil }
        let dataClass: DataClass
        if before.classes.contains(.credentialPassword), digits > 0, letters + digits >= 2 {
            dataClass = .credentialPassword
        } else if before.classes.contains(.credentialMemorable), letters == rest.scalars.count, letters > 2,
            rest.scalars.allSatisfy(\.properties.isLowercase), Page.of(Array(rest.scalars), { $0.tokens[0].word == 0 }) ?? false,
            !Self.isInterjection(rest)
        {
            dataClass = .credentialMemorable
        } else {
            return
        }
        guard scanner.classes.contains(dataClass) else { return }
        findings.append(
            Finding(
                dataClass: dataClass, range: rest.range, level: .likely, evidence: [.format, .folded(.split)],
                digitCount: rest.scalars.count))
        current.blank(rest.range)
    }

    /// "anyone", "urgent": said by itself, and no part of a word.
    private static func isInterjection(_ piece: Join.Piece) -> Bool {
        let words = [
            "anyone", "anybody", "urgent", "lol", "hurry", "hallo", "hola", "bonjour", "merci", "gracias", "danke", "sure", "yeah", "yep",
            "nope", "nah", "great", "sorted", "done", "asap", "quick", "waiting", "why", "omg", "wtf", "ffs", "perfect", "brilliant",
        ]
        return words.contains { $0.unicodeScalars.elementsEqual(piece.scalars) }
    }

    /// "20-44-51", "55779911": three pairs by themselves, and eight figures by themselves, are a sort code and its account number.
    func pair(_ current: RememberedMessage, _ earlier: [RememberedMessage], _ findings: [Finding]) -> Join? {
        guard findings.isEmpty, let newest = current.longestRun, scanner.classes.contains(.ukAccountNumber) else { return nil }
        let size = current.digits(in: newest.range)
        guard size == 8 || size == 6, current.words(beside: newest.range) <= Self.wordsBesideFollower else { return nil }
        for message in earlier.suffix(Self.followed).reversed() {
            guard let run = message.longestRun, message.digits(in: run.range) == 14 - size else { continue }
            let six = size == 6 ? newest : run
            let other = size == 6 ? run : newest
            guard let form = six.threePairs, !message.isAmountOrDay(run.range), message.words(beside: run.range) <= Self.wordsOfPair,
                !form.isDay || form.isDashed && message.words(beside: run.range) + current.words(beside: newest.range) == 0
            else { continue }
            return Join(cue: "sort code", pieces: [six, other])
        }
        return nil
    }

    /// Words beside the first half of a pair: "refund to 20-44-51 please".
    private static let wordsOfPair = 5
}

extension Join.Piece {
    /// Whether it is three pairs of figures with the same sign between, and whether they may be a day.
    fileprivate var threePairs: (isDashed: Bool, isDay: Bool)? {
        let all = Array(scalars)
        guard all.count == 8, all[2] == all[5], all[2] == "-" || all[2] == " " else { return nil }
        func pair(_ place: Int) -> Int? {
            guard let tens = all[place].properties.numericValue, let unit = all[place + 1].properties.numericValue else { return nil }
            return Int(tens) * 10 + Int(unit)
        }
        guard let day = pair(0), let month = pair(3), pair(6) != nil else { return nil }
        return (all[2] == "-", 1...31 ~= day && 1...12 ~= month)
    }
}
