public import Policies

/// A property with the place where it stands.
public struct PlacedProperty: Hashable, Sendable {
    public var property: Property
    public var place: FilePlace
}
