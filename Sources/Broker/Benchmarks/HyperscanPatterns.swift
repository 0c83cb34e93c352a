import Glibc

/// The Hyperscan library, where it is installed, with patterns of the same data: what a scanner without checks, disguises and context
/// costs on the same texts. `apt-get install libhyperscan5` makes it available.
final class HyperscanPatterns {
    private typealias Compile =
        @convention(c) (
            UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UInt32>, UnsafePointer<UInt32>, UInt32, UInt32, UnsafeRawPointer?,
            UnsafeMutablePointer<OpaquePointer?>, UnsafeMutablePointer<OpaquePointer?>
        ) -> CInt
    private typealias Allocate = @convention(c) (OpaquePointer, UnsafeMutablePointer<OpaquePointer?>) -> CInt
    private typealias OnMatch = @convention(c) (UInt32, UInt64, UInt64, UInt32, UnsafeMutableRawPointer?) -> CInt
    private typealias Scan =
        @convention(c) (
            OpaquePointer, UnsafePointer<CChar>, UInt32, UInt32, OpaquePointer, OnMatch, UnsafeMutableRawPointer?
        ) -> CInt

    /// One pattern a class that a pattern can describe at all.
    static let patterns: [String] = [
        #"\b(?:\d[ -]?){12,18}\d\b"#, #"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"#, #"\b\d{2}-\d{2}-\d{2}\b"#,
        #"\b\d{8}\b"#,
        #"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b"#, #"\b[A-Z]{1,2}\d[A-Z0-9]? ?\d[A-Z]{2}\b"#, #"[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}"#,
        #"\b(?:\+44 ?|0)\d{2,4} ?\d{3} ?\d{3,4}\b"#, #"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"#, #"\b\d{3}-\d{2}-\d{4}\b"#,
        #"\b[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?\b"#, #"\b[A-Z9]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}\b"#, #"\b\d{3} ?\d{3} ?\d{4}\b"#,
        #"\b(?:cvv|cvc|security code)\W{0,5}\d{3,4}\b"#, #"\bpin\W{0,5}(?:is )?\d{4}\b"#, #"\b(?:otp|code)\W{0,5}(?:is )?\d{4,8}\b"#,
        #"\bpassword\W{0,5}(?:is )?\S{4,}"#,
    ]

    private let library: UnsafeMutableRawPointer
    private let database: OpaquePointer
    private let scratch: OpaquePointer
    private let scan: Scan

    /// Compiles the patterns; nil where the library is not installed.
    init?() {
        guard let library = dlopen("libhs.so.5", RTLD_NOW), let compile = dlsym(library, "hs_compile_multi"),
            let allocate = dlsym(library, "hs_alloc_scratch"), let scan = dlsym(library, "hs_scan")
        else { return nil }
        self.library = library
        self.scan = unsafeBitCast(scan, to: Scan.self)
        // CASELESS, SOM_LEFTMOST: start offsets are what a redaction needs. Block mode.
        let flags = [UInt32](repeating: 1 | 256, count: Self.patterns.count)
        let numbers = (0..<UInt32(Self.patterns.count)).map { $0 }
        let texts = Self.patterns.map { UnsafePointer(strdup($0)) }
        defer { for text in texts { free(UnsafeMutablePointer(mutating: text)) } }
        var database: OpaquePointer?
        var fault: OpaquePointer?
        let compiled = unsafeBitCast(compile, to: Compile.self)(texts, flags, numbers, UInt32(texts.count), 1, nil, &database, &fault)
        guard compiled == 0, let database else { return nil }
        self.database = database
        var scratch: OpaquePointer?
        guard unsafeBitCast(allocate, to: Allocate.self)(database, &scratch) == 0, let scratch else { return nil }
        self.scratch = scratch
    }

    /// Scans one text; how many matches it reported.
    func matches(in text: [UInt8]) -> Int {
        var count = 0
        text.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            _ = withUnsafeMutablePointer(to: &count) { counter in
                scan(
                    database, start.assumingMemoryBound(to: CChar.self), UInt32(bytes.count), 0, scratch,
                    { _, _, _, _, counter in
                        counter?.assumingMemoryBound(to: Int.self).pointee += 1
                        return 0
                    }, counter)
            }
        }
        return count
    }
}
