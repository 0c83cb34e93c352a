import Logging
import Mail
import Social

/// The firm's accounts as its configuration names them, each with what hears it and what speaks for it.
struct ServerChannels {
    private(set) var accounts: [ChannelAccount] = []
    private(set) var receivers: [WebhookReceiver] = []
    private(set) var carriers: [Carrier] = []
    private(set) var polls: [MailPoll] = []
    private(set) var chats: [WebChat] = []

    private let hashes: KeyedHashes
    private let intake: Intake
    private let clock: @Sendable () -> Timestamp

    init(hashes: KeyedHashes, intake: Intake, clock: @escaping @Sendable () -> Timestamp) {
        self.hashes = hashes
        self.intake = intake
        self.clock = clock
    }

    mutating func add(_ x: ServerConfiguration.XAccount, over connections: Connections) throws {
        let isSandbox = x.network == "sandbox"
        let account = try account(x.name, isSandbox ? .sandbox : .x, isSandbox ? .sandboxPublic : .xPublic, isSandbox ? .sandboxDM : .xDM)
        guard let user = XUserID(x.userID) else { throw StorageError.cannotOpen("The user id of \(x.name) is not a number.") }
        let clock = clock
        let connector = XConnector(
            account: Social.XAccount(id: user, accessToken: try ServerConfiguration.secret(x.accessTokenFile)), scheme: x.scheme,
            authority: x.authority, over: connections, now: { clock().milliseconds })
        let signature = XSignature(consumerSecret: try ServerConfiguration.secret(x.consumerSecretFile))
        accounts.append(account)
        receivers.append(WebhookReceiver(account: account, signature: signature, intake: intake))
        carriers.append(.x(connector, account: account.id, settling: isSandbox ? .seconds(1) : .seconds(30)))
    }

    mutating func add(_ mailbox: ServerConfiguration.Mailbox, tokens: ReplyTokens, logger: Logger) throws {
        let mail = try MailAccount(mailbox)
        let account = try account(mailbox.address, .mail, .plainEmail, .secureEmail)
        accounts.append(account)
        carriers.append(.mail(mail, sender: try mail.sender(), id: account.id, clock: clock))
        polls.append(MailPoll(account: mail, id: account.id, intake: intake, tokens: tokens, logger: logger))
    }

    mutating func add(_ chat: ServerConfiguration.ChatAccount, watch: ChatWatch, limits: ChatLimits) throws {
        if let problem = chat.problem { throw StorageError.cannotOpen(problem) }
        // Other kinds of accounts are named by addresses or handles of their own.
        let account = try account("chat/\(chat.name)", .web, .webChatAnonymous, .webChatAnonymous)
        accounts.append(account)
        chats.append(WebChat(chat, account: account, intake: intake, watch: watch, limits: limits, clock: clock))
        carriers.append(.chat(account: account.id, clock: clock))
    }

    /// The account of that name: its number follows from the store's key, so that it is the same after every start.
    private func account(_ name: String, _ network: Network, _ publicKind: ChannelKind, _ privateKind: ChannelKind) throws
        -> ChannelAccount
    {
        guard let stream = StreamID(hashes.secret("channel account", name).bytes) else {
            throw StorageError.damaged("an account's id is zero")
        }
        return ChannelAccount(
            id: ChannelAccountID(stream), name: name, network: network, publicKind: publicKind, privateKind: privateKind)
    }
}
