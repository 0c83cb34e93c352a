extension Detector {
    /// The last four digits of a card, where a phrase says that they are.
    static let cardEnding = Detector(
        classes: [.cardLast4],
        finds: [
            Example("card ending 1234", .cardLast4, "1234"),
            Example("the one ending in 4821 please", .cardLast4, "4821"),
            Example("last four digits are 9 9 1 2", .cardLast4, "9 9 1 2"),
        ],
        quietOn: ["tax year ending 2024-25 statement", "offer ends in 24 hours", "the year ending 5 April"],
        needs: .cues
    ) { page, found in
        guard page.groupCount > 0 else { return }
        for place in 0..<page.cueCount where page.cues[place].cue == .cardEnding {
            let hit = page.cues[place]
            let group = page.firstGroup(from: Int(hit.last) + 1)
            guard group < page.groupCount, let last = page.segment(from: group, digits: 4) else { continue }
            let token = Int(page.groups[group].firstToken)
            guard last + 1 == page.groupCount || page.groups[last + 1].link == .none, page.leads(from: Int(hit.last), to: token, reach: 4)
            else { continue }
            guard !page.isMeasure(groups: group, last) else { continue }
            found.add(
                .cardLast4, page.start(ofGroup: group), page.end(ofGroup: last), .likely, weight: 10,
                flags: page.flags(ofGroups: group, last), digits: 4,
                Reasons(.format, .cue(.cardEnding, distance: token - Int(hit.last) - 1)))
        }
    }
}
