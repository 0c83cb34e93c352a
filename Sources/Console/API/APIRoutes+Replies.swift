import Broker
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// What goes out: replies, deeds and handoffs, each decided by policy.
extension APIRoutes {
    /// What is posted to send a reply.
    struct ReplyBody: Decodable {
        var text: String
        var channel: String
        var act: String?
        var seen: UInt64
        /// 32 hexadecimal digits, random: the same twice is sent once.
        var id: String
        /// The event of the message that it answers, where it is not for the first of the conversation's parties on the channel.
        var answers: String?
        /// The held reply of the same author that this one is written instead of.
        var replaces: String?
        /// When it is to go out by itself, such as `2027-02-01T09:00:00Z`; at once where it is left out.
        var at: String?
        /// Files that go along, each with its bytes in base 64.
        var attachments: [FileBody]?
    }
    struct FileBody: Decodable {
        var name: String
        var data: Data
    }
    /// Something that is done to a message: a like, a repost, a quotation with words of our own.
    struct DeedBody: Decodable {
        var act: String
        var text: String?
        /// The event of the message.
        var message: String
        var seen: UInt64
        var id: String
    }
    struct HandoffBody: Decodable {
        var destination: String
        var channel: String
        var seen: UInt64
        var id: String
    }
    struct ReplyAnswer: Encodable {
        var send: String
        var index: UInt64
        var decision: String
        var instead: [String]
        var rules: [String]
        var approver: String?
        /// Every role that must agree.
        var approvers: [String]
        /// When it goes out by itself, where it was written for later.
        var at: String?
    }
    /// What a person may ask for by name; the other acts have addresses of their own.
    private static let acts: Set<String> = [ActWords.reply, ActWords.privateReply, ActWords.acknowledgement, ActWords.survey]

    func addReplies(_ api: RouterGroup<ConsoleContext>) {
        api.post("conversations/:id/replies") { request, context in
            let body: ReplyBody = try await read(request, upTo: 4 << 20)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let channel = ChannelKind(word: body.channel) else {
                throw HTTPError(.badRequest, message: "There is no channel \(body.channel).")
            }
            guard let send = EventID(body.id) else { throw HTTPError(.badRequest, message: "The id must be 32 hexadecimal digits.") }
            let act = body.act ?? ActWords.reply
            guard Self.acts.contains(act) else {
                throw HTTPError(.badRequest, message: "A reply is one of: \(Self.acts.sorted().joined(separator: ", ")).")
            }
            guard body.text.contains(where: { !$0.isWhitespace }), body.text.utf8.count <= 64 << 10 else {
                throw HTTPError(.badRequest, message: "A reply has at least one character and at most 64 KB.")
            }
            let answers = body.answers.flatMap { EventID($0) }
            guard (answers == nil) == (body.answers == nil) else {
                throw HTTPError(.badRequest, message: "The message that it answers must be 32 hexadecimal digits.")
            }
            let goesOut = try body.at.map(Self.instant)
            var reply = Desk.Reply(
                conversation: id, text: body.text, channel: channel, act: act, seen: body.seen, answers: answers, goesOut: goesOut)
            reply.files = (body.attachments ?? []).map { Desk.File(name: $0.name, bytes: Array($0.data)) }
            guard let replaced = body.replaces else {
                return try json(ReplyAnswer(try await server.desk.submit(reply, by: staff, id: send)))
            }
            guard let held = EventID(replaced) else {
                throw HTTPError(.badRequest, message: "The reply that it replaces must be 32 hexadecimal digits.")
            }
            return try json(ReplyAnswer(try await server.desk.submit(reply, replacing: held, by: staff, id: send)))
        }
        api.post("conversations/:id/deeds") { request, context in
            let body: DeedBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let send = EventID(body.id), let message = EventID(body.message) else {
                throw HTTPError(.badRequest, message: "The id and the message must be 32 hexadecimal digits.")
            }
            if body.act == ActWords.pin { throw HTTPError(.badRequest, message: Desk.nobodyPins) }
            guard Desk.deeds.contains(body.act) else {
                throw HTTPError(.badRequest, message: "What can be done to a message is one of: \(Desk.deeds.joined(separator: ", ")).")
            }
            if let text = body.text {
                guard text.contains(where: { !$0.isWhitespace }), text.utf8.count <= 64 << 10 else {
                    throw HTTPError(.badRequest, message: "The words of a quotation are at least one character and at most 64 KB.")
                }
            }
            let deed = Desk.Deed(conversation: id, act: body.act, message: message, seen: body.seen, text: body.text)
            return try json(ReplyAnswer(try await server.desk.submit(deed, by: staff, id: send)))
        }
        api.post("conversations/:id/handoffs") { request, context in
            let body: HandoffBody = try await read(request)
            let (id, staff) = (try conversation(context), try acting(context))
            guard let channel = ChannelKind(word: body.channel), let send = EventID(body.id) else {
                throw HTTPError(.badRequest, message: "A handoff needs a channel and an id of 32 hexadecimal digits.")
            }
            let answer = try await server.handoffs.offer(
                id, destination: body.destination, channel: channel, seen: body.seen, by: staff, id: send)
            return try json(ReplyAnswer(answer))
        }
    }

    private static func instant(_ text: String) throws -> Timestamp {
        do { return try Timestamp(iso8601: text) } catch {
            throw HTTPError(.badRequest, message: "The time is an instant such as 2027-02-01T09:00:00Z.")
        }
    }
}

extension APIRoutes.ReplyAnswer {
    init(_ answer: Desk.Answer) {
        send = answer.send.description
        index = answer.receipt.index
        instead = answer.blocked?.instead ?? []
        approver = answer.held?.approver
        approvers = answer.held?.approvers ?? []
        at = (answer.held ?? answer.scheduled)?.goesOut?.description
        if let blocked = answer.blocked {
            decision = Verdict.block.word
            rules = blocked.rules.map { "\($0.pack)/\($0.rule)" }
        } else if let held = answer.held {
            decision = Verdict.hold.word
            rules = held.rules.map { "\($0.pack)/\($0.rule)" }
        } else {
            let queued =
                answer.scheduled?.queued
                ?? answer.receipt.events.lazy.compactMap { if case .queued(let queued) = $0 { queued } else { nil } }.first
            decision = queued?.decision ?? Verdict.send.word
            rules = queued?.rules.map { "\($0.pack)/\($0.rule)" } ?? []
        }
    }
}
