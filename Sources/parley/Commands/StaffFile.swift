import Broker

/// The register of accounts in a server's folder, for commands.
struct StaffFile {
    let register: StaffRegister
    private let address: String

    private struct Link: Encodable {
        var login: String
        var link: String
    }

    init(_ home: Home) throws {
        // Says what to do where there is no server's folder.
        address = try ServerConfiguration.read(from: home.configuration).address
        register = try StaffRegister(path: home.staff, clock: Server.clock)
    }

    func printLink(for login: String, _ format: OutputFormat) async throws {
        let link = "\(address)/sign-in/\(try await register.link(for: login))"
        switch format {
        case .json: try JSONOutput.print(Link(login: login, link: link))
        case .table:
            try StandardOutput.write(Array("\(link)\n".utf8))
            Words.say("Give it to \(login) in person or by telephone. It works once, for 24 hours.")
        }
    }
}
