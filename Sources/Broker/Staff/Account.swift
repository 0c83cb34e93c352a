/// What the register holds of one person.
public struct Account: Sendable, Equatable {
    public var login: String
    public var name: String
    /// Those that their entry in the ledger gives.
    public var granted: Set<Role>
    /// Those asked for.
    public var wanted: Set<Role>
    public var isDisabled: Bool
    /// Nobody can sign in before a password was set through a link.
    public var hasPassword: Bool
    /// A change that has no entry yet.
    public var isPending: Bool
    /// Counts changes, so that an entry confirms the one it is about.
    public var change: Int

    /// What holds at this moment: what is taken away goes at once, what is given comes with its entry.
    public var roles: Set<Role> { isDisabled ? [] : isPending ? granted.intersection(wanted) : granted }

    /// A login stands in addresses, commands and headers: lower-case letters, digits, dot, hyphen, underscore; 2 to 64 of them.
    public static func isLogin(_ text: String) -> Bool {
        (2...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
                    || $0 == UInt8(ascii: "_")
            }
    }

    /// A name as people write it: 1 to 100 characters, none of them a control character.
    public static func isName(_ text: String) -> Bool {
        (1...100).contains(text.count) && text.utf8.count <= 400 && text.contains { !$0.isWhitespace }
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7f }
    }
}
