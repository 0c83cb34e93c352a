import FoundationEssentials
import Ledger
import Verifier

/// What a server is told about its firm and its accounts: `server.json` in its folder. Secrets stand in files of their own.
public struct ServerConfiguration: Codable, Sendable {
    public var legalEntity: String
    public var brand: String
    public var product: String
    public var jurisdiction: String
    /// The log's name, for its life.
    public var origin: String
    /// Folder of packs, lexicons, calendars and service levels.
    public var policies: String
    /// How the public reaches this server, without a slash at the end.
    public var address: String
    public var port: Int
    public var handoffMinutes: Int
    /// How long attachments and unreadable bytes may wait for a scan before they are destroyed; nil is 24 hours.
    public var quarantineSeconds: Int?
    /// How long a letter waits for what came along with it; what takes longer is read after the letter was taken in. Nil is 4.
    public var attachmentSeconds: Int?
    /// Where the permission of X to keep what was deleted there is on file; nil is none, and then policy takes its words away.
    public var xPermission: String?
    public var x: [XAccount]
    public var mail: [Mailbox]
    /// Web chats; nil is none.
    public var chat: [ChatAccount]?
    /// The header in which a proxy in front of this server says who asks, such as `X-Forwarded-For`; its last address counts. Nil where nothing
    /// stands in front.
    public var proxyHeader: String?
    public var staff: [Staff]
    /// Who holds the roles that packs name for approvals and that are no roles of the desk: logins by role.
    public var approvers: [String: [String]]?
    /// The words by which a conversation is closed, in place of the usual ones.
    public var resolutionCodes: [String]?
    public var sentiments: [String]?
    /// Whether everybody may read the log's checkpoint and hash tiles; entries are the auditor's in any case. Nil is no.
    public var openLog: Bool?
    /// Witnesses that are asked to cosign; nil is none.
    public var witnesses: Witnesses?

    /// An authority that stamps checkpoints with the time; nil is none.
    public var timeStamps: TimeStamps?

    /// A time-stamp authority (RFC 3161).
    public struct TimeStamps: Codable, Sendable {
        /// Where requests are posted.
        public var url: String
        /// Certificates in PEM under which its answers are believed.
        public var authorityFile: String
        /// So many seconds lie between two of them; nil is 3,600.
        public var seconds: Int?

        public init(url: String, authorityFile: String, seconds: Int? = nil) {
            self.url = url
            self.authorityFile = authorityFile
            self.seconds = seconds
        }

        func read() throws -> TimeStampAuthority {
            guard let pem = FileManager.default.contents(atPath: authorityFile) else {
                throw StorageError.cannotOpen("The authority's certificates \(authorityFile) cannot be read.")
            }
            do { return try TimeStampAuthority(pem: [UInt8](pem)) } catch {
                throw StorageError.cannotOpen("\(authorityFile) holds no certificates of a time-stamp authority: \(error).")
            }
        }

        private enum CodingKeys: String, CodingKey {
            case url, seconds
            case authorityFile = "authority_file"
        }
    }

    /// Who cosigns the log's checkpoints, and what waits for it.
    public struct Witnesses: Codable, Sendable {
        /// A file with a C2SP tlog-policy: the witnesses with their addresses, and the quorum.
        public var policy: String
        /// The shortest time between two rounds, in milliseconds; nil is 1,000.
        public var intervalMilliseconds: Int?
        /// Acts, by their words, that leave only after a quorum has seen their entry.
        public var acts: [String]?

        public init(policy: String, intervalMilliseconds: Int? = nil, acts: [String]? = nil) {
            self.policy = policy
            self.intervalMilliseconds = intervalMilliseconds
            self.acts = acts
        }

        var interval: Duration { .milliseconds(max(1, intervalMilliseconds ?? 1_000)) }

        /// The policy, for this log. What cannot be met or names no address is refused: acts would wait for ever.
        func read(log: KeyRing) throws -> Ledger.WitnessPolicy {
            guard let data = FileManager.default.contents(atPath: policy) else {
                throw StorageError.cannotOpen("The witness policy \(policy) cannot be read.")
            }
            let read: Ledger.WitnessPolicy
            do { read = try Ledger.WitnessPolicy(parsing: [UInt8](data)) } catch {
                throw StorageError.cannotOpen("\(policy) is no witness policy: \(error).")
            }
            guard read.logs.isEmpty || read.logs.contains(where: { log.keys.contains($0.key) }) else {
                throw StorageError.cannotOpen("\(policy) is for other logs than \(log.name).")
            }
            guard read.isMet(by: read.witnesses.filter { $0.url != nil }.map(\.key)) else {
                throw StorageError.cannotOpen("\(policy): the witnesses that have an address are too few for its quorum.")
            }
            let known = ActWords.all
            for act in acts ?? [] where !known.contains(act) {
                throw StorageError.cannotOpen("witnesses.acts: there is no act \(act). One of: \(known.joined(separator: ", ")).")
            }
            return read
        }

        private enum CodingKeys: String, CodingKey {
            case policy, acts
            case intervalMilliseconds = "interval_milliseconds"
        }
    }

