import Broker

/// The ledger's head, its last checkpoints, what the rules did, and evidence to take along.
struct CompliancePage {
    let origin: String
    let key: String
    let checkpoints: [KeptCheckpoint]
    let counts: [DecidedRule.Count]
    let quarantined: Int
    let moment: Moment
    /// How the witnesses stand; nil where none is asked.
    var witnessing: WitnessingStatus?
    /// How the log stands with its time-stamp authority; nil where none is asked.
    var timeStamping: TimeStampingStatus?
    var conversation: ConversationID?
    var problem: String?

    /// The pages that belong here.
    /// - Parameter here: the page that they stand on, as the end of its address.
    static func tabs(_ visit: Visit, here: String) -> HTML {
        let all = [
            ("", "Ledger"), ("/decisions", "Decisions"), ("/packs", "Packs in words"), ("/records", "Records"),
            ("/quarantine", "Quarantine"),
        ]
        let allowed = all.filter { $0.0 != "/quarantine" || visit.member.may(.quarantine) }
        return """
            <nav class="line" aria-label="Compliance">\(HTML.joined(allowed.map { path, name in
                "<a href=\"/compliance\(path)\"\(path == here ? " aria-current=\"page\"" : HTML.none)>\(name)</a> "
            }))</nav>
            """
    }

    func html(_ visit: Visit) -> HTML {
        Shell.page(
            title: "Compliance", place: .compliance, visit: visit, script: "evidence-check.js",
            main: """
                <h1>Compliance</h1>
                \(Self.tabs(visit, here: ""))
                \(problem.map { Shell.problem($0) } ?? HTML.none)
                \(head)
                \(witnessing.map { witnesses($0) } ?? HTML.none)
                \(timeStamping.map { stamps($0) } ?? HTML.none)
                \(visit.member.may(.export) ? evidence(visit) : HTML.none)
                \(check)
                <h2>Last checkpoints</h2>
                \(rows)
                <h2>Decisions by rule</h2>
                \(Self.table(of: counts))
                \(visit.member.may(.quarantine) ? "<p><a href=\"/compliance/quarantine\">\("\(quarantined)") messages in quarantine</a></p>" : HTML.none)
                """)
    }

    private var head: HTML {
        guard let newest = checkpoints.first else { return "<p>Nothing is sealed yet.</p>" }
        return """
            <dl class="facts"><dt>Log</dt><dd>\(origin)</dd><dt>Entries sealed</dt><dd>\(Figure.grouped(newest.checkpoint.size))</dd>\
            <dt>Root</dt><dd class="mono">\(newest.checkpoint.root.description)</dd><dt>Key</dt><dd class="mono">\(key)</dd></dl>
            <p class="soft">Keep root and key elsewhere: with them, <code>parley ledger verify</code> shows on any machine that nothing was changed.</p>
            """
    }

    private func witnesses(_ status: WitnessingStatus) -> HTML {
        let body = status.witnesses.map { witness -> HTML in
            let failure: HTML = witness.failure.map { "<span class=\"chip late\">\($0)</span>" } ?? "cosigns"
            return """
                <tr><th scope="row" class="mono">\(witness.name)</th>\
                <td class="num">\(witness.size == 0 ? "none yet" : Figure.grouped(witness.size))</td>\
                <td>\(witness.seconds.map { moment.long(Timestamp(milliseconds: Int64(clamping: $0) * 1000)) as HTML } ?? HTML.none)</td>\
                <td>\(failure)</td></tr>
                """
        }
        return """
            <section aria-labelledby="witnesses"><h2 id="witnesses">Witnesses</h2>
            <p>A quorum has seen \(Figure.grouped(status.witnessed)) entries.</p>
            <div class="scroll" tabindex="0" role="group" aria-label="Witnesses">\
            <table><thead><tr><th scope="col">Witness</th><th scope="col" class="num">Entries cosigned</th><th scope="col">When</th>\
            <th scope="col">State</th></tr></thead><tbody>\(HTML.joined(body))</tbody></table></div></section>
            """
    }

    private func stamps(_ status: TimeStampingStatus) -> HTML {
        let newest: HTML =
            if let size = status.size, let time = status.time {
                "<p>\(Figure.grouped(size)) entries existed at <time>\(time)</time>, says the time-stamp authority.</p>"
            } else { "<p class=\"soft\">No time stamp has come since the server started.</p>" }
        return """
            <section aria-labelledby="stamps"><h2 id="stamps">Time stamps</h2>\(newest)\
            \(status.failure.map { "<p><span class=\"chip late\">\($0)</span></p>" } ?? HTML.none)</section>
            """
    }

