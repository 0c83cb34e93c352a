import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

/// Changes as they happen: server-sent events, one stream a page; each event carries the regions that changed.
extension PageRoutes {
    /// How often what lies outside the network is looked at while a page is open.
    private static let tick = Duration.seconds(1)
    /// A line of comment this often finds out that a page has gone.
    private static let heartbeat = Duration.seconds(10)

    func live(_ reader: SandboxUser, _ view: String) throws -> Response {
        guard let place = openPages.enter() else { throw PageRefusal(.serviceUnavailable, "Too many pages are open.") }
        let looksOutside = page.records != nil || page.mailbox != nil
        return PageAnswer.events(
            ResponseBody { writer in
                defer { place.leave() }
                let (wakes, wake) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
                let changes = network.watch()
                let follow = Task { for await _ in changes { wake.yield() } }
                let clock = Task {
                    while !Task.isCancelled {
                        wake.yield()
                        try await Task.sleep(for: looksOutside ? Self.tick : Self.heartbeat)
                    }
                }
                defer {
                    follow.cancel()
                    clock.cancel()
                }
                var sent: [String: String] = [:]
                var lastWrite = ContinuousClock.now
                var outside = Outside()
                for await _ in wakes.cancelOnGracefulShutdown() {
                    // What happened on the network is shown at once, what the world outside makes of it as soon as that is known.
                    for isSecondLook in [false, true] {
                        if isSecondLook { outside = await look(reader, view) }
                        var changed: [(String, WireValue)] = []
                        for (id, markup) in try regions(reader, view, outside) where sent[id] != markup.bytes {
                            sent[id] = markup.bytes
                            changed.append((id, .string(markup.bytes)))
                        }
                        guard !changed.isEmpty else { continue }
                        try await writer.write(
                            ByteBuffer(bytes: Array("data: ".utf8) + WireValue.object(changed).bytes() + Array("\n\n".utf8)))
                        lastWrite = .now
                    }
                    if ContinuousClock.now - lastWrite >= Self.heartbeat {
                        try await writer.write(ByteBuffer(string: ":\n\n"))
                        lastWrite = .now
                    }
                }
                try await writer.finish(nil)
            })
    }

    /// What is not the network's own.
    private struct Outside {
        var knowledge: KeptPanel.Knowledge?
        var letters: [SandboxLetter]?
    }

    private func look(_ reader: SandboxUser, _ view: String) async -> Outside {
        let letters = await letters(reader)
        let ids =
            switch view {
            case PageFrame.Tab.posts.rawValue:
                network.user(handle: page.firm).map { Self.ids(network.threads(firm: $0.id), of: reader) } ?? []
            case PageFrame.Tab.messages.rawValue:
                network.user(handle: page.firm).map { Self.ids(network.messages(between: reader.id, and: $0.id), of: reader) } ?? []
            default: (letters ?? []).filter(\.isSent).compactMap(\.messageID)
            }
        return Outside(knowledge: await knowledge(ids), letters: letters)
    }

    /// The parts of a page that change, by their ids. Before the first look outside only what does not need one.
    private func regions(_ reader: SandboxUser, _ view: String, _ outside: Outside) throws -> [(String, Markup)] {
        let firm = try firm()
        let needsLook = page.records != nil && outside.knowledge == nil
        let knowledge = outside.knowledge ?? KeptPanel.Knowledge(records: page.records == nil ? nil : [:])
        var regions: [(String, Markup)] = []
        switch view {
        case PageFrame.Tab.posts.rawValue where !needsLook:
            let view = PostsView(reader: reader, firm: firm, threads: network.threads(firm: firm.id), knowledge: knowledge)
            regions.append(("feed", view.feed))
        case PageFrame.Tab.messages.rawValue where !needsLook:
            let messages = network.messages(between: reader.id, and: firm.id)
            if let last = messages.last { reads.saw(messagesUpTo: last.id, reader.id) }
            regions.append(("talk", MessagesView(reader: reader, firm: firm, messages: messages, knowledge: knowledge).talk))
        case PageFrame.Tab.mail.rawValue where outside.knowledge != nil:
            if let view = lettersView(reader, outside.letters, knowledge) { regions.append(("letters", view.rows)) }
        case _ where view.hasPrefix("letter/") && outside.knowledge != nil:
            let id = view.dropFirst("letter/".count)
            if let page = lettersView(reader, outside.letters, knowledge), let letter = outside.letters?.first(where: { $0.id == id }) {
                regions.append(("side", page.side(letter)))
            }
        default: break
        }
        if outside.knowledge != nil || page.mailbox == nil {
            let tab = view.hasPrefix("letter/") ? PageFrame.Tab.mail : PageFrame.Tab(rawValue: view)
            regions.append(("tabs", PageFrame.tabs(try frameReader(reader, outside.letters ?? []), current: tab)))
        }
        return regions
    }

    private func lettersView(_ reader: SandboxUser, _ letters: [SandboxLetter]?, _ knowledge: KeptPanel.Knowledge) -> LettersView? {
        guard let mailbox = page.mailbox, let address = mailbox.address(reader.handle) else { return nil }
        return LettersView(
            reader: reader, address: address, firm: mailbox.firm, letters: letters, knowledge: knowledge, seen: reads.seenLetters(reader.id)
        )
    }
}

/// How many pages are open at once: each is a stream that is kept.
final class OpenPages: Sendable {
    struct Place: Sendable {
        fileprivate let pages: OpenPages
        func leave() { pages.count.withLock { $0 -= 1 } }
    }

    static let limit = 200
    private let count = Mutex(0)

    func enter() -> Place? {
        count.withLock { count in
            guard count < Self.limit else { return nil }
            count += 1
            return Place(pages: self)
        }
    }
}
