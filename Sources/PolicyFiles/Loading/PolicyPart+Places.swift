import Policies
import Yams

extension PolicyPart {
    /// Where the parts of a pack's file stand. The file has been read before, so nothing in it is wrong.
    static func places(in file: TermsFile, of pack: String) -> [PolicyPart: FilePlace] {
        guard let root = try? YAMLFile.read(file.bytes, file: file.name), case .mapping(let fields) = root else { return [:] }
        var places = [PolicyPart.pack(pack): FilePlace(file: file.name, line: 1, column: 1)]
        for (key, value) in fields {
            guard case .scalar(let name) = key else { continue }
            switch name.string {
            case "pack": places[.pack(pack)] = FilePlace(key, in: file.name)
            case "review_by": places[.reviewDate(pack)] = FilePlace(key, in: file.name)
            case "extends":
                guard case .sequence(let bases) = value else { continue }
                for base in bases {
                    if case .mapping(let fields) = base, case .scalar(let name)? = fields["pack"] {
                        places[.base(pack: pack, name.string)] = FilePlace(base, in: file.name)
                    }
                }
            case "deadlines":
                guard case .mapping(let deadlines) = value else { continue }
                for (key, _) in deadlines {
                    if case .scalar(let name) = key {
                        places[.deadline(pack: pack, DeadlineName(name.string))] = FilePlace(key, in: file.name)
                    }
                }
            case "detectors":
                guard case .mapping(let detectors) = value else { continue }
                for (key, _) in detectors {
                    if case .scalar(let name) = key, let dataClass = DataClass(custom: name.string) {
                        places[.detector(pack: pack, dataClass)] = FilePlace(key, in: file.name)
                    }
                }
            case "rules":
                guard case .sequence(let rules) = value else { continue }
                for rule in rules { places.merge(self.places(of: rule, in: file.name, pack: pack)) { first, _ in first } }
            default: break
            }
        }
        return places
    }

    private static func places(of rule: Node, in file: String, pack: String) -> [PolicyPart: FilePlace] {
        guard case .mapping(let fields) = rule, case .scalar(let id)? = fields["id"] else { return [:] }
        let name = RuleName(pack: pack, rule: id.string)
        var places = [PolicyPart.rule(name): FilePlace(rule, in: file)]
        for (key, _) in fields {
            if case .scalar(let word) = key { places[.key(name, word.string)] = FilePlace(key, in: file) }
        }
        return places
    }
}
