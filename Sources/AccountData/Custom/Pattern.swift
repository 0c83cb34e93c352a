/// The restricted language in which packs describe classes of their own, compiled to a table that is walked a byte at a time.
///
/// Literals; `\` before a sign for the sign itself; `[a-z0-9]` and `[^…]`; `(…)` and `|`; `?`, `{n}` and `{m,n}` with n up to 64.
/// No `*`, no `+`, no look-around, no references: a value has a longest form, so time is linear in the text by construction. Letters
/// match in either case and in every disguise, for the pattern is matched against folded text.
public struct Pattern: Hashable, Sendable {
    /// States of the table; a pattern that needs more is refused.
    public static let mostStates = 1_024
    /// Characters of the longest value.
    public static let longestValue = 128
    private static let mostSteps = 4_096

    /// As it was written; the rest follows from it.
    public let text: String
    /// Digits that its shortest value has, wherever letters cannot stand in their place.
    let leastDigits: Int
    /// The kind of each byte; bytes of one kind lead to the same states.
    private let kinds: [UInt8]
    private let kindCount: Int
    /// Next state by state and kind; 0 is the dead state, 1 the first.
    private let next: [UInt16]
    private let accepts: [Bool]

    public static func == (left: Pattern, right: Pattern) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// Compiles a pattern, or says why it is refused.
    public init(_ text: String) throws(PatternFault) {
        var parser = Parser(Array(text.utf8))
        let tree = try parser.whole()
        guard tree.longest > 0 else { throw PatternFault(at: 0, .empty) }
        guard tree.longest <= Self.longestValue else { throw PatternFault(at: 0, .tooLong(tree.longest)) }
        self.text = text
        leastDigits = tree.leastDigits
        var steps = Steps()
        let last = steps.add()
        let first = try steps.build(tree, to: last)
        (kinds, kindCount) = steps.kinds()
        (next, accepts) = try steps.table(from: first, to: last, kinds, kindCount)
    }

    /// States of the compiled table.
    public var stateCount: Int { accepts.count }

    /// The length of the longest value that begins at a place of folded text; nil if none does.
    func longestMatch(at start: Int, count: Int, _ byte: (Int) -> UInt8) -> Int? {
        var state = 1
        var place = start
        var best: Int?
        while place < count {
            state = Int(next[state * kindCount + Int(kinds[Int(byte(place))])])
            if state == 0 { break }
            place += 1
            if accepts[state] { best = place - start }
        }
        return best
    }

    // MARK: Reading

    private indirect enum Node {
        case bytes(ByteSet)
        case sequence([Node])
        case choice([Node])
        case repeated(Node, Int, Int)

        /// Characters of the longest value.
        var longest: Int {
            switch self {
            case .bytes: 1
            case .sequence(let parts): parts.reduce(0) { min($0 + $1.longest, 1 << 20) }
            case .choice(let parts): parts.reduce(0) { max($0, $1.longest) }
            case .repeated(let part, _, let most): min(part.longest * most, 1 << 20)
            }
        }

        /// Digits that every value has.
        var leastDigits: Int {
            switch self {
            case .bytes(let set): set.isDigits ? 1 : 0
            case .sequence(let parts): parts.reduce(0) { min($0 + $1.leastDigits, 1 << 20) }
            case .choice(let parts): parts.map(\.leastDigits).min() ?? 0
            case .repeated(let part, let least, _): part.leastDigits * least
            }
        }
    }

    /// 128 bits: folded text that patterns see is ASCII.
    private struct ByteSet: Hashable {
        private var bits: UInt128 = 0
        mutating func insert(_ byte: UInt8) { bits |= 1 << UInt128(byte) }
        func contains(_ byte: UInt8) -> Bool { byte < 0x80 && bits & 1 << UInt128(byte) != 0 }
        var isDigits: Bool { bits & ~(((1 << 10) - 1) << 0x30) == 0 }
        /// Everything else that folded text has, signs of the scanner's own apart.
        var inverted: ByteSet {
            var set = ByteSet()
            for byte in UInt8(0x20)...0x7E where !contains(byte) { set.insert(byte) }
            return set
        }
    }

    private struct Parser {
        let text: [UInt8]
        var place = 0
        var depth = 0

        init(_ text: [UInt8]) { self.text = text }

        func fault(_ reason: PatternFault.Reason) -> PatternFault { PatternFault(at: place, reason) }
        var peek: UInt8? { place < text.count ? text[place] : nil }