    /// An account on X, or on a network that speaks its formats.
    public struct XAccount: Codable, Sendable {
        public var name: String
        public var userID: String
        /// `x` or `sandbox`: which channel kinds its messages are.
        public var network: String
        public var scheme: String
        public var authority: String
        public var consumerSecretFile: String
        public var accessTokenFile: String

        public init(
            name: String, userID: String, network: String, scheme: String, authority: String, consumerSecretFile: String,
            accessTokenFile: String
        ) {
            self.name = name
            self.userID = userID
            self.network = network
            self.scheme = scheme
            self.authority = authority
            self.consumerSecretFile = consumerSecretFile
            self.accessTokenFile = accessTokenFile
        }
    }

    public struct Mailbox: Codable, Sendable {
        public var address: String
        public var displayName: String?
        public var imapHost: String
        public var imapPort: UInt16
        public var submissionHost: String
        public var submissionPort: UInt16
        /// A PEM file; nil for the system's authorities.
        public var authorityFile: String?
        public var user: String
        public var passwordFile: String
        public var hostName: String
        /// Names under which our receiving servers report what they found out about senders.
        public var trustedServers: [String]

        public init(
            address: String, displayName: String?, imapHost: String, imapPort: UInt16, submissionHost: String, submissionPort: UInt16,
            authorityFile: String?, user: String, passwordFile: String, hostName: String, trustedServers: [String]
        ) {
            self.address = address
            self.displayName = displayName
            self.imapHost = imapHost
            self.imapPort = imapPort
            self.submissionHost = submissionHost
            self.submissionPort = submissionPort
            self.authorityFile = authorityFile
            self.user = user
            self.passwordFile = passwordFile
            self.hostName = hostName
            self.trustedServers = trustedServers
        }
    }

    /// Somebody who may use the API: by the SHA-256 of their token, so that this file gives nothing away.
    public struct Staff: Codable, Sendable {
        public var login: String
        /// One or more of `agent`, `supervisor`, `compliance_officer`, `auditor` and `administrator`, with spaces between them.
        public var role: String
        public var tokenSHA256: String

        public init(login: String, role: String, tokenSHA256: String) {
            self.login = login
            self.role = role
            self.tokenSHA256 = tokenSHA256
        }
    }

    public init(
        legalEntity: String, brand: String, product: String = "not_assessed", jurisdiction: String, origin: String, policies: String,
        address: String, port: Int, handoffMinutes: Int = 30, x: [XAccount] = [], mail: [Mailbox] = [], chat: [ChatAccount]? = nil,
        staff: [Staff] = []
    ) {
        self.legalEntity = legalEntity
        self.brand = brand
        self.product = product
        self.jurisdiction = jurisdiction
        self.origin = origin
        self.policies = policies
        self.address = address
        self.port = port
        self.handoffMinutes = handoffMinutes
        self.x = x
        self.mail = mail
        self.chat = chat
        self.staff = staff
    }

    private enum CodingKeys: String, CodingKey {
        case legalEntity = "legal_entity"
        case brand, product, jurisdiction, origin, policies, address, port
        case handoffMinutes = "handoff_minutes"
        case quarantineSeconds = "quarantine_seconds"
        case attachmentSeconds = "attachment_seconds"
        case xPermission = "x_permission_ref"
        case proxyHeader = "proxy_header"
        case x, mail, chat, staff, approvers, sentiments, witnesses
        case openLog = "open_log"
        case timeStamps = "time_stamps"
        case resolutionCodes = "resolution_codes"
    }

    public static func read(from path: String) throws -> ServerConfiguration {
        guard let data = FileManager.default.contents(atPath: path) else {
            try Home.requireRights(to: path)
            throw StorageError.cannotOpen(
                "There is no \(path). Make a server's folder with `parley serve --init`, or name another with --home.")
        }
        do { return try JSONDecoder().decode(ServerConfiguration.self, from: data) } catch let error as DecodingError {
            throw StorageError.cannotOpen("\(path) cannot be used: \(error.place).")
        }
    }

    public func write(to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(self).write(to: URL(filePath: path))
    }

    /// The first line of a secret's file.
    static func secret(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path),
            let line = String(data: data, encoding: .utf8)?.split(separator: "\n").first
        else {
            throw StorageError.cannotOpen("The secret file \(path) cannot be read; it holds one line and belongs to the server's user.")
        }
        return String(line)
    }
}

extension DecodingError {
    /// Where and what, without the value.
    var place: String {
        func path(_ context: Context) -> String { context.codingPath.map(\.stringValue).joined(separator: ".") }
        return switch self {
        case .keyNotFound(let key, let context): "\(path(context).isEmpty ? "" : path(context) + ".")\(key.stringValue) is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "\(path(context)) has the wrong type"
        case .dataCorrupted(let context): "it is not JSON, or \(path(context)) is not what it must be"
        @unknown default: "it is not what it must be"
        }
    }
}

extension ServerConfiguration {
    /// Those of the roles that packs name for approvals which nobody holds: no role of the desk, and no login under ``approvers``.
    public func rolesOfNobody(among roles: [String]) -> [String] {
        Set(roles).filter { Role(rawValue: $0) == nil && (approvers?[$0] ?? []).isEmpty }.sorted()
    }
}
