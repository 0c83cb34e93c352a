import Glibc
import Testing

@testable import AccountData

/// On messages as people write them, plain, disguised and clean, the scanner misses nothing and reports nothing else.
struct CorpusTests {
    private struct Message {
        var text = ""
        var values: [(dataClass: DataClass, range: Range<Int>)] = []
    }

    @Test func everyValueIsFoundAndNothingElse() throws {
        let messages = try Self.load("messages.txt")
        let scanner = Scanner(classes: Scanner.allClasses)
        for message in messages {
            var left = scanner.scan(message.text)
            for value in message.values {
                // Where a request stands is not marked in the corpus, only that there is one.
                let place = left.firstIndex { $0.dataClass == value.dataClass && (value.dataClass.isRequest || $0.range == value.range) }
                #expect(place != nil, "\(value.dataClass) is missed in: \(message.text)")
                if let place { left.remove(at: place) }
            }
            #expect(left.isEmpty, "\(left.map(\.dataClass)) is wrong in: \(message.text)")
        }
        #expect(messages.count >= 320)
        #expect(messages.count { $0.values.isEmpty } >= 160)
    }

    /// Messages invented after the detectors, as an outsider would write them: the bars hold, if not each of them.
    @Test func otherVoicesReachTheBars() throws {
        let messages = try Self.load("voices.txt") + Self.load("more-voices.txt")
        let scanner = Scanner()
        var (values, found, clean, flagged) = (0, 0, 0, 0)
        for message in messages {
            let findings = scanner.scan(message.text)
            values += message.values.count
            found += message.values.count { value in findings.contains { $0.dataClass == value.dataClass && $0.range.overlaps(value.range) }
            }
            if message.values.isEmpty {
                clean += 1
                if !findings.isEmpty { flagged += 1 }
            }
        }
        #expect(values >= 230 && found * 100 >= values * 96, "\(found) of \(values)")
        #expect(clean >= 200 && flagged * 1000 <= clean * 15, "\(flagged) of \(clean)")
    }

    private static func load(_ name: String) throws -> [Message] {
        let path = "\(#filePath)".split(separator: "/").dropLast().joined(separator: "/")
        let file = try #require(fopen("/\(path)/Corpus/\(name)", "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("# ") }.map {
            parse(String($0))
        }
    }

    /// Takes the [[class|value]] brackets out and the escapes in.
    private static func parse(_ line: String) -> Message {
        var message = Message()
        var scalars = Array(line.unicodeScalars)[...]
        var open: (dataClass: DataClass, start: Int)?
        var count = 0
        func starts(_ mark: String) -> Bool { scalars.starts(with: mark.unicodeScalars) }
        while let scalar = scalars.first {
            if starts("[["), let bar = scalars.firstIndex(of: "|") {
                var word = ""
                word.unicodeScalars.append(contentsOf: scalars[(scalars.startIndex + 2)..<bar])
                open = DataClass(word: word).map { ($0, count) }
                scalars = scalars[(bar + 1)...]
            } else if let value = open, starts("]]") {
                message.values.append((value.dataClass, value.start..<count))
                open = nil
                scalars = scalars.dropFirst(2)
            } else if starts("\\n") {
                message.text += "\n"
                count += 1
                scalars = scalars.dropFirst(2)
            } else if starts("\\u{"), let end = scalars.firstIndex(of: "}") {
                var hex = ""
                hex.unicodeScalars.append(contentsOf: scalars[(scalars.startIndex + 3)..<end])
                message.text.unicodeScalars.append(UInt32(hex, radix: 16).flatMap(Unicode.Scalar.init) ?? "?")
                count += 1
                scalars = scalars[(end + 1)...]
            } else {
                message.text.unicodeScalars.append(scalar)
                count += 1
                scalars = scalars.dropFirst()
            }
        }
        return message
    }
}
