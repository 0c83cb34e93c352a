import Foundation
import Glibc

/// Everything that a server has on its disk, searched for what must not be there.
struct Disk {
    let folder: String

    /// Paths of files that hold the digits or the text in some spelling, or any nine of the digits in a row.
    func files(with secret: String) throws -> [String] {
        let digits = secret.filter(\.isNumber)
        var spellings = [secret, secret.replacing(" ", with: "%20"), secret.replacing(" ", with: "-"), secret.replacing(" ", with: "+")]
        if digits.count >= 9 {
            spellings.append(digits)
            for start in 0...(digits.count - 9) { spellings.append(String(digits.dropFirst(start).prefix(9))) }
        }
        var needles = Set(spellings).map { Data($0.utf8) }
        for text in [secret, digits] where text.utf8.count >= 6 {
            needles.append(Data(text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }))
            for shift in 0..<3 {
                let padded = Data(repeating: 0x20, count: shift) + Data(text.utf8)
                needles.append(Data(padded.base64EncodedString().utf8.dropFirst(shift == 0 ? 0 : 4).dropLast(4)))
            }
        }
        var found: [String] = []
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            guard let data = FileManager.default.contents(atPath: folder + "/" + path) else { continue }
            if needles.contains(where: { !$0.isEmpty && data.range(of: $0) != nil }) { found.append(path) }
        }
        return found
    }

    /// Paths of files that hold exactly these bytes.
    func files(holding bytes: [UInt8]) throws -> [String] {
        let needle = Data(bytes)
        return try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
            FileManager.default.contents(atPath: folder + "/" + path)?.range(of: needle) != nil
        }
    }
}