        mutating func whole() throws(PatternFault) -> Node {
            guard text.count <= 1_000 else { throw fault(.tooLong(text.count)) }
            let node = try choice()
            guard place == text.count else { throw fault(.unexpected) }
            return node
        }

        private mutating func choice() throws(PatternFault) -> Node {
            var parts = [try sequence()]
            while peek == UInt8(ascii: "|") {
                place += 1
                parts.append(try sequence())
            }
            return parts.count == 1 ? parts[0] : .choice(parts)
        }

        private mutating func sequence() throws(PatternFault) -> Node {
            var parts: [Node] = []
            while let byte = peek, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") { parts.append(try repeated()) }
            return .sequence(parts)
        }

        private mutating func repeated() throws(PatternFault) -> Node {
            let part = try atom()
            switch peek {
            case UInt8(ascii: "?"):
                place += 1
                return .repeated(part, 0, 1)
            case UInt8(ascii: "{"):
                place += 1
                let least = try number()
                var most = least
                if peek == UInt8(ascii: ",") {
                    place += 1
                    most = try number()
                }
                guard peek == UInt8(ascii: "}") else { throw fault(.unexpected) }
                guard least <= most, 1...64 ~= most else { throw fault(.badRepeat) }
                place += 1
                return .repeated(part, least, most)
            case UInt8(ascii: "*"), UInt8(ascii: "+"): throw fault(.unbounded)
            default: return part
            }
        }

        private mutating func number() throws(PatternFault) -> Int {
            var value: Int?
            while let byte = peek, byte >= 0x30, byte <= 0x39, value ?? 0 < 1_000 {
                value = (value ?? 0) * 10 + Int(byte - 0x30)
                place += 1
            }
            guard let value else { throw fault(.badRepeat) }
            return value
        }

        private mutating func atom() throws(PatternFault) -> Node {
            guard let byte = peek else { throw fault(.unexpected) }
            place += 1
            switch byte {
            case UInt8(ascii: "("):
                guard depth < 16 else { throw fault(.unexpected) }
                depth += 1
                let node = try choice()
                guard peek == UInt8(ascii: ")") else { throw fault(.unexpected) }
                place += 1
                depth -= 1
                return node
            case UInt8(ascii: "["): return .bytes(try set())
            case UInt8(ascii: "\\"): return .bytes(single(try literal()))
            case UInt8(ascii: "*"), UInt8(ascii: "+"): throw fault(.unbounded)
            case UInt8(ascii: "?"), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "^"), UInt8(ascii: "$"),
                UInt8(ascii: "."):
                throw fault(.unexpected)
            case 0x20...0x7E: return .bytes(single(byte))
            default: throw fault(.notASCII)
            }
        }

        /// The sign behind a backslash: `\d` and the like are not in this language.
        private mutating func literal() throws(PatternFault) -> UInt8 {
            guard let byte = peek, 0x20...0x7E ~= byte, !(0x30...0x39 ~= byte), !(0x61...0x7A ~= byte | 0x20) else {
                throw fault(.unexpected)
            }
            place += 1
            return byte
        }

        private mutating func set() throws(PatternFault) -> ByteSet {
            var set = ByteSet()
            let isInverted = peek == UInt8(ascii: "^")
            if isInverted { place += 1 }
            while let byte = peek, byte != UInt8(ascii: "]") {
                place += 1
                var low = byte
                if byte == UInt8(ascii: "\\") { low = try literal() }
                guard 0x20...0x7E ~= low else { throw fault(.notASCII) }
                var high = low
                if peek == UInt8(ascii: "-"), place + 1 < text.count, text[place + 1] != UInt8(ascii: "]") {
                    place += 1
                    high = text[place]
                    place += 1
                }
                guard low <= high, high <= 0x7E else { throw fault(.unexpected) }
                for one in low...high { set.insert(lower(one)) }
            }
            guard peek == UInt8(ascii: "]") else { throw fault(.unexpected) }
            place += 1
            return isInverted ? set.inverted : set
        }

