import Broker
import Hummingbird
import NIOCore

/// A request on its way: who asks, once that is known.
struct ConsoleContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Somebody of the firm, by a bearer token or a session.
    var member: Member?
    /// The session, where the request has one.
    var session: Session?
    /// What every page of a session shows beside its own content.
    var visit: Visit?
    /// Where the connection comes from: an IP address, or a word where there is none.
    let peer: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// Nothing that is posted here is longer.
    var maxUploadSize: Int { 3 << 20 }

    /// Who asks, if they may; the one way to somebody's name in a route.
    func member(who permission: Permission) throws -> Member {
        guard let member else { throw SignInNeeded() }
        guard member.may(permission) else {
            let roles = Role.allCases.filter { $0.permissions.contains(permission) }.map(\.name)
            throw HTTPError(.forbidden, message: "This needs one of the roles: \(roles.joined(separator: ", ")).")
        }
        return member
    }

    /// The visit, for a page that needs a permission.
    func visit(who permission: Permission) throws -> Visit {
        _ = try member(who: permission)
        guard let visit else { throw SignInNeeded() }
        return visit
    }
}
