/// A sheet of a spreadsheet as rows of cells (ECMA-376 part 1, section 18.3), its shared texts in their places.
enum SheetText {
    /// The texts that cells refer to by number.
    static func shared(_ bytes: ArraySlice<UInt8>) throws(NoAnswer) -> [String] {
        var reader = MarkupReader(bytes)
        var texts: [String] = []
        var text = ""
        var isText = false
        while let piece = try reader.next() {
            switch piece {
            case .open(let name, _, let isEmpty):
                if name == "si" {
                    text = ""
                    if isEmpty { texts.append("") }
                }
                if name == "t" { isText = !isEmpty }
            case .close("si"): texts.append(text)
            case .close("t"): isText = false
            case .text(let words): if isText { text += words }
            case .close: break
            }
        }
        return texts
    }

    static func rows(_ bytes: ArraySlice<UInt8>, _ shared: [String]) throws(NoAnswer) -> String {
        var reader = MarkupReader(bytes)
        var rows = ""
        var kind: String?
        var isValue = false
        while let piece = try reader.next() {
            switch piece {
            case .open("c", let attributes, _): kind = attributes["t"]
            case .open(let name, _, let isEmpty): if name == "v" || name == "t" || name == "f" { isValue = !isEmpty }
            case .text(let words):
                guard isValue else { continue }
                if kind == "s", let index = Int(words) {
                    guard shared.indices.contains(index) else { throw NoAnswer(.unreadable) }
                    rows += shared[index]
                } else {
                    rows += MarkupText.number(words)
                }
            case .close("c"): rows += "\t"
            case .close("row"): rows += "\n"
            case .close("f"):
                rows += " "
                isValue = false
            case .close: isValue = false
            }
        }
        return rows
    }
}
