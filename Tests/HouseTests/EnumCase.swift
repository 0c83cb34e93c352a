/// A case that an enum declares, by its name in the source.
struct EnumCase: Equatable {
    var name: String
    var line: Int

    /// Every case declared in these tokens. A `case` of a switch or a pattern is none.
    static func declared(in tokens: [SwiftToken]) -> [EnumCase] {
        let code = tokens.filter { if case .comment = $0.kind { false } else { true } }
        var found: [EnumCase] = []
        /// Open braces, true for an enum's own.
        var scopes: [Bool] = []
        var enumIsNext = false
        var place = 0
        while place < code.count {
            let token = code[place]
            let isMember = place > 0 && code[place - 1].isSign(".")
            if token.isSign("{") {
                scopes.append(enumIsNext)
                enumIsNext = false
            } else if token.isSign("}") {
                _ = scopes.popLast()
            } else if token.word == "enum", !isMember, place + 1 < code.count, code[place + 1].word != nil {
                enumIsNext = true
            } else if token.word == "case", !isMember, scopes.last == true {
                place = names(from: place + 1, code, &found)
                continue
            }
            place += 1
        }
        return found
    }

    /// The names behind one `case`; returns the place behind the last.
    private static func names(from start: Int, _ code: [SwiftToken], _ found: inout [EnumCase]) -> Int {
        var place = start
        while place < code.count, let name = code[place].word {
            found.append(EnumCase(name: name, line: code[place].line))
            place += 1
            if place < code.count, code[place].isSign("(") {
                var depth = 0
                repeat {
                    if code[place].isSign("(") { depth += 1 }
                    if code[place].isSign(")") { depth -= 1 }
                    place += 1
                } while depth > 0 && place < code.count
            }
            // A raw value: a literal or a number with its sign.
            if place < code.count, code[place].isSign("=") {
                place += 1
                while place < code.count, code[place].isSign("-") { place += 1 }
                place += 1
            }
            guard place < code.count, code[place].isSign(",") else { return place }
            place += 1
        }
        return place
    }
}
