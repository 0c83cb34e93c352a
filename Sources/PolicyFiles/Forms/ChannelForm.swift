import Policies
import Yams

/// Reads channels: kinds, or classes that stand for all their kinds.
struct ChannelForm {
    static func read(_ node: Node, _ reader: inout NodeReader) -> Set<ChannelKind> {
        var kinds: Set<ChannelKind> = []
        let words = ChannelKind.allCases.map(\.word) + ChannelClass.allCases.map(\.word)
        for item in reader.items(node) {
            guard let word = reader.choice(item, of: "channel", among: words) else { continue }
            if let kind = ChannelKind(word: word) { kinds.insert(kind) }
            if let channelClass = ChannelClass(word: word) { kinds.formUnion(channelClass.kinds) }
        }
        return kinds
    }
}
