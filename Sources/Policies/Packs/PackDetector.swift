/// A data class of the firm's own that a pack defines, proved by its examples, with what people call it.
public struct PackDetector: Hashable, Sendable {
    public var custom: CustomClass
    public var name: String

    public init(custom: CustomClass, name: String) {
        self.custom = custom
        self.name = name
    }

    public var dataClass: DataClass { custom.dataClass }
}
