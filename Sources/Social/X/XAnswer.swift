/// X's answer to a request, read only as far as something depends on it.
struct XAnswer {
    var status: Int
    /// Seconds, meaningful with 429.
    var retryAfter: Int
    /// Nil if it broke off or was longer than allowed.
    var body: [UInt8]?

    /// What the act brought forth: the new identifier, or the one acted on. Nil where the answer does not confirm the act.
    func identifier(of act: XAct) -> String? {
        guard let data = document?.root["data"] else { return nil }
        switch act {
        case .post, .reply, .quote: return data["id"]?.plainBytes.flatMap { XPostID(digits: $0) }?.description
        case .message: return data["dm_event_id"]?.plainBytes.flatMap { XMessageID(digits: $0) }?.description
        case .hide(let post): return data["hidden"]?.boolean == true ? post.description : nil
        case .unhide(let post): return data["hidden"]?.boolean == false ? post.description : nil
        case .like(let post): return data["liked"]?.boolean == true ? post.description : nil
        case .repost(let post): return data["retweeted"]?.boolean == true ? post.description : nil
        case .delete(let post): return data["deleted"]?.boolean == true ? post.description : nil
        }
    }

    /// X's word for a refusal: the last part of the problem type (RFC 9457), or that it was a duplicate, or the status.
    var reason: String {
        let root = document?.root
        if status == 403, let detail = root?["detail"]?.string, detail.utf8.count < 512, detail.contains("duplicate content") {
            return "duplicate-content"
        }
        guard let type = root?["type"]?.plainBytes, type.starts(with: "https://".utf8) else { return "http-\(status)" }
        let word = type.suffix(from: type.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? type.startIndex)
        let isWord =
            (1...64).contains(word.count)
            && word.allSatisfy { $0 == UInt8(ascii: "-") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
        return isWord ? String(decoding: word, as: UTF8.self) : "http-\(status)"
    }

    var document: JSONDocument? {
        guard let body else { return nil }
        return try? JSONDocument(body)
    }
}
