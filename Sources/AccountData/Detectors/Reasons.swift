/// Why a detector believes in a candidate: up to eight pieces of ``Evidence`` in two machine words, so that candidates are moved and
/// compared without counting references.
struct Reasons: Equatable {
    /// The first reason lies lowest; 0 is none.
    private var low: UInt64
    private var high: UInt64 = 0
    private var count: UInt64

    init(_ first: Reason, _ second: Reason = .none, _ third: Reason = .none) {
        low = UInt64(first.code) | UInt64(second.code) << 16 | UInt64(third.code) << 32
        count = third.code != 0 ? 3 : second.code != 0 ? 2 : 1
    }

    mutating func append(_ reason: Reason) {
        precondition(count < 8, "No detector has more than eight reasons.")
        if count < 4 { low |= UInt64(reason.code) << (16 * count) } else { high |= UInt64(reason.code) << (16 * (count - 4)) }
        count += 1
    }

    /// As the reader of a finding sees it.
    var evidence: [Evidence] {
        (0..<count).compactMap { Reason(code: UInt16(truncatingIfNeeded: $0 < 4 ? low >> (16 * $0) : high >> (16 * ($0 - 4)))).evidence }
    }
}

/// One piece of evidence in sixteen bits: its kind in the lowest four, what it speaks of above.
struct Reason {
    let code: UInt16

    fileprivate init(code: UInt16) { self.code = code }

    private init(_ kind: Kind, _ value: Int = 0) { code = UInt16(truncatingIfNeeded: Int(kind.rawValue) | value << 4) }

    private enum Kind: UInt16 { case format = 1, checksum, issuer, registry, cue, pair, context, against }

    static let none = Reason(code: 0)
    static let format = Reason(.format)
    static let checksum = Reason(.checksum)
    static let registry = Reason(.registry)
    static let context = Reason(.context)
    static func issuer(_ issuer: Issuer) -> Reason { Reason(.issuer, issuer.place) }
    /// Words beyond 63 are as far away as 63.
    static func cue(_ cue: Cue, distance: Int) -> Reason { Reason(.cue, Int(cue.rawValue) | min(max(distance, 0), 63) << 6) }
    /// The class is never a firm's own.
    static func pair(_ dataClass: DataClass) -> Reason { Reason(.pair, Int(dataClass.code)) }
    static func against(_ counter: Evidence.Counter) -> Reason { Reason(.against, counter.place) }

    fileprivate var evidence: Evidence? {
        let value = Int(code >> 4)
        switch Kind(rawValue: code & 15) {
        case nil: return nil
        case .format: return .format
        case .checksum: return .checksum
        case .registry: return .registry
        case .context: return .context
        case .issuer: return .issuer(Issuer.allCases[value])
        case .cue: return Cue(rawValue: UInt8(value & 63)).map { .cue($0, distance: value >> 6) }
        case .pair: return .pair(DataClass(code: UInt8(value)))
        case .against: return .against(Evidence.Counter.allCases[value])
        }
    }
}

extension Issuer {
    fileprivate var place: Int {
        switch self {
        case .visa: 0
        case .mastercard: 1
        case .amex: 2
        case .discover: 3
        case .diners: 4
        case .jcb: 5
        case .unionPay: 6
        case .maestro: 7
        }
    }
}

extension Evidence.Counter {
    fileprivate var place: Int {
        switch self {
        case .phone: 0
        case .date: 1
        case .reference: 2
        case .firm: 3
        case .longerRun: 4
        case .modulus: 5
        }
    }
}
