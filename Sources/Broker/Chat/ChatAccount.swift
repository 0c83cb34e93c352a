extension ServerConfiguration {
    /// A web chat of the firm, such as one a brand.
    public struct ChatAccount: Codable, Sendable {
        /// How it is called in addresses and in the host page's `data-account`: lower-case letters, digits and hyphens.
        public var name: String
        /// Who answers, as the visitor reads it.
        public var title: String
        /// One line under the title, such as when somebody answers.
        public var line: String?
        /// The sites that may show the chat in a frame, as origins such as `https://www.bank.example`.
        public var origins: [String]
        /// How long a visit lasts from its beginning; nil is a week.
        public var visitHours: Int?

        public init(name: String, title: String, line: String? = nil, origins: [String] = [], visitHours: Int? = nil) {
            self.name = name
            self.title = title
            self.line = line
            self.origins = origins
            self.visitHours = visitHours
        }

        private enum CodingKeys: String, CodingKey {
            case name, title, line, origins
            case visitHours = "visit_hours"
        }

        /// What is wrong with it, in words; nil if it can be used.
        public var problem: String? {
            let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789-")
            guard (1...40).contains(name.utf8.count), name.allSatisfy(letters.contains) else {
                return "The chat \(name) needs a name of at most 40 lower-case letters, digits and hyphens."
            }
            // They go into a header: one that is more than scheme, host and port could say more than it should.
            for origin in origins where !Self.isOrigin(origin) {
                return "The chat \(name) names \(origin), which is no origin such as https://www.bank.example."
            }
            guard (1...2_160).contains(visitHours ?? 168) else { return "The visits of the chat \(name) last between 1 and 2160 hours." }
            return nil
        }

        private static func isOrigin(_ text: String) -> Bool {
            guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
            let parts = text.dropFirst(scheme.count).split(separator: ":", omittingEmptySubsequences: false)
            guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].utf8.count <= 253 else { return false }
            let isHost = parts[0].utf8.allSatisfy { byte in
                (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            }
            return isHost && (parts.count == 1 || UInt16(parts[1]) != nil && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) })
        }
    }
}
