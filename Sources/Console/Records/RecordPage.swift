import Broker

/// Legal holds, erasures that wait for a second person, and forms for both.
struct RecordPage {
    let holds: [HoldLine]
    let erasures: [ErasureLine]
    /// What is past its time; nil where nobody has looked.
    let due: [DueRecord]?
    let classes: [RetentionRule]
    let moment: Moment
    var done: String?
    var problem: String?

    func html(_ visit: Visit) -> HTML {
        Shell.page(
            title: "Records", place: .compliance, visit: visit,
            main: """
                <h1>Records</h1>
                \(CompliancePage.tabs(visit, here: "/records"))
                \(problem.map { Shell.problem($0) } ?? HTML.none)
                \(done.map { "<p role=\"status\" class=\"said\">\($0)</p>" } ?? HTML.none)
                <h2>Legal holds</h2>
                \(holds.isEmpty ? "<p class=\"soft\">Nothing is held.</p>" : standing(visit))
                \(visit.member.may(.keepRecords) ? placing(visit) : HTML.none)
                <h2>Erasures that wait for a second person</h2>
                \(erasures.isEmpty ? "<p class=\"soft\">None.</p>" : waiting(visit))
                \(visit.member.may(.keepRecords) ? asking(visit) : HTML.none)
                \(visit.member.may(.keepRecords) ? redacting(visit) : HTML.none)
                \(visit.member.may(.export) ? exporting(visit) : HTML.none)
                <h2>Past their time</h2>
                \(pastTheirTime(visit))
                <h2>How long what is kept</h2>
                \(classes.isEmpty ? "<p class=\"soft\">The policies have no retention.yaml: everything is kept.</p>" : table)
                """)
    }

