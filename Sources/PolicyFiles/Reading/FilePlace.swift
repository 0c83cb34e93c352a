import Yams

/// Where something stands in a policy file.
public struct FilePlace: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var file: String
    /// From 1; 0 where the file as a whole is meant.
    public var line: Int
    public var column: Int

    public init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    init(_ node: Node, in file: String) { self.init(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0) }

    public var description: String { line > 0 ? "\(file):\(line):\(column)" : file }

    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}
