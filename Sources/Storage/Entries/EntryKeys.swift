/// The keys of one entry: staged, and on the disk of the key store before the entry is.
struct EntryKeys: Sendable {
    var facts: StagedKey
    /// Nil where the entry can hold no content.
    var content: StagedKey?
}

extension RetentionClass {
    /// What the record must show: events without words, names or addresses.
    static let records = RetentionClass(1)
    /// What people wrote, and who they are.
    static let content = RetentionClass(2)
}
