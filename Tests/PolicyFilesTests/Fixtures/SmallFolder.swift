import PolicyFiles

/// A small folder of policies that is right, to be broken in one place at a time.
enum SmallFolder {
    static let pack = """
        pack: small
        version: 1
        title: A small pack
        owner: tests
        deadlines:
          three_bd: {count: 3, unit: business_days, start: day_after, end: close_of_business}
        rules:
        - id: hold-cards
          title: Cards wait
          basis: firm_policy
          source: {ref: "made up", seen_on: 2026-11-21}
          precedence: secrets
          when:
            direction: outbound
            channel: [public, x_dm]
            finds: {any_of: [card.*], level: likely}
            facts: {thread.last_user_message: {more_than: 24h}, link.used: false}
          decision: HOLD
          approver: supervisor
          labels: [pan]
          actions: [record_audit]
          deadlines: [three_bd]
        - id: block-rest
          title: The rest does not go
          basis: law
          source: made up
          when: {direction: outbound, actor: agent, labels: {none: [pan]}}
          decision: BLOCK
          instead: Write a letter.

        """

    static let lexicon = """
        lexicon: small-words
        version: 1
        language: en
        directions: [inbound]
        groups:
          anger:
          - very angry|cross
        clues:
        - label: complaint
          any:
          - {all: [anger], heed: [quotation]}
          'true': [I am very cross]
          'false': [I am fine]

        """

    static let calendar = """
        id: GB-ENG
        zone: Europe/London
        source: made up
        holidays:
        - {date: 2027-01-01, name: "New Year's Day"}
        - {date: 2027-12-27, name: "Christmas Day"}

        """

    static let level = """
        service_level: standard
        version: 1
        time_zone: Europe/London
        calendar: GB-ENG
        staffed_hours: "08:00-20:00 every day"
        close_of_business: "17:00"
        reports_as: first_response
        settings: {first_response_minutes: 60}
        targets:
        - {for: every_conversation, minutes: first_response_minutes, counts: staffed_time}

        """

    static let scenario = """
        defaults: {packs: [small], time_zone: Europe/London}
        scenarios:
        - id: A
          title: A card waits
          given: {now: "2027-02-01T09:00:00+00:00", direction: outbound, actor: agent, channel: x_public, text: "hello"}
          expect: {decision: BLOCK, must_not: [publish], deadlines: []}

        """

    /// The folder's files, with one piece of one of them replaced.
    static func files(breaking name: String? = nil, _ old: String = "", _ new: String = "") throws -> [TermsFile] {
        let vocabulary = try Shipped.files.get().filter { $0.name == "vocabulary.yaml" }.map { String(decoding: $0.bytes, as: UTF8.self) }
        let texts = [
            ("vocabulary.yaml", vocabulary[0]), ("packs/small.yaml", pack), ("lexicons/small-words.yaml", lexicon),
            ("calendars/GB-ENG.yaml", calendar), ("service-levels/standard.yaml", level), ("scenarios/small.yaml", scenario),
        ]
        return texts.map { file, text in
            guard file == name else { return TermsFile(name: file, bytes: Array(text.utf8)) }
            var broken = text
            if let range = text.firstRange(of: old) { broken.replaceSubrange(range, with: new) }
            return TermsFile(name: file, bytes: Array(broken.utf8))
        }
    }
}
