import ArgumentParser
import FoundationEssentials

/// Plays a whole conversation for real: a small network, real mail servers, a server process, an export, two verifiers.
struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Play a whole conversation over real HTTP and real mail, and verify its ledger offline.",
        discussion: "Example:\n  parley demo --headless")

    @Flag(help: "Print the story as a timeline; no browser.") var headless = false
    @Option(help: "Folder of the mail lab's scripts.") var lab = "Tests/Lab"
    @Option(help: "Folder of the independent verifier's build script.") var check = "Tests/LedgerCheck"
    @Option(help: "Folder of packs, lexicons, calendars and service levels.") var policies = "Policies"
    @Option(help: "Keep everything that was made in this folder; it must not exist yet.") var keep: String?

    func run() async throws {
        let story = try await Story(lab: lab, check: check, policies: policies, keep: keep)
        do {
            try await story.play()
        } catch {
            await story.end()
            throw error
        }
        await story.end()
    }
}
