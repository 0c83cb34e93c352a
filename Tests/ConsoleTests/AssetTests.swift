import Testing

@testable import Console

/// Files are named by their content, so that a browser may keep them for ever.
struct AssetTests {
    @Test func everyCompiledInFileHasAnAddressOfItsOwn() {
        #expect(Set(Assets.all.map(\.path)).count == Assets.all.count)
        #expect(Assets.all.map(\.name) == Assets.all.map(\.name).sorted())
    }
}
