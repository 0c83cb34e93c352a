import FoundationEssentials

/// Looks for a secret in files and recorded bytes, in every spelling that a program may have written it in.
///
/// Digits alone and any nine of them in a row are looked for where the secret is a number of nine digits and more; shorter runs of digits are
/// everywhere.
public struct DiskSearch: Sendable {
    /// One way to write the secret.
    public struct Spelling: Sendable {
        /// What it is called: what is found is never shown itself.
        public var name: String
        /// Which of the secrets it spells.
        public var secret: Int
        public var bytes: [UInt8]
    }
    public let spellings: [Spelling]

    /// Places in `spellings`, by their first six bytes.
    private let byStart: [UInt64: [Int]]
    /// Which hashes of six bytes any of them begins with.
    private let marks: [Bool]

    private static let startLength = 6

    public init(_ secret: String) { self.init([secret]) }

    /// - Parameter secrets: as somebody typed them.
    public init(_ secrets: [String]) {
        spellings = secrets.enumerated().flatMap { index, secret in
            Self.spellings(of: secret).map { Spelling(name: $0.name, secret: index, bytes: $0.bytes) }
        }
        var byStart: [UInt64: [Int]] = [:]
        var marks = [Bool](repeating: false, count: 1 << 16)
        for (index, spelling) in spellings.enumerated() {
            let start = spelling.bytes.prefix(Self.startLength).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            byStart[start, default: []].append(index)
            marks[Self.mark(start)] = true
        }
        self.byStart = byStart
        self.marks = marks
    }

    private static func mark(_ start: UInt64) -> Int { Int(truncatingIfNeeded: (start &* 0x9e37_79b9_7f4a_7c15) >> 48) }

    private static func spellings(of secret: String) -> [(name: String, bytes: [UInt8])] {
        var spellings = Self.spellings(of: secret, "as typed")
        let digits = secret.filter { $0.isASCII && $0.isNumber }
        guard digits.utf8.count >= 9 else { return spellings }
        if digits != secret { spellings += Self.spellings(of: digits, "digits only") }
        for separator in ["-", "+", "."] where secret.contains(" ") {
            spellings.append(("with other separators", Array(secret.replacing(" ", with: separator).utf8)))
        }
        for start in 0...(digits.count - 9) {
            let part = Array(String(digits.dropFirst(start).prefix(9)).utf8)
            spellings += [("nine digits in a row", part), ("nine digits in a row, UTF-16", part.flatMap { [$0, 0] })]
        }
        return spellings
    }

    /// Every encoding of one text. Of two that are equal the second says nothing new.
    private static func spellings(of text: String, _ name: String) -> [(name: String, bytes: [UInt8])] {
        let plain = Array(text.utf8)
        let units = Array(text.utf16)
        func escaped(_ byte: UInt8, _ sign: String, uppercase: Bool) -> [UInt8] {
            Array((sign + String(String(UInt16(byte) + 256, radix: 16, uppercase: uppercase).suffix(2))).utf8)
        }
        var all: [(String, [UInt8])] = [
            ("", plain), ("UTF-16, little end first", units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }),
            ("UTF-16, big end first", units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }),
            ("form", plain.flatMap { $0 == UInt8(ascii: " ") ? [UInt8(ascii: "+")] : [$0] }),
            ("JSON, slashes escaped", plain.flatMap { $0 == UInt8(ascii: "/") ? Array("\\/".utf8) : [$0] }),
        ]
        for uppercase in [false, true] {
            all += [
                (
                    "JSON, all escaped",
                    units.flatMap { Array(("\\u" + String(String(UInt32($0) + 0x10000, radix: 16, uppercase: uppercase).suffix(4))).utf8) }
                ),
                (
                    "JSON, beyond ASCII escaped",
                    units.flatMap { unit in
                        unit < 0x80
                            ? [UInt8(unit)]
                            : Array(("\\u" + String(String(UInt32(unit) + 0x10000, radix: 16, uppercase: uppercase).suffix(4))).utf8)
                    }
                ),
                ("percent, where needed", plain.flatMap { $0.isUnreserved ? [$0] : escaped($0, "%", uppercase: uppercase) }),
                ("percent, all", plain.flatMap { escaped($0, "%", uppercase: uppercase) }),
                ("hexadecimal", plain.flatMap { escaped($0, "", uppercase: uppercase) }),
            ]
        }
        all += [
            ("quoted-printable", plain.flatMap { $0 >= 0x80 || $0 == UInt8(ascii: "=") ? escaped($0, "=", uppercase: true) : [$0] }),
            ("quoted-printable, spaces too", plain.flatMap { $0.isUnreserved ? [$0] : escaped($0, "=", uppercase: true) }),
            ("quoted-printable, all", plain.flatMap { escaped($0, "=", uppercase: true) }),
        ]
        for shift in 0..<3 { all.append(("base 64, place \(shift)", base64(plain, shift))) }
        var seen: Set<[UInt8]> = []
        return all.compactMap { kind, bytes in
            // Shorter ones stand in any file by chance.
            guard bytes.count >= startLength, seen.insert(bytes).inserted else { return nil }
            return (kind.isEmpty ? name : "\(name), \(kind)", bytes)
        }
    }

    /// The characters that do not depend on what stands before and after, with so many bytes of a group before it.
    private static func base64(_ bytes: [UInt8], _ shift: Int) -> [UInt8] {
        let text = Array(Data([UInt8](repeating: 0x20, count: shift) + bytes).base64EncodedString().utf8)
        let whole = (shift + bytes.count) / 3 * 4
        // The first character that holds no bit of the padding.
        let start = [0, 2, 3][shift]
        return start < whole ? Array(text[start..<whole]) : []
    }

    /// The spellings that stand in the bytes, each once.
    public func found(in bytes: [UInt8]) -> [Spelling] {
        var found: Set<Int> = []
        // Six zeros at the end, so that a window fits at every place.
        (bytes + [UInt8](repeating: 0, count: 8)).withUnsafeBytes { hay in
            marks.withUnsafeBufferPointer { marks in
                for place in 0..<bytes.count {
                    let start = UInt64(littleEndian: hay.loadUnaligned(fromByteOffset: place, as: UInt64.self)) & 0xffff_ffff_ffff
                    guard marks[Self.mark(start)], let candidates = byStart[start] else { continue }
                    for candidate in candidates where bytes[place...].starts(with: spellings[candidate].bytes) { found.insert(candidate) }
                }
            }
        }
        return found.sorted().map { spellings[$0] }
    }

    /// Files below a folder that hold it, and how many bytes were read.
    public func run(in folder: String) throws -> (files: [String], bytes: Int) {
        var found: [String] = []
        var total = 0
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            // Sockets and folders are no files; what cannot be opened as a file is skipped by its kind, not by an error.
            guard let data = FileManager.default.contents(atPath: folder + "/" + path) else { continue }
            total += data.count
            if !self.found(in: Array(data)).isEmpty { found.append(path) }
        }
        return (found, total)
    }
}

extension UInt8 {
    /// RFC 3986 section 2.3.
    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
