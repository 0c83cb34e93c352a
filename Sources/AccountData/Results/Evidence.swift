/// One reason for a finding, never the value itself.
public enum Evidence: Sendable, Hashable {
    /// Length and grouping are those of the class.
    case format
    /// Luhn (ISO/IEC 7812-1) or mod 97 (ISO 7064) holds.
    case checksum
    /// The leading digits belong to an issuer that gives out numbers of this length.
    case issuer(Issuer)
    /// Country and structure are in the IBAN registry.
    case registry
    /// A word that names the class stands near; distance in words between it and the value.
    case cue(Cue, distance: Int)
    /// A value that usually goes with this one stands near.
    case pair(DataClass)
    /// The message speaks of accounts and payments.
    case context
    /// The value was written in a disguise.
    case folded(Disguise)
    /// Something near speaks against it, such as a plus sign before the digits.
    case against(Counter)

    /// What speaks against a finding.
    public enum Counter: String, Sendable, Hashable, CaseIterable {
        case phone, date, reference, firm, longerRun = "longer_run"
        /// The operator's weight table says that sort code and account number do not belong together.
        case modulus
    }
}
