/// What the network does to texts.
enum WireText {
    /// X escapes these three characters in every text it gives out.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Replaces every word that is a web address by one of the network's own.
    static func shortened(_ text: String, using random: inout SeededGenerator) -> (text: String, links: [SandboxLink]) {
        var links: [SandboxLink] = []
        var words: [String] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if word.hasPrefix("https://") || word.hasPrefix("http://") {
                let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
                let name = String((0..<10).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
                links.append(SandboxLink(short: "https://t.co/\(name)", expanded: String(word)))
                words.append("https://t.co/\(name)")
            } else {
                words.append(String(word))
            }
        }
        return (words.joined(separator: " "), links)
    }

    /// The handles in a text, without `@`, in order.
    static func handles(in text: String) -> [String] {
        var handles: [String] = []
        var current: String?
        for scalar in text.unicodeScalars {
            if scalar == "@" {
                if let current, !current.isEmpty { handles.append(current) }
                current = ""
            } else if let open = current {
                if isHandle(scalar) {
                    current = open + String(scalar)
                } else {
                    if !open.isEmpty { handles.append(open) }
                    current = nil
                }
            }
        }
        if let current, !current.isEmpty { handles.append(current) }
        return handles
    }

    static func isHandle(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_": true
        default: false
        }
    }

    /// The network's count of characters: most Latin text weighs one, other scripts and pictures two, an address 23.
    static func weight(_ text: String) -> Int {
        var weight = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            weight += 1
            if word.hasPrefix("https://") || word.hasPrefix("http://") {
                weight += 23
                continue
            }
            for scalar in word.unicodeScalars {
                switch scalar.value {
                case 0...0x10FF, 0x2000...0x200D, 0x2010...0x201F, 0x2032...0x2037: weight += 1
                default: weight += 2
                }
            }
        }
        return weight - 1
    }
}
