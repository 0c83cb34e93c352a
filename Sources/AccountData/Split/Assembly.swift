/// The pieces of one value that an author announced one after the other, in the order that he gave them in the value.
struct Assembly {
    /// What another author asked for: in his words, and as a class.
    struct Question: Sendable {
        var words: String
        var dataClass: DataClass
    }

    private struct Piece {
        var part: Announcement.Part
        var piece: Join.Piece
        var isAnnounced: Bool
        var rank: Int
    }

    /// Pieces that are put together at most.
    private static let most = 8
    /// Words behind a piece of a password; more are a story about it.
    private static let wordsBehindSecret = 2

    /// Nil where nobody says what the pieces are of: then a checksum must.
    private let subject: String?
    /// Of a secret that is no number.
    private let secret: DataClass?
    /// The subject's own message speaks of pieces, if it shows one or not, and calls them so.
    private let isBegun: Bool
    private let isNamed: Bool
    private let pieces: [Piece]

    /// - Parameter questions: what stands for the subject where the author names none.
    init?(_ earlier: [RememberedMessage], _ current: RememberedMessage, _ questions: [Question]) {
        guard let newest = current.announcement, !newest.parts.isEmpty || newest.bare != nil else { return nil }
        let messages = earlier + [current]
        let read = earlier.map(\.announcement) + [newest]
        var isVague = false
        var first = read.lastIndex { $0?.subject != nil } ?? 0
        if let named = read[first]?.subject {
            subject = messages[first].piece(named.range).words
            isVague = named.cue == .account || named.cue == .bareCode
            secret = named.cue == .password ? .credentialPassword : named.cue == .memorable ? .credentialMemorable : nil
        } else if let question = questions.first {
            subject = question.words
            secret = question.dataClass == .credentialPassword || question.dataClass == .credentialMemorable ? question.dataClass : nil
        } else {
            (subject, secret) = (nil, nil)
        }
        isBegun = read[first]?.speaksOfParts ?? false
        isNamed = read[first]?.namesPieces ?? false
        // "last four 5349", and only then what of.
        let cue = read[first]?.subject?.cue
        while first > 0, let before = read[first - 1], before.subject == nil || before.subject?.cue == cue,
            !before.parts.isEmpty || before.subject != nil && before.bare != nil
        {
            first -= 1
        }
        var pieces: [Piece] = []
        var rank = 0
        for place in first..<messages.count {
            guard let announcement = read[place] else { continue }
            let isAnnounced = !announcement.parts.isEmpty
            for part in isAnnounced ? announcement.parts : announcement.bare.map({ [$0] }) ?? [] {
                if part.place != PartPlace.next.rawValue { rank = Int(part.place) }
                pieces.append(Piece(part: part, piece: messages[place].piece(part.range), isAnnounced: isAnnounced, rank: rank))
            }
        }
        guard read[first...].contains(where: { $0?.speaksOfParts ?? false }), pieces.count <= Self.most else { return nil }
        // "my account": years and counts are about accounts as well, so only what is called a piece is one.
        if isVague, !read[first...].contains(where: { $0?.namesPieces ?? false }) { return nil }
        // Stable: pieces of one rank stay as they came.
        self.pieces = pieces.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    }

    /// The pieces behind the name of what they are pieces of.
    var join: Join {
        let pieces = pieces.map(\.piece)
        return subject.map { Join(cue: $0, pieces: pieces) } ?? Join(pieces, needsChecksum: true)
    }

    /// "then 055!": the rest of a password, which has letters and figures, or figures and a sign.
    private func goesOn(_ piece: Piece) -> Bool {
        secret == .credentialPassword && piece.part.place == PartPlace.next.rawValue && (piece.piece.isMixed || piece.piece.isSigned)
    }

    /// The pieces of a password or a memorable word, which no other rule can prove whole.
    var secrets: (dataClass: DataClass, pieces: [Join.Piece])? {
        guard let secret else { return nil }
        let sure = pieces.filter { piece in
            piece.part.wordsBehind <= Self.wordsBehindSecret
                && (piece.isAnnounced
                    ? piece.part.isPiece || isNamed || goesOn(piece)
                    : secret == .credentialPassword && piece.piece.isMixed || isNamed && isBegun && piece.part.wordsBehind == 0)
        }
        return sure.count > 1 || (isBegun || sure.contains { goesOn($0) }) && !sure.isEmpty ? (secret, sure.map(\.piece)) : nil
    }
}

extension Join.Piece {
    fileprivate var words: String {
        var words = ""
        words.unicodeScalars.append(contentsOf: scalars)
        return words
    }

    /// Figures, and a sign at their end.
    fileprivate var isSigned: Bool {
        scalars.count > 2 && scalars.last.map { "!#*&$?".unicodeScalars.contains($0) } ?? false
            && scalars.contains { $0.properties.numericType != nil }
    }

    /// Letters, and digits or signs.
    fileprivate var isMixed: Bool {
        let letters = scalars.count { $0.properties.isAlphabetic }
        return letters > 0 && letters < scalars.count
    }
}
