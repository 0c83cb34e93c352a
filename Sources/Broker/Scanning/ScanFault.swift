import AccountData

/// Why a line could not be scanned. Never repeats what stands in it.
public enum ScanFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not JSON of the expected form from this byte of the line on.
    case malformed(at: Int, String)
    case missing(String)
    /// A word that is none of those allowed.
    case word(key: String, expected: String)
    case loneSurrogate
    case invalidUTF8(at: Int)
    case tooLong(bytes: Int, most: Int)

    init(_ reason: ScanResult.Reason) {
        switch reason {
        case .invalidUTF8(let place): self = .invalidUTF8(at: place)
        case .tooLong(let bytes): self = .tooLong(bytes: bytes, most: Scanner.sizeLimit)
        }
    }

    public var description: String {
        switch self {
        case .malformed(let place, let reason): "byte \(place): \(reason)"
        case .missing(let key): "\(key) is missing"
        case .word(let key, let expected): "\(key) is not one of: \(expected)"
        case .loneSurrogate: "the text has an escape for half a character (a lone surrogate)"
        case .invalidUTF8(let place): "the text is not UTF-8 from its byte \(place) on"
        case .tooLong(let bytes, let most): "\(bytes) bytes, more than \(most)"
        }
    }
}
