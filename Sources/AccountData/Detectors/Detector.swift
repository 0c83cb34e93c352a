/// One way of finding account data, with the examples that prove it.
struct Detector: Sendable {
    /// What it can find; it is not run if none of these is wanted.
    let classes: [DataClass]
    /// Texts with the value that must be found in them.
    let finds: [Example]
    /// Texts in which it must find nothing that is likely.
    let quietOn: [String]
    let find: @Sendable (borrowing Page, inout Candidates) -> Void

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
    }

    /// All of them, those with a checksum first: what one has found is out of the reach of the next. A new class is a new file and a
    /// row here.
    static let all: [Detector] = [.cardNumber, .cardDetails, .iban, .bankAccount, .secretDigits, .secretWords, .cardEnding, .requests]
}