    private func standing(_ visit: Visit) -> HTML {
        let rows = holds.map { hold -> HTML in
            let lift: HTML =
                visit.member.may(.keepRecords)
                ? """
                <form method="post" action="/compliance/records/holds/\(hold.hold)/lift" class="line">\(visit.field)\
                <label>Why it is lifted <input name="reason" maxlength="300" required></label> <button>Lift</button></form>
                """ : HTML.none
            return """
                <tr><td>\(hold.on)</td><td class="mono">\(hold.which)</td><td>\(hold.reason)</td><td>\(hold.by)</td>\
                <td><a href="/compliance/entries/\("\(hold.index)")">\(hold.at)</a></td><td>\(lift)</td></tr>
                """
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Legal holds">\
            <table><thead><tr><th scope="col">On a</th><th scope="col">Which</th><th scope="col">Why</th><th scope="col">By</th>\
            <th scope="col">Since</th><th scope="col">Lift</th></tr></thead><tbody>\(HTML.joined(rows))</tbody></table></div>
            """
    }

    private func placing(_ visit: Visit) -> HTML {
        """
        <section class="sheet" aria-labelledby="hold"><h3 id="hold">Place a hold</h3>
        <form method="post" action="/compliance/records/holds" class="stack">\(visit.field)
        <label for="hold-on">On</label>
        <select id="hold-on" name="on"><option value="conversation">one conversation</option>\
        <option value="customer">everything of a customer</option></select>
        <label for="hold-which">Which</label>
        <input id="hold-which" name="which" class="mono" maxlength="40" autocomplete="off" spellcheck="false" required \
        aria-describedby="hold-rule">
        <p id="hold-rule" class="soft">The conversation's id; for a customer the id of a conversation that they began is enough.</p>
        <label for="hold-reason">Why</label>
        <input id="hold-reason" name="reason" maxlength="300" required>
        <button class="go">Hold</button></form>
        <p class="soft">What is held is destroyed by nobody, whoever asks and whenever its time is over.</p></section>
        """
    }

    private func waiting(_ visit: Visit) -> HTML {
        let rows = erasures.map { erasure -> HTML in
            let acts: HTML =
                visit.member.may(.confirmErasure)
                ? """
                <form method="post" action="/compliance/records/erasures/\(erasure.asked)/confirm" class="line">\(visit.field)\
                <button>Destroy for good</button></form>
                <form method="post" action="/compliance/records/erasures/\(erasure.asked)/decline" class="line">\(visit.field)\
                <label>Why not <input name="reason" maxlength="300" required></label> <button>Decline</button></form>
                """ : HTML.none
            return """
                <tr><td class="mono">\(erasure.customer)</td><td>\(erasure.basis)</td><td>\(erasure.by)</td>\
                <td><a href="/compliance/entries/\("\(erasure.index)")">\(erasure.at)</a></td><td>\(acts)</td></tr>
                """
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Erasures that wait">\
            <table><thead><tr><th scope="col">Customer</th><th scope="col">Legal basis</th><th scope="col">Asked by</th>\
            <th scope="col">When</th><th scope="col">Second word</th></tr></thead><tbody>\(HTML.joined(rows))</tbody></table></div>
            """
    }

    private func redacting(_ visit: Visit) -> HTML {
        """
        <section class="sheet" aria-labelledby="redact"><h3 id="redact">Take words out of a message</h3>
        <form method="post" action="/compliance/records/redactions" class="stack">\(visit.field)
        <label for="redact-message">Message</label>
        <input id="redact-message" name="message" class="mono" maxlength="40" autocomplete="off" spellcheck="false" required \
        aria-describedby="redact-rule">
        <p id="redact-rule" class="soft">Its event, as its entry shows it.</p>
        <label for="redact-span">Which characters</label>
        <input id="redact-span" name="span" maxlength="20" autocomplete="off" placeholder="12-31" aria-describedby="span-rule">
        <p id="span-rule" class="soft">Counted from 0 in the text as it is shown; left empty, all of it goes.</p>
        <label for="redact-reason">Why</label>
        <input id="redact-reason" name="reason" maxlength="300" required>
        <button class="go">Take out</button></form></section>
        """
    }

    private func exporting(_ visit: Visit) -> HTML {
        """
        <section class="sheet" aria-labelledby="access"><h3 id="access">What is held on a person</h3>
        <form method="post" action="/compliance/records/exports" class="stack">\(visit.field)
        <label for="access-which">Customer</label>
        <input id="access-which" name="which" class="mono" maxlength="40" autocomplete="off" spellcheck="false" required \
        aria-describedby="access-rule">
        <p id="access-rule" class="soft">The customer's id, or the id of a conversation that they began. Prove who asks before you hand it out.</p>
        <label for="access-purpose">What it is for</label>
        <input id="access-purpose" name="purpose" maxlength="300" required>
        <button class="go">Download everything</button></form>
        <p class="soft">One archive: a page to read and lines for programs, with what was withheld and why. That it left is an entry.</p></section>
        """
    }

    private func pastTheirTime(_ visit: Visit) -> HTML {
        guard let due else { return "<p><a href=\"/compliance/records/due\">Look for what is past its time</a></p>" }
        return due.isEmpty ? "<p class=\"soft\">Nothing is.</p>" : overdue(due, visit)
    }

    private func overdue(_ due: [DueRecord], _ visit: Visit) -> HTML {
        let rows = due.map { record -> HTML in
            let why: HTML =
                switch record.outcome {
                case .held: "a legal hold keeps it"
                case .waiting: "a customer waits for an answer"
                default: HTML.none
                }
            return """
                <tr><td class="mono"><a href="/desk/\(record.conversation)">\(record.conversation)</a></td><td>\(record.title)</td>\
                <td>\(record.source)</td><td>\(record.since)</td><td>\(record.until)</td>\
                <td class="num">\(Figure.grouped(record.entries))</td><td>\(why)</td></tr>
                """
        }
        let sweep: HTML =
            visit.member.may(.keepRecords) && due.contains { $0.outcome == .due }
            ? """
            <form method="post" action="/compliance/records/sweep" class="line">\(visit.field)\
            <button>Destroy what nothing keeps</button></form>
            """ : HTML.none
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Past their time">\
            <table><thead><tr><th scope="col">Conversation</th><th scope="col">Class that kept it longest</th><th scope="col">Source</th>\
            <th scope="col">From</th><th scope="col">Until</th><th scope="col" class="num">Entries</th><th scope="col">Kept by</th></tr></thead>\
            <tbody>\(HTML.joined(rows))</tbody></table></div>\(sweep)
            """
    }

    private var table: HTML {
        let rows = classes.map { rule -> HTML in
            let length: String =
                switch rule.length {
                case .forever: "for good"
                case .months(let count): count % 12 == 0 ? "\(count / 12) years" : "\(count) months"
                }
            let start = rule.start == .receipt ? "its receipt" : "the last act in it"
            return """
                <tr><th scope="row">\(rule.title)</th><td>\(length)</td><td>\(start)</td>\
                <td>\(rule.isObliged ? "a duty" : "the firm's choice")</td><td>\(rule.source)</td>\
                <td>\(rule.isVerified ? "yes" : "not yet")</td></tr>
                """
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="How long what is kept">\
            <table><thead><tr><th scope="col">Class</th><th scope="col">Kept</th><th scope="col">From</th><th scope="col">Why</th>\
            <th scope="col">Source</th><th scope="col">Compared with the text</th></tr></thead><tbody>\(HTML.joined(rows))</tbody></table></div>
            """
    }

    private func asking(_ visit: Visit) -> HTML {
        """
        <section class="sheet" aria-labelledby="erase"><h3 id="erase">Ask for an erasure</h3>
        <form method="post" action="/compliance/records/erasures" class="stack">\(visit.field)
        <label for="erase-which">Customer</label>
        <input id="erase-which" name="which" class="mono" maxlength="40" autocomplete="off" spellcheck="false" required \
        aria-describedby="erase-rule">
        <p id="erase-rule" class="soft">The customer's id, or the id of a conversation that they began.</p>
        <label for="erase-basis">Legal basis</label>
        <input id="erase-basis" name="basis" maxlength="300" required aria-describedby="basis-rule">
        <p id="basis-rule" class="soft">Such as: UK GDPR article 17(1)(a), request of 3 March. It stands in the ledger for good, so name no person in it.</p>
        <button class="go">Ask</button></form>
        <p class="soft">Somebody else confirms. Then keys, words and names are destroyed; clocks, counts and proofs stay.</p></section>
        """
    }
}
