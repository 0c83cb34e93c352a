/// Short messages as a bank's customers write them, made up, the same for the same seed: about 70 bytes each, one in twelve with made-up
/// account data in it.
struct MessageCorpus {
    let messages: [[UInt8]]

    private static let openings = [
        "hi", "hello there", "good morning", "excuse me", "right then", "sorry to bother you", "quick one", "hey team", "third time asking",
    ]
    private static let matters = [
        "my card got declined at the shop again", "the app will not let me log in since the update",
        "still waiting for the refund you promised",
        "why was I charged twice for the same thing", "the branch on the high street was shut", "your queue took an hour yesterday",
        "how long does a transfer to France take", "the statement for March never came", "nobody has rung me back about the loan",
        "is the mobile app down for anybody else",
    ]
    private static let endings = [
        "thanks", "please help", "not happy", "cheers", "any idea?", "this is a joke", "ta", "appreciate it",
        "could somebody look into it today",
    ]

    init(count: Int, seed: UInt64) {
        var state = seed
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        messages = (0..<count).map { number in
            var text = Self.openings[next(Self.openings.count)] + ", " + Self.matters[next(Self.matters.count)]
            text += ", " + Self.endings[next(Self.endings.count)]
            switch number % 36 {
            case 5: text += " card 5105 1051 0510 5100"
            case 17: text += " sort code 20-00-00 account 5577\(1000 + next(9000))"
            case 29: text += " call me on 07700 900\(100 + next(900))"
            default: break
            }
            return Array(text.utf8)
        }
    }

    var meanByteCount: Double { Double(messages.reduce(0) { $0 + $1.count }) / Double(max(1, messages.count)) }
}
