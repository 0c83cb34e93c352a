import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// The people's side: whoever demonstrates or tests writes posts and messages as customers, and plans what goes wrong.
struct ControlRoutes {
    let network: SandboxNetwork
    let courier: SandboxCourier
    let held: HeldAnswers

    func add(to group: RouterGroup<SandboxContext>) {
        group.post("users") { request, context in
            let new = try await request.decode(as: ControlBodies.User.self, context: context)
            let user = try answering { () throws(SandboxError) in
                try network.createUser(handle: new.handle, name: new.name ?? new.handle, acceptsMessages: new.acceptsMessages ?? true)
            }
            return created(["id": .text(user.id), "handle": .string(user.handle)])
        }
        group.post("posts") { request, context in
            let new = try await request.decode(as: ControlBodies.Post.self, context: context)
            let post = try answering { () throws(SandboxError) in
                let author = try person(new.author)
                if let original = new.repostOf { return try network.repost(try number(original), as: author) }
                guard let text = new.text else { throw .badText }
                if let old = new.editOf { return try network.edit(try number(old), as: author, text) }
                return try network.post(
                    as: author, text, inReplyTo: try new.inReplyTo.map { value throws(SandboxError) in try number(value) })
            }
            return created(["id": .text(post.id), "text": .string(post.text)])
        }
        group.delete("posts/{id}") { request, context in
            try answering { () throws(SandboxError) in
                let id = try number(context.parameters.get("id") ?? "")
                guard let post = network.post(id) else { throw .unknownPost }
                try network.delete(id, as: post.author)
            }
            return SandboxAnswer.Reply(200, ["deleted": true]).response
        }
        group.post("messages") { request, context in
            let new = try await request.decode(as: ControlBodies.Message.self, context: context)
            let message = try answering { () throws(SandboxError) in
                try network.message(as: try person(new.author), to: try person(new.to), new.text ?? "")
            }
            return created(["id": .text(message.id)])
        }
        group.post("encrypted-messages") { request, context in
            let new = try await request.decode(as: ControlBodies.Message.self, context: context)
            let id = try answering { () throws(SandboxError) in
                try network.encryptedMessage(as: try person(new.author), to: try person(new.to))
            }
            return created(["id": .text(id)])
        }
        group.delete("subscriptions/{account}") { _, context in
            try answering { () throws(SandboxError) in try network.revoke(try person(context.parameters.get("account") ?? "")) }
            return SandboxAnswer.Reply(200, ["revoked": true]).response
        }
        group.post("subscriptions") { request, context in
            let new = try await request.decode(as: ControlBodies.Subscription.self, context: context)
            let account = try answering { () throws(SandboxError) in
                let account = try person(new.account)
                try network.subscribe(
                    SandboxSubscription(
                        account: account, url: new.url, consumerSecret: new.consumerSecret, accessToken: new.accessToken,
                        shape: new.shape ?? .accountActivity))
                return account
            }
            return created(["account": .text(account), "valid": .boolean(try await courier.challenge(account))])
        }
        group.put("faults") { request, context in
            network.plan(try await request.decode(as: FaultPlan.self, context: context))
            return SandboxAnswer.Reply(200, ["planned": true]).response
        }
        group.post("drain") { _, _ in
            try await courier.drain()
            return state()
        }
        group.post("release") { _, _ in
            held.release()
            return state()
        }
        group.get("state") { _, _ in state() }
    }

    /// Somebody named by handle, with or without `@`, or by id.
    private func person(_ name: String) throws(SandboxError) -> UInt64 {
        if let user = network.user(handle: name.hasPrefix("@") ? String(name.dropFirst()) : name) { return user.id }
        guard let id = UInt64(name), network.user(id) != nil else { throw .unknownUser }
        return id
    }

    private func number(_ text: String) throws(SandboxError) -> UInt64 {
        guard let number = UInt64(text) else { throw .unknownPost }
        return number
    }

    /// A refusal becomes an answer that says why.
    private func answering<Result>(_ body: () throws(SandboxError) -> Result) throws -> Result {
        do {
            return try body()
        } catch {
            throw HTTPError(error == .full ? .serviceUnavailable : .badRequest, message: error.description)
        }
    }

    private func created(_ value: WireValue) -> Response { SandboxAnswer.Reply(201, value).response }

    private func state() -> Response {
        SandboxAnswer.Reply(200, network.dump(newest: 100)).response
    }
}
