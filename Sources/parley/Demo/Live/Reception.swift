import Broker
import Sandbox

/// Lets the made-up colleagues in at the desk: accounts in the server's own register, and one-time links to it.
actor Reception {
    private let setting: Stage.Setting
    private var register: StaffRegister?

    init(_ setting: Stage.Setting) { self.setting = setting }

    /// Makes the accounts, once the server's folder is there; the server puts their rights in force when it runs.
    func open() async throws {
        let register = try StaffRegister(path: setting.home.staff, clock: Server.clock)
        for colleague in Cast.colleagues {
            try await register.add(login: colleague.login, name: colleague.name, roles: [colleague.role], by: nil)
        }
        self.register = register
    }

    /// Where somebody gets in: by a new one-time link as long as they have no password, then by that.
    func way(_ login: String) async throws -> String {
        guard let register else { throw StorageError.cannotOpen("The desk is not open yet.") }
        guard try await register.account(login)?.hasPassword != true else { return "\(setting.base)/" }
        return "\(setting.base)/sign-in/\(try await register.link(for: login))"
    }

    nonisolated var door: SandboxDesk {
        SandboxDesk(
            origin: setting.base,
            seats: Cast.colleagues.map { SandboxDesk.Seat(login: $0.login, name: $0.name, role: $0.role.name) },
            link: { try await self.way($0) })
    }
}
