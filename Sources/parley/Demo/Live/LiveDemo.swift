import AsyncHTTPClient
import Broker
import FoundationEssentials
import Glibc
import Sandbox
import ServiceLifecycle

/// The demo to play with: the network's page, the desk, real mail, until a signal ends it.
struct LiveDemo: Service {
    var wishes: Stage.Wishes
    var format: OutputFormat
    var opensBrowser: Bool

    func run() async throws {
        var wishes = wishes
        wishes.mailboxes = Cast.customers.map(\.mailbox)
        var windows: (mailboxes: CustomerMailboxes, reception: Reception)?
        let stage = try await Stage.set(wishes) { setting in
            let (mailboxes, reception) = (CustomerMailboxes(setting.mail), Reception(setting))
            windows = (mailboxes, reception)
            return SandboxPage(
                firm: Stage.bankHandle, mailbox: mailboxes.window, records: StoredRecords(setting).window, desk: reception.door)
        }
        let outcome: Result<Void, any Error>
        do {
            guard let reception = windows?.reception else { preconditionFailure("the stage asks for the page before it is set") }
            try await reception.open()
            for customer in Cast.customers { try stage.network.createUser(handle: customer.handle, name: customer.name) }
            let keeper = ServerKeeper(stage: stage) { try await tell(stage, reception) }
            outcome = .success(try await keeper.run())
        } catch { outcome = .failure(error) }
        if format == .table { Words.say("Ending.") }
        await windows?.mailboxes.close()
        await stage.end()
        try outcome.get()
    }

    /// What stands ready, in words or as one JSON object.
    private func tell(_ stage: Stage, _ reception: Reception) async throws {
        var people: [Addresses.Colleague] = []
        for colleague in Cast.colleagues {
            people.append(
                Addresses.Colleague(
                    login: colleague.login, name: colleague.name, role: colleague.role.rawValue,
                    link: try await reception.way(colleague.login)))
        }
        let addresses = Addresses(
            network: "http://localhost:\(stage.networkPort)/", desk: "\(stage.base)/", folder: stage.folder,
            customers: Cast.customers.map { Addresses.Customer(handle: $0.handle, name: $0.name, mailbox: $0.mailbox) }, people: people)
        for address in [addresses.network, addresses.desk] + people.map(\.link) { try await Self.waitUntilItAnswers(address) }
        switch format {
        case .json: try JSONOutput.print(addresses)
        case .table: try StandardOutput.write(Array(addresses.words.utf8))
        }
        if opensBrowser, format == .table { DesktopBrowser.open([addresses.network, people[0].link]) }
    }

    private static func waitUntilItAnswers(_ address: String) async throws {
        for _ in 0..<100 {
            if let answer = try? await HTTPClient.shared.execute(HTTPClientRequest(url: address), timeout: .seconds(2)),
                answer.status == .ok
            {
                return
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw StorageError.cannotOpen("\(address) does not answer.")
    }
}
