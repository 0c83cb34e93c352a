/// The REST calls of version 2 that an account of the firm makes.
extension SandboxNetwork {
    /// Answers one call: token, rate, planned fault, then the act itself.
    public func answer(to call: SandboxCall) -> SandboxAnswer {
        let now = now()
        let kind = call.method == "GET" ? "read" : "write"
        do {
            return try change { state throws(SandboxError) in
                guard let token = call.token, let account = state.subscriptions.values.first(where: { $0.accessToken == token })?.account
                else {
                    return .reply(.problem(401, "Unauthorized", "Unauthorized"))
                }
                let (rate, isOver) = spend(kind, of: account, at: now, &state)
                func limited(_ reply: SandboxAnswer.Reply) -> SandboxAnswer.Reply {
                    var reply = reply
                    reply.headers.merge(rate) { own, _ in own }
                    return reply
                }
                let tooMany = SandboxAnswer.Reply.problem(429, "Too Many Requests", "Too Many Requests")
                guard !isOver else { return .reply(limited(tooMany)) }
                let fault = kind == "write" ? state.nextFault() : nil
                if fault != nil { state.counts.faults += 1 }
                switch fault {
                case .loseRequest: return .closed
                case .unavailable: return .reply(.problem(503, "Service Unavailable", "Service Unavailable"))
                case .tooMany: return .reply(limited(tooMany))
                case .loseAnswer:
                    _ = act(call, as: account, at: now, &state)
                    return .closed
                case .cutAnswer: return .cut(limited(act(call, as: account, at: now, &state)))
                case .hold: return .held(limited(act(call, as: account, at: now, &state)))
                case .doneButFailed:
                    _ = act(call, as: account, at: now, &state)
                    return .reply(.problem(500, "Internal Server Error", "Something went wrong."))
                case nil: return .reply(limited(act(call, as: account, at: now, &state)))
                }
            }
        } catch {
            return .reply(.problem(503, "Service Unavailable", "Service Unavailable"))
        }
    }

    /// Counts a call against its window of X's usual 15 minutes.
    private func spend(_ kind: String, of account: UInt64, at now: Int64, _ state: inout SandboxState) -> (
        headers: [String: String], isOver: Bool
    ) {
        let limit = kind == "read" ? limits.readsInWindow : limits.writesInWindow
        let key = "\(account) \(kind)"
        var window = state.windows[key] ?? RateWindow(began: now / 1000, used: 0)
        if now / 1000 >= window.began + limits.windowSeconds { window = RateWindow(began: now / 1000, used: 0) }
        let isOver = window.used >= limit
        if !isOver { window.used += 1 }
        state.windows[key] = window
        let headers = [
            "x-rate-limit-limit": String(limit), "x-rate-limit-remaining": String(limit - window.used),
            "x-rate-limit-reset": String(window.began + limits.windowSeconds),
        ]
        return (headers, isOver)
    }

    private func act(_ call: SandboxCall, as account: UInt64, at now: Int64, _ state: inout SandboxState) -> SandboxAnswer.Reply {
        switch (call.method, call.path.count, call.path.dropFirst().first) {
        case ("POST", 2, "tweets"): createPost(call, account, now, &state)
        case ("DELETE", 3, "tweets"): deletePost(call.path[2], account, now, &state)
        case ("GET", 3, "tweets"): showPost(call.path[2], state)
        case ("PUT", 4, "tweets") where call.path[3] == "hidden": hidePost(call, account, &state)
        case ("POST", 5, "dm_conversations") where call.path[2] == "with" && call.path[4] == "messages":
            createMessage(call, account, now, &state)
        case ("GET", 5, "dm_conversations") where call.path[2] == "with" && call.path[4] == "dm_events":
            listMessages(call, account, with: call.path[3], state)
        case ("GET", 2, "dm_events"): listMessages(call, account, with: nil, state)
        case ("POST", 4, "users") where call.path[3] == "likes": praise(call, account, &state, repeating: false)
        case ("POST", 4, "users") where call.path[3] == "retweets": praise(call, account, &state, repeating: true)
        case ("GET", 4, "users") where call.path[3] == "tweets": timeline(call, state)
        case ("GET", 4, "users") where call.path[3] == "mentions": mentions(call, state)
        case ("GET", 4, "tweets") where call.path[2] == "search" && call.path[3] == "recent": search(call, state)
        case ("GET", 5, "users") where call.path[2] == "by" && call.path[3] == "username": showUser(call.path[4], state)
        default: .problem(404, "Not Found", "Not Found")
        }
    }
}
