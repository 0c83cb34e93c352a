import Policies
import Yams

/// Reads a file of replies that agents may send as they stand.
struct ReplyForm {
    static func read(_ root: Node, words: PackWords, _ reader: inout NodeReader) -> [ReplyTemplate] {
        let fields = reader.fields(root, of: "the replies", required: ["actor", "replies"])
        let actor = fields["actor"].flatMap { reader.word($0, of: "actor", among: words.vocabulary.actors) }
        var ids: Set<String> = []
        return (fields["replies"].map { reader.list($0, of: "replies") } ?? []).compactMap { node in
            let fields = reader.fields(node, of: "the reply", required: ["id", "channels", "text"], optional: ["title"])
            let channels = fields["channels"].map { ChannelForm.read($0, &reader) } ?? []
            guard let id = fields["id"].flatMap({ reader.newWord($0, of: "id") }),
                let text = fields["text"].flatMap({ reader.text($0, of: "text") }), let actor
            else { return nil }
            if !ids.insert(id).inserted { reader.fail(node, "the reply \(id) is there twice", expected: "another id") }
            return ReplyTemplate(id: id, text: text, channels: channels, actor: actor, place: FilePlace(node, in: reader.file))
        }
    }
}
