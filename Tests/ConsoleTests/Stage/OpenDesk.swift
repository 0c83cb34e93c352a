import AsyncHTTPClient
import Crypto
import Foundation
import Glibc
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Scratch
import Testing

@testable import Broker
@testable import Console

/// A whole server in this process, on a port of its own, with a real signer beside it; taken down whatever happens.
struct OpenDesk: Sendable {
    let server: Broker.Server
    let base: String
    let token: String

    /// What goes wrong on the stage itself.
    struct Trouble: Error { var words: String }

    static let password = "four green umbrellas dry"

    /// Opens a desk in a folder of its own.
    static func open(_ body: @Sendable (OpenDesk) async throws -> Void) async throws {
        let folder = TemporaryFolder()
        defer { withExtendedLifetime(folder) {} }
        try await open(in: folder.path, body)
    }

    /// Opens a desk in a folder that may have been one before.
    static func open<R: Sendable>(in folder: String, _ body: @Sendable (OpenDesk) async throws -> R) async throws -> R {
        let home = Home(folder + "/server")
        let token = "token-of-otto-0123456789"
        if !home.isIncepted {
            for name in ["consumer-secret", "access-token"] {
                try Data("\(name) of nobody\n".utf8).write(to: URL(filePath: folder + "/" + name))
            }
            let digest = SHA256.hash(data: Array(token.utf8)).map { String(String(UInt16($0) + 256, radix: 16).dropFirst()) }.joined()
            try home.create(
                ServerConfiguration(
                    legalEntity: "NB-UK", brand: "Northbridge", jurisdiction: "GB", origin: "log.northbridge.test/nb-uk",
                    policies: URL(filePath: #filePath).appending(path: "../../../../Policies").standardized.path(percentEncoded: false),
                    address: "http://desk.northbridge.test", port: 0,
                    x: [
                        ServerConfiguration.XAccount(
                            name: "northbridge", userID: "2975699229", network: "sandbox", scheme: "http", authority: "127.0.0.1:9",
                            consumerSecretFile: folder + "/consumer-secret", accessTokenFile: folder + "/access-token")
                    ], staff: [ServerConfiguration.Staff(login: "otto", role: "auditor", tokenSHA256: digest)]))
        }
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let server = try await Broker.Server(home: home, executable: executable, logger: logger)
        let result: Result<R, any Error>
        do {
            result = .success(
                try await WebApplication.make(server, logger: logger).test(.live) { client in
                    guard let port = client.port else { throw Trouble(words: "the server has no port") }
                    return try await body(OpenDesk(server: server, base: "http://127.0.0.1:\(port)", token: token))
                })
        } catch { result = .failure(error) }
        try await server.close()
        return try result.get()
    }

    /// The program, which stands beside the bundle of the tests: the signer is one of its commands.
    private static var executable: String {
        Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL.deletingLastPathComponent().appending(path: "parley")
            .path(percentEncoded: false)
            ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "parley").path(percentEncoded: false)
    }

    /// An account that can sign in. Its password is hashed with little work: what that costs has tests of its own.
    func add(_ login: String, _ roles: Set<Role>) async throws {
        let register = server.entrance.register
        try await register.add(login: login, name: login.capitalized, roles: roles, by: nil)
        try await server.entrance.takeUp()
        let hash = try PasswordHash.of(Self.password, salt: RandomIDs.bytes(16), work: 4)
        _ = try await register.use(link: try await register.link(for: login), name: login.capitalized, password: hash)
    }

    /// A browser that is signed in.
    func browser(_ login: String, _ roles: Set<Role>) async throws -> DeskBrowser {
        try await add(login, roles)
        var browser = DeskBrowser(base: base)
        try await browser.signIn(login)
        return browser
    }

    /// A customer's public post; returns the conversation it began.
    func post(_ text: String, from author: String, ago: Int64 = 0) async throws -> ConversationID {
        let account = try #require(server.accounts.first)
        let published = Timestamp(milliseconds: Broker.Server.clock().milliseconds - ago)
        let outcome = try await server.intake.receive(
            Intake.Envelope(
                account: account.id, channel: account.publicKind, published: published, providerID: RandomIDs.event().description,
                threadID: nil, address: author, handle: author, name: author.capitalized, proof: .network, trail: Trail(), automatic: false),
            text: text)
        return try #require(outcome.receipt?.conversation)
    }
}
