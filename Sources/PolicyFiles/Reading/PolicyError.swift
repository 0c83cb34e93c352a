/// What is wrong in a policy file, where, and what was expected there.
public struct PolicyError: Error, Hashable, Sendable, Comparable, CustomStringConvertible {
    public var file: String
    /// From 1; 0 where the file as a whole is meant.
    public var line: Int
    /// From 1; 0 where the file as a whole is meant.
    public var column: Int
    /// What was found. Never the text of a customer.
    public var problem: String
    /// What would be right there.
    public var expected: String

    public init(file: String, line: Int = 0, column: Int = 0, problem: String, expected: String) {
        self.file = file
        self.line = line
        self.column = column
        self.problem = problem
        self.expected = expected
    }

    public var description: String {
        line > 0 ? "\(file):\(line):\(column): \(problem); expected \(expected)" : "\(file): \(problem); expected \(expected)"
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line, left.column, left.problem) < (right.file, right.line, right.column, right.problem)
    }
}

/// Everything that is wrong in a set of policy files, in the order of files and lines.
public struct PolicyErrors: Error, Hashable, Sendable, CustomStringConvertible {
    public var errors: [PolicyError]

    public init(_ errors: [PolicyError]) {
        self.errors = Set(errors).sorted()
    }

    /// Whether nothing was read because the folder's name was given wrongly.
    public var isOfMissingFolder: Bool { errors.count == 1 && errors[0].problem == Self.missingFolder }

    static let missingFolder = "the folder is not there"

    public var description: String { errors.map(\.description).joined(separator: "\n") }
}
