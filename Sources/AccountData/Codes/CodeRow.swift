/// A kind of code: its forms, its check, the words that name it.
struct CodeRow: Sendable {
    let dataClass: DataClass
    let cues: CueSet
    let shapes: [Shape]
    /// The level without a word that names it; nil if nothing is found then.
    let bare: Level?
    /// What a code that holds proves.
    let proof: Proof
    /// What the code itself proves; nil if it is none.
    let check: @Sendable (CodeReading) -> Proof?

    enum Proof { case checksum, registry, format }

    private init(
        _ dataClass: DataClass, _ cues: CueSet, _ shapes: [StaticString], bare: Level? = nil, proof: Proof = .checksum,
        _ check: @escaping @Sendable (CodeReading) -> Bool
    ) {
        self.dataClass = dataClass
        self.cues = cues
        self.shapes = shapes.map(Shape.init)
        self.bare = bare
        self.proof = proof
        self.check = { check($0) ? proof : nil }
    }

    private static let italian = CueSet(.nationalNumber, .taxNumber)
    private static let french = CueSet(.frenchNumber, .socialSecurity, .nationalNumber)
    private static let spanish = CueSet(.spanishNumber, .nationalNumber, .taxNumber)

    /// In the order in which they are tried.
    static let table = CodeTable(all)

    static let all: [CodeRow] = [
        CodeRow(.ukDrivingLicence, CueSet(.licence), ["CCCCCNNNNNNCCCCC"], bare: .certain, proof: .format, CheckDigits.drivingLicence),
        CodeRow(.euNationalID, italian, ["AAAAAANNANNANNNA"], bare: .certain, CheckDigits.italian),
        CodeRow(.euNationalID, french, ["NNNNNNNNNNNNNNN", "NNNNNNANNNNNNNN"], bare: .likely, CheckDigits.french),
        CodeRow(.ukNINO, CueSet(.nationalInsurance), ["AANNNNNNA"], bare: .likely, proof: .registry, CheckDigits.nationalInsurance),
        CodeRow(.ukNINO, CueSet(.nationalInsurance), ["AANNNNNN"], proof: .registry, CheckDigits.nationalInsurance),
        CodeRow(.euNationalID, spanish, ["NNNNNNNNA", "ANNNNNNNA"], bare: .likely, CheckDigits.spanish),
        CodeRow(.euNationalID, italian, ["NNNNNNNNNNN"], bare: .possible, CheckDigits.germanTax),
        CodeRow(.euNationalID, CueSet(.nationalNumber), ["NNNNNNNNNNN"]) { CheckDigits.polish($0) || CheckDigits.belgian($0) },
        CodeRow(.euNationalID, CueSet(.nationalNumber), ["CCCCCCCCCN"]) {
            ($0.digitCount >= 5 || $0.tokenCount == 1 && $0.digitCount >= 2 && $0.capitals + $0.digitCount == 10)
                && CheckDigits.germanCard($0)
        },
        CodeRow(.euNationalID, CueSet(.nationalNumber), ["NNNNNNNAA", "NNNNNNNA"]) { $0.substitutions == 0 && CheckDigits.irish($0) },
        CodeRow(.euNationalID, CueSet(.nationalNumber), ["NNNNNNNNN"], CheckDigits.dutch),
        CodeRow(.usSSN, CueSet(.socialSecurity), ["NNNNNNNNN"], bare: .likely, proof: .registry, CheckDigits.socialSecurity),
        CodeRow(.usABA, CueSet(.routing), ["NNNNNNNNN"], bare: .possible, CheckDigits.routing),
        CodeRow(.ukNHSNumber, CueSet(.health), ["NNNNNNNNNN"], bare: .possible, CheckDigits.nhs),
        CodeRow(.bic, CueSet(.bic), ["AAAAAACCCCC"], proof: .registry) { isBIC($0) && hasBranch($0) },
        CodeRow(.bic, CueSet(.bic), ["AAAAAACC"], proof: .registry, isBIC),
        CodeRow(
            .ukPostcode, CueSet(.postcode, .address), ["AANANAA", "AANNNAA", "AANNAA", "ANNNAA", "ANANAA", "ANNAA"], bare: .likely,
            proof: .registry, isPostcode),
        CodeRow(
            .passport, CueSet(.passport),
            ["NNNNNNNNN", "ANNNNNNNN", "AANNNNNNN", "AAANNNNNN", "NNAANNNNN", "CCCCCCCCC", "CNNNNNNN", "AANNNNNN"], proof: .format
        ) {
            $0.digitCount >= 5 || $0.tokenCount == 1 && $0.digitCount >= 3
                || $0.tokenCount == 1 && $0.count == 9 && $0.digitCount >= 2 && $0.capitals + $0.digitCount == 9
        },
        // With letters that play digits; those without are found as groups of digits.
        CodeRow(.ukAccountNumber, CueSet(.accountNumber), ["NNNNNNNN"], proof: .format) { 1...4 ~= $0.substitutions && !$0.beginsWithWord },
        CodeRow(.ukSortCode, CueSet(.sortCode), ["NNNNNN"], proof: .format) { 1...3 ~= $0.substitutions && !$0.beginsWithWord },
        CodeRow(
            .customerNumber, CueSet(.customerNumber),
            ["NNNNNNNNNNNN", "NNNNNNNNNNN", "NNNNNNNNNN", "NNNNNNNNN", "NNNNNNNN", "NNNNNNN", "NNNNNN"], proof: .format
        ) { _ in true },
    ]

    /// ISO 9362: bank, country, place; written in capitals, or with a digit in it.
    private static func isBIC(_ code: CodeReading) -> Bool {
        // In few pieces or spelled; "do i need one" is neither.
        LetterPairs.countries.contains(code[4], code[5]) && (code.tokenCount <= 3 || code.tokenCount + 1 >= code.count)
            && (code.capitals >= 6 || code.digitCount > 0 || code.flags & Folds.numberWords != 0)
    }

    /// Whether the last three characters are a branch and not the next word.
    private static func hasBranch(_ code: CodeReading) -> Bool {
        code.tokenCount == 1 || code.capitals >= 9 || (8..<11).allSatisfy { code[$0] == UInt8(ascii: "x") }
            || (8..<11).contains { code.isDigit($0) }
    }

    /// BS 7666: the area is one of Royal Mail's, and the last two letters are none of C I K M O V.
    private static func isPostcode(_ code: CodeReading) -> Bool {
        let count = code.count
        let areas = LetterPairs.postcodeAreas
        guard code.isDigit(1) ? areas.contains(code[0]) : areas.contains(code[0], code[1]) else { return false }
        return !isNeverInward(code[count - 1]) && !isNeverInward(code[count - 2])
    }

    private static func isNeverInward(_ letter: UInt8) -> Bool {
        switch letter {
        case UInt8(ascii: "c"), UInt8(ascii: "i"), UInt8(ascii: "k"), UInt8(ascii: "m"), UInt8(ascii: "o"), UInt8(ascii: "v"): true
        default: false
        }
    }
}