        private func lower(_ byte: UInt8) -> UInt8 { 0x41...0x5A ~= byte ? byte | 0x20 : byte }
        private func single(_ byte: UInt8) -> ByteSet {
            var set = ByteSet()
            set.insert(lower(byte))
            return set
        }
    }

    // MARK: Compiling

    /// Thompson's construction: each step goes on by one set of bytes, or freely to others.
    private struct Steps {
        var sets: [(set: ByteSet, to: Int)?] = []
        var free: [[Int]] = []

        mutating func add() -> Int {
            sets.append(nil)
            free.append([])
            return sets.count - 1
        }

        /// The step from which a node leads to another step.
        mutating func build(_ node: Node, to last: Int) throws(PatternFault) -> Int {
            guard sets.count < Pattern.mostSteps else { throw PatternFault(at: 0, .tooComplex(states: sets.count)) }
            switch node {
            case .bytes(let set):
                let step = add()
                sets[step] = (set, last)
                return step
            case .sequence(let parts):
                var target = last
                for part in parts.reversed() { target = try build(part, to: target) }
                return target
            case .choice(let parts):
                let step = add()
                for part in parts {
                    let target = try build(part, to: last)
                    free[step].append(target)
                }
                return step
            case .repeated(let part, let least, let most):
                var target = last
                for number in (0..<most).reversed() {
                    let inner = try build(part, to: target)
                    guard number >= least else {
                        target = inner
                        continue
                    }
                    let step = add()
                    free[step] = [inner, last]
                    target = step
                }
                return target
            }
        }

        /// Bytes that no set tells apart are of one kind; at most as many kinds as there are bytes.
        func kinds() -> (kinds: [UInt8], count: Int) {
            var known: [[Bool]: UInt8] = [:]
            let distinct = Array(Set(sets.compactMap { $0?.set }))
            let kinds = (UInt8.min...UInt8.max).map { byte in
                let answers = distinct.map { $0.contains(byte) }
                if let kind = known[answers] { return kind }
                let kind = UInt8(known.count)
                known[answers] = kind
                return kind
            }
            return (kinds, known.count)
        }

        /// The subset construction, bounded.
        func table(
            from first: Int, to last: Int, _ kinds: [UInt8], _ kindCount: Int
        ) throws(PatternFault) -> (next: [UInt16], accepts: [Bool]) {
            let examples = (0..<kindCount).map { kind in UInt8(kinds.firstIndex(of: UInt8(kind)) ?? 0) }
            var numbers: [Set<Int>: Int] = [:]
            var states: [Set<Int>] = [[]]
            var next = [UInt16](repeating: 0, count: kindCount)
            func reach(_ from: Set<Int>) -> Set<Int> {
                var reached = from
                var open = Array(from)
                while let step = open.popLast() {
                    for target in free[step] where reached.insert(target).inserted { open.append(target) }
                }
                return reached
            }
            states.append(reach([first]))
            numbers[states[1]] = 1
            next += [UInt16](repeating: 0, count: kindCount)
            var place = 1
            while place < states.count {
                for (kind, byte) in examples.enumerated() {
                    var targets: Set<Int> = []
                    for step in states[place] { if let (set, to) = sets[step], set.contains(byte) { targets.insert(to) } }
                    guard !targets.isEmpty else { continue }
                    let state = reach(targets)
                    if let known = numbers[state] {
                        next[place * kindCount + kind] = UInt16(known)
                        continue
                    }
                    guard states.count < Pattern.mostStates else { throw PatternFault(at: 0, .tooComplex(states: states.count)) }
                    numbers[state] = states.count
                    next[place * kindCount + kind] = UInt16(states.count)
                    states.append(state)
                    next += [UInt16](repeating: 0, count: kindCount)
                }
                place += 1
            }
            return (next, states.map { $0.contains(last) })
        }
    }
}

/// Why a pattern is refused, and where.
public struct PatternFault: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        case empty, unexpected, unbounded, badRepeat, notASCII
        case tooLong(Int)
        case tooComplex(states: Int)
    }
    /// Character of the pattern.
    public let place: Int
    public let reason: Reason

    init(at place: Int, _ reason: Reason) {
        self.place = place
        self.reason = reason
    }

    public var description: String {
        let why =
            switch reason {
            case .empty: "it matches the empty text"
            case .unexpected: "this sign cannot stand here"
            case .unbounded: "* and + have no end; write {1,20}"
            case .badRepeat: "a repeat is {n} or {m,n} with m up to n and n from 1 to 64"
            case .notASCII: "only printable ASCII; look-alikes and disguises are folded before"
            case .tooLong(let count): "values of \(count) characters; at most \(Pattern.longestValue)"
            case .tooComplex(let states): "more than \(states) states; write it with fewer choices or shorter repeats"
            }
        return "pattern, character \(place + 1): \(why)"
    }
}
