/// One way of finding account data, with the examples that prove it.
struct Detector: Sendable {
    /// What it can find; it is not run if none of these is wanted.
    let classes: [DataClass]
    /// Texts with the value that must be found in them.
    let finds: [Example]
    /// Texts in which it must find nothing that is likely.
    let quietOn: [String]
    /// What a page must hold for it to be run: any of these.
    let needs: Needs
    let find: @Sendable (borrowing Page, inout Candidates) -> Void

    init(
        classes: [DataClass], finds: [Example], quietOn: [String], needs: Needs = .any,
        find: @escaping @Sendable (borrowing Page, inout Candidates) -> Void
    ) {
        self.classes = classes
        self.finds = finds
        self.quietOn = quietOn
        self.needs = needs
        self.find = find
    }

    /// All detectors, none of which fails one of its own examples: a scanner that had lost one would let its class pass unseen, so
    /// there is none then.
    static let proven: [Detector] = {
        let trial = Scanner(classes: Scanner.allClasses, detectors: all)
        for detector in all {
            if let fault = detector.fault(trial) { preconditionFailure("A detector fails its own examples and is not loaded: \(fault)") }
        }
        return all
    }()

    /// The first example that does not hold: its class and number, never its text.
    func fault(_ scanner: Scanner) -> String? {
        for (number, example) in finds.enumerated() where !example.isFound(by: scanner) {
            return "\(example.dataClass), true example \(number + 1)"
        }
        for (number, text) in quietOn.enumerated() where scanner.scan(text).contains(where: { classes.contains($0.dataClass) }) {
            return "\(classes.first?.word ?? ""), false example \(number + 1)"
        }
        return nil
    }

    /// What a page may hold.
    struct Needs: OptionSet {
        let rawValue: UInt8
        static let any = Needs(rawValue: 1 << 0)
        /// Groups of digits.
        static let digits = Needs(rawValue: 1 << 1)
        /// Cue phrases.
        static let cues = Needs(rawValue: 1 << 2)
        /// Letters and digits in one token, digits, or a cue for a code.
        static let codes = Needs(rawValue: 1 << 3)
        /// The sign of an electronic address, or a word for it.
        static let addresses = Needs(rawValue: 1 << 4)
        /// A word that ends or begins a street's name, and a number.
        static let streets = Needs(rawValue: 1 << 5)
        /// Amounts or states of accounts.
        static let facts = Needs(rawValue: 1 << 6)
    }

    /// A text with one value of a class in it.
    struct Example: Sendable {
        let text: String
        let dataClass: DataClass
        /// The characters of the value, as written.
        let value: String

        init(_ text: String, _ dataClass: DataClass, _ value: String) {
            self.text = text
            self.dataClass = dataClass
            self.value = value
        }

        func isFound(by scanner: Scanner) -> Bool {
            scanner.scan(text).contains { finding in
                finding.dataClass == dataClass
                    && text.unicodeScalars.dropFirst(finding.range.lowerBound).prefix(finding.range.count).elementsEqual(
                        value.unicodeScalars)
            }
        }
    }

    /// All of them, those with a checksum first: what one has found is out of the reach of the next. A new class is a new file and a
    /// row here.
    static let all: [Detector] = [
        .cardNumber, .framedCards, .cardDetails, .iban, .nationalAccounts, .dates, .codes, .reversedCodes, .birthdays, .emails,
        .bankAccount,
        .secretDigits, .entryCodes,
        .secretWords, .phones, .addresses, .cardEnding, .accountFacts, .requests,
    ]
}
