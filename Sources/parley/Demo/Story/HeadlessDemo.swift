import ServiceLifecycle

/// The story, played once; a signal ends it early and cleanly.
struct HeadlessDemo: Service {
    var wishes: Stage.Wishes
    var check: String

    func run() async throws {
        let story = try await Story(wishes, check: check)
        let outcome: Result<Void, any Error> = await cancelWhenGracefulShutdown {
            do { return .success(try await story.play()) } catch { return .failure(error) }
        }
        await story.end()
        if case .failure(let error) = outcome, !(error is CancellationError) { throw error }
    }
}
