import AccountData
import Conversations
import Policies
import PolicyFiles

extension ScenarioRunner {
    /// One message of a conversation as a question of its own, with everything that came of it.
    struct Answered {
        let stated: Stated
        let outcome: ScenarioOutcome
        let check: ProhibitionCheck
        let result: ScenarioResult
    }

    /// Each message of a conversation in turn, and what is left when all are through.
    func answers(_ scenario: Scenario) throws(ScenarioError) -> (answers: [Answered], conversation: ScenarioConversation) {
        let base = try stated(scenario)
        let conversation = try ScenarioConversation(scenario, under: inForce(base, lexicons(for: scenario)))
        var answers: [Answered] = []
        for (place, step) in conversation.steps.enumerated() {
            var stated = try stated(scenario.question(step, of: place))
            stated.given.facts = step.asked
            answers.append(try answered(step, stated, named: "\(scenario.id)/message \(place + 1)"))
        }
        return (answers, conversation)
    }

    /// Everything that a conversation promises, message by message and at its end.
    func conversation(_ scenario: Scenario) throws(ScenarioError) -> ScenarioResult {
        let (answers, conversation) = try answers(scenario)
        guard let last = answers.last, let state = conversation.state else { throw .domain("the conversation has no message") }
        var outcome = last.outcome
        outcome.labels = state.labels.sorted().map { Label($0) }
        outcome.actions = Set(answers.flatMap(\.outcome.actions) + state.openTasks.values.map { Action($0) }).sorted()
        outcome.route = state.route.map { Route($0) }
        outcome.evidence = Set(answers.flatMap(\.outcome.evidence)).sorted()
        outcome.metrics = Set(answers.flatMap(\.outcome.metrics)).sorted()
        outcome.contradictions = []
        var differs = answers.enumerated().flatMap { place, answer in answer.result.differs.map { "message \(place + 1): \($0)" } }
        differs += scenario.expected.differences(from: outcome) { prohibition in
            if case .storedFieldContains(let classes) = prohibition { return Self.leftover(of: classes, in: conversation.kept, scanner) }
            return answers.lazy.compactMap { $0.check.violation(of: prohibition) }.first
        }
        var decision = last.result.decision
        (decision.labels, decision.actions, decision.route) = (outcome.labels, outcome.actions, outcome.route)
        var result = ScenarioResult(id: scenario.id, decision: decision, deadlines: outcome.deadlines, differs: differs)
        result.messages = answers.map(\.result)
        return result
    }

    private func answered(_ step: ScenarioConversation.Step, _ stated: Stated, named id: String) throws(ScenarioError) -> Answered {
        var decision = stated.packs.decide(step.asked)
        let clock = try ScenarioClock(decision, given: stated.given, terms: stated.terms, definitions: stated.definitions)
        decision.actions = Set(decision.actions).union(clock.alerts)
            .union(decision.isUnavailable ? folder.vocabulary.whenUnavailable : []).sorted()
        var outcome = ScenarioOutcome(
            decision, step.act, given: stated.given, terms: stated.terms, definitions: stated.definitions, stated: [])
        outcome.deadlines = ScenarioOutcome.standing(step.act.after, stated.terms)
        let check = ProhibitionCheck(
            decision: decision, given: stated.given, clock: clock, act: step.act, definitions: stated.definitions, scanner: scanner)
        let differs = step.message.expected.differences(from: outcome, violation: check.violation)
        return Answered(
            stated: stated, outcome: outcome, check: check,
            result: ScenarioResult(id: id, decision: decision, deadlines: outcome.deadlines, differs: differs))
    }

    /// What the kept texts still give away together, read one after the other.
    private static func leftover(of classes: Set<DataClass>, in texts: [String], _ scanner: Scanner) -> String? {
        var memory = AuthorMemory(scanner: scanner)
        for text in texts {
            let found = memory.next(text, at: 0, author: .customer)
            if let left = found.classes.first(where: classes.contains) { return "the kept texts hold \(left)" }
        }
        return nil
    }
}

extension Scenario {
    /// A message as a case of its own, with what the conversation knows when it comes.
    fileprivate func question(_ step: ScenarioConversation.Step, of place: Int) -> Scenario {
        let message = step.message
        var question = self
        question.messages = []
        (question.direction, question.now, question.expected) = (message.direction, message.at, message.expected)
        var thread: [String: ScenarioValue] = [:]
        if let before = step.act.before {
            thread["origin"] = .text(before.began.word)
            thread["labels"] = .list(before.labels.sorted().map { .text($0) })
            if let start = before.clock.runningTurn?.start { thread["first_unanswered_at"] = .instant(start) }
            if let newest = before.lastInbound[message.channel] { thread["last_user_message"] = .instant(newest) }
            if let received = before.complaintReceived { thread["received"] = .instant(received) }
        }
        question.given["actor"] = .text(message.author.text)
        question.given["channel"] = .text(message.channel.word)
        question.given["text"] = .text(message.text)
        question.given["thread"] = .parts(thread)
        if let act = message.act { question.given["act"] = .text(act.text) }
        return question
    }
}
