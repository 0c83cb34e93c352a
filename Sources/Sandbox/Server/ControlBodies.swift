/// Bodies that the control routes take, in the spelling of the network's own formats.
enum ControlBodies {
    struct User: Decodable {
        var handle: String
        var name: String?
        var acceptsMessages: Bool?

        enum CodingKeys: String, CodingKey {
            case handle, name
            case acceptsMessages = "accepts_messages"
        }
    }

    /// A post, an edit of one (`edit_of`) or a repost (`repost_of`).
    struct Post: Decodable {
        var author: String
        var text: String?
        var inReplyTo: String?
        var editOf: String?
        var repostOf: String?

        enum CodingKeys: String, CodingKey {
            case author = "as"
            case text
            case inReplyTo = "in_reply_to"
            case editOf = "edit_of"
            case repostOf = "repost_of"
        }
    }

    struct Message: Decodable {
        var author: String
        var to: String
        /// Nil in an encrypted message.
        var text: String?

        enum CodingKeys: String, CodingKey {
            case author = "as"
            case to, text
        }
    }

    struct Subscription: Decodable {
        var account: String
        var url: String
        var consumerSecret: String
        var accessToken: String
        var shape: SandboxSubscription.Shape?

        enum CodingKeys: String, CodingKey {
            case account, url, shape
            case consumerSecret = "consumer_secret"
            case accessToken = "access_token"
        }
    }
}