    private func evidence(_ visit: Visit) -> HTML {
        """
        <section class="sheet" aria-labelledby="evidence"><h2 id="evidence">Evidence to take along</h2>
        <form method="post" action="/compliance/evidence" class="stack">\(visit.field)
        <label for="about">About</label>
        <select id="about" name="about"><option value="conversation">one conversation</option>\
        <option value="customer">everything of a customer</option><option value="complaint-record">a complaint</option>\
        <option value="range">entries of the log</option></select>
        <label for="which">Which</label>
        <input id="which" name="which" value="\(conversation?.description ?? "")" class="mono" \
        maxlength="40" autocomplete="off" spellcheck="false" aria-describedby="which-rule" required>
        <p id="which-rule" class="soft">The conversation's id, also for its customer or its complaint; for entries the first and the last, as 120-180.</p>
        <label for="purpose">What it is for</label>
        <input id="purpose" name="purpose" maxlength="200" aria-describedby="purpose-rule" required>
        <p id="purpose-rule" class="soft">Stands in the ledger with your name: taking evidence is an entry of its own.</p>
        <button class="go">Download the file</button></form>
        <p class="soft">The file holds every entry with its proof, and what each says. Verify it anywhere with <code>parley ledger \
        verify FILE --key KEY</code>, or below.</p></section>
        """
    }

    /// Works in the browser alone: nothing is sent anywhere.
    private var check: HTML {
        """
        <section class="sheet" aria-labelledby="check-title"><h2 id="check-title">Verify an evidence file here</h2>
        <form id="check" class="stack" hidden>
        <label for="check-file">Evidence file</label>
        <input id="check-file" type="file" accept=".tar,application/x-tar" required>
        <label for="check-key">The log's key</label>
        <input id="check-key" class="mono" value="\(key)" maxlength="400" autocomplete="off" spellcheck="false" aria-describedby="check-rule">
        <p id="check-rule" class="soft">This is the key of this server's own log. Who does not trust the server puts in the one they were given \
        elsewhere, and runs the command on a machine of their own. The file stays in the browser.</p>
        <button>Verify</button></form>
        <div id="check-result" role="status"></div>
        <noscript><p>Without scripts a browser cannot verify: run <code>parley ledger verify FILE --key KEY</code>.</p></noscript></section>
        """
    }

    private var rows: HTML {
        let body = checkpoints.map { kept -> HTML in
            """
            <tr><td class="num">\(Figure.grouped(kept.checkpoint.size))</td><td>\(moment.long(kept.at) as HTML)</td>\
            <td class="mono">\(kept.checkpoint.root.description)</td><td class="mono">\(signature(kept.note))</td></tr>
            """
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Checkpoints">\
            <table><thead><tr><th scope="col" class="num">Entries</th><th scope="col">Newest entry</th>\
            <th scope="col">Root</th><th scope="col">Signature line</th></tr></thead><tbody>\(HTML.joined(body))</tbody></table></div>
            """
    }

    /// The lines under a note's text, as they are.
    private func signature(_ note: SignedNote) -> String {
        String(decoding: note.encode().dropFirst(note.text.count + 1), as: UTF8.self).split(separator: "\n").joined(separator: " ")
    }

    static func table(of counts: [DecidedRule.Count]) -> HTML {
        guard !counts.isEmpty else { return "<p class=\"soft\">No rule has fired.</p>" }
        let body = counts.map { count -> HTML in
            """
            <tr><th scope="row"><a href="\(DecisionFilter.path(pack: count.pack, rule: count.rule))">\(count.rule)</a></th>\
            <td>\(count.pack) version \("\(count.version)")</td><td>\(count.verdict.map { verdict($0) } ?? "")</td>\
            <td class="num">\(Figure.grouped(count.count))</td></tr>
            """
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Rules">\
            <table><thead><tr><th scope="col">Rule</th><th scope="col">Pack</th><th scope="col">Answer</th>\
            <th scope="col" class="num">Entries</th></tr></thead><tbody>\(HTML.joined(body))</tbody></table></div>
            """
    }

    /// An answer as a chip; what stops something stands out.
    static func verdict(_ verdict: Verdict) -> HTML {
        let kind =
            switch verdict {
            case .block, .quarantine, .deny: "chip late"
            case .hold, .escalate, .sendWarn, .stepUp: "chip soon"
            default: "chip"
            }
        return "<span class=\"\(kind)\">\(Figure.words(verdict.word.lowercased()))</span>"
    }
}
