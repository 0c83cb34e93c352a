import Crypto
import FoundationEssentials
import Glibc

/// Fills with bytes from the kernel's random source.
func fillRandom(_ bytes: inout [UInt8]) throws(KeyError) {
    let filled = bytes.withUnsafeMutableBytes { buffer in
        // One call gives at most 256 bytes (getentropy(3)).
        stride(from: 0, to: buffer.count, by: 256).allSatisfy { offset in
            getentropy(buffer.baseAddress! + offset, min(256, buffer.count - offset)) == 0
        }
    }
    guard filled else { throw .random }
}

/// Overwrites, in a way that the compiler may not leave out.
func erase(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } }
}

func erase(_ bytes: inout Data) {
    bytes.withUnsafeMutableBytes { if let start = $0.baseAddress { explicit_bzero(start, $0.count) } }
}
