import Foundation
import Scratch
import Testing

extension ServerTests {
    @Suite(.serialized, .needsMailServers) struct TheStoryIsTrueTests {
        @Test func `the demo plays its whole story, to both verifiers' yes`() throws {
            let root = URL(filePath: #filePath).appending(path: "../../..").standardized.path(percentEncoded: false)
            let folder = TemporaryFolder()
            let output = folder.file("story.log")
            let story = try Child(
                [
                    Stage.executable, "demo", "--headless", "--lab", root + "/Tests/Lab", "--check", root + "/Tests/LedgerCheck",
                    "--policies",
                    root + "/Policies",
                ], output: output)
            let status = story.wait()
            let text = try String(contentsOfFile: output, encoding: .utf8)
            #expect(status == 0, "\(text.suffix(2_000))")
            #expect(text.contains("not ours: Go's note and tlog packages verify it as well"))
        }
    }
}
