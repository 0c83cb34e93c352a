import Crypto
import FoundationEssentials

/// Makes webhook deliveries as the network sends them: whole HTTP requests with signed bodies of about 1.3 KB, the same for the same start.
///
/// Seven in ten come from new authors, the others from authors known already; one in sixteen is a private message with a test card number
/// (in a public post it would have the post hidden, and a network would have to be there to do it).
public struct IntakeRequests: Sendable {
    private let key: SymmetricKey
    private let path: String
    /// When the posts were published, in milliseconds since 1970.
    private let published: Int64
    /// How many authors have posted so far.
    public private(set) var authors: UInt64
    private var made: UInt64 = 0
    private var random: UInt64

    /// - Parameters:
    ///   - secret: the account's consumer secret.
    ///   - authors: how many authors earlier deliveries came from.
    ///   - published: milliseconds since 1970; also keeps the ids of different runs apart.
    public init(account: String, secret: String, authors: UInt64, published: Int64) {
        key = SymmetricKey(data: Array(secret.utf8))
        path = "/webhooks/x/\(account)"
        self.published = published
        self.authors = authors
        random = UInt64(published)
    }

    /// The next delivery.
    /// - Parameter onlyNew: whether its author is new in any case.
    public mutating func next(onlyNew: Bool = false) -> [UInt8] {
        let author: UInt64
        if onlyNew || authors == 0 || draw(10) < 7 {
            author = authors
            authors += 1
        } else {
            author = draw(authors)
        }
        made += 1
        // Ids of the network hold the milliseconds in their upper bits; on ours five people write in each.
        let id = ((UInt64(published) + made / 5) << 22) | made % 5
        let text = Int(draw(UInt64(Self.texts.count + 1)))
        let body = text < Self.texts.count ? post(author, id: id, Self.texts[text]) : message(author, id: id)
        return request(Array(body.utf8))
    }

    private func request(_ body: [UInt8]) -> [UInt8] {
        let code = Data(HMAC<SHA256>.authenticationCode(for: body, using: key)).base64EncodedString()
        let head =
            "POST \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n"
            + "x-twitter-webhooks-signature: sha256=\(code)\r\n\r\n"
        return Array(head.utf8) + body
    }

    private func post(_ author: UInt64, id: UInt64, _ text: String) -> String {
        let user = 1_000_000_000 + author
        return #"{"for_user_id":"1","user_has_blocked":false,"tweet_create_events":[{"created_at":"Fri Dec 13 04:48:09 +0000 2019","#
            + #""id":\#(id),"id_str":"\#(id)","text":"\#(text)","display_text_range":[0,120],"#
            + #""source":"<a href=\"https://mobile.network.test\" rel=\"nofollow\">Network for phones</a>","truncated":false,"#
            + #""in_reply_to_status_id":null,"in_reply_to_status_id_str":null,"in_reply_to_user_id":1,"in_reply_to_user_id_str":"1","#
            + #""in_reply_to_screen_name":"NorthbridgeHelp","user":{"id":\#(user),"id_str":"\#(user)","name":"Customer \#(author)","#
            + #""screen_name":"customer\#(author)","location":"Leeds","url":null,"description":"Walks, tea and trains.","#
            + #""protected":false,"verified":false,"followers_count":212,"friends_count":180,"listed_count":1,"favourites_count":940,"#
            + #""statuses_count":1873,"created_at":"Wed Mar 09 21:03:11 +0000 2011","geo_enabled":false,"lang":null,"#
            + #""profile_image_url_https":"https://images.network.test/profile_images/\#(user)/normal.jpg","default_profile":true},"#
            + #""geo":null,"coordinates":null,"place":null,"contributors":null,"is_quote_status":false,"quote_count":0,"reply_count":0,"#
            + #""retweet_count":0,"favorite_count":0,"entities":{"hashtags":[],"urls":[],"user_mentions":[{"id":1,"id_str":"1","#
            + #""name":"Northbridge Bank","screen_name":"NorthbridgeHelp","indices":[0,16]}],"symbols":[]},"favorited":false,"#
            + #""retweeted":false,"filter_level":"low","lang":"en","timestamp_ms":"\#(published)"}]}"#
    }

    private func message(_ author: UInt64, id: UInt64) -> String {
        func user(_ id: UInt64, _ name: String, _ handle: String) -> String {
            #""\#(id)":{"id":"\#(id)","created_timestamp":"1299704591000","name":"\#(name)","screen_name":"\#(handle)","#
                + #""description":"Walks, tea and trains.","protected":false,"verified":false,"followers_count":212,"#
                + #""friends_count":180,"statuses_count":1873,"#
                + #""profile_image_url":"http://images.network.test/profile_images/\#(id)/normal.jpg","#
                + #""profile_image_url_https":"https://images.network.test/profile_images/\#(id)/normal.jpg"}"#
        }
        let sender = 1_000_000_000 + author
        return #"{"for_user_id":"1","direct_message_events":[{"type":"message_create","id":"\#(id)","created_timestamp":"\#(published)","#
            + #""message_create":{"target":{"recipient_id":"1"},"sender_id":"\#(sender)","source_app_id":"268278","#
            + #""message_data":{"text":"Hello, my card 4111 1111 1111 1111 was declined at the till again this morning. What is going on?","#
            + #""entities":{"hashtags":[],"symbols":[],"user_mentions":[],"urls":[]}}}}],"#
            + #""apps":{"268278":{"id":"268278","name":"Network for phones","url":"https://mobile.network.test"}},"users":{"#
            + user(sender, "Customer \(author)", "customer\(author)") + "," + user(1, "Northbridge Bank", "NorthbridgeHelp") + "}}"
    }

    /// SplitMix64: a number below the limit, the same in every run that starts alike.
    private mutating func draw(_ limit: UInt64) -> UInt64 {
        random &+= 0x9E37_79B9_7F4A_7C15
        var mixed = random
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (mixed ^ (mixed >> 31)).multipliedFullWidth(by: limit).high
    }

    private static let texts = [
        "@NorthbridgeHelp the app has been logging me out since this morning, is there a known problem?",
        "@NorthbridgeHelp still waiting for the new card you said would be here on Monday. It is Thursday.",
        "@NorthbridgeHelp how do I raise my transfer limit for a house deposit? Branch is shut on Saturdays here",
        "@NorthbridgeHelp thanks for sorting that out so quickly, much appreciated",
        "@NorthbridgeHelp I was charged twice for the same payment at the station yesterday evening, can you look?",
        "@NorthbridgeHelp nobody picks up the phone. Forty minutes of music. I have had enough of this",
        "@NorthbridgeHelp can somebody tell me whether the Leeds branch opens on the bank holiday?",
        "@NorthbridgeHelp got a text that says my account is locked with a link in it, is that you or a scam?",
        "@NorthbridgeHelp standing order for the rent went out a day late and the landlord is not amused",
        "@NorthbridgeHelp is there a fee for using my debit card in Norway next week? Cannot find it on the site",
        "@NorthbridgeHelp please change my address, I moved in March and letters still go to the old flat",
        "@NorthbridgeHelp app update broke the fingerprint log in on my phone. Anybody else?",
        "@NorthbridgeHelp I want to make a formal complaint about how the mortgage team has treated my parents",
        "@NorthbridgeHelp the cash machine on Otley Road swallowed my card and gave no receipt",
        "@NorthbridgeHelp why does a transfer to my own savings account take until tomorrow?",
    ]
}
