/// Reads a mail out of its bytes (RFC 5322, RFC 2045 to 2049), as real mail programs write it.
///
/// Never recursive, linear in the size, bounded by `MIMELimits`. What is broken is read as far as all programs would agree on it;
/// where they could differ, the part is opaque or the mail quarantined. Nothing is dropped silently but the text outside the
/// delimiters of a multipart, which no program shows.
public enum MIMEParser {
    public enum Result: Sendable {
        case parsed(ParsedMail)
        case quarantine(MIMEQuarantine)
    }

    public static func parse(_ bytes: [UInt8], limits: MIMELimits = MIMELimits()) -> Result {
        guard bytes.count <= limits.size else { return .quarantine(.tooLarge) }
        do throws(Stop) {
            var structure = MIMEStructure(limits: limits)
            try structure.read(bytes)
            guard let top = structure.parts.first, !top.header.fields.isEmpty else { return .quarantine(.noHeader) }
            guard top.header.all("from").count <= 1 else { return .quarantine(.severalSenders) }
            return .parsed(ParsedMail(parts: structure.parts, sources: structure.sources))
        } catch {
            return .quarantine(error.reason)
        }
    }

    struct Stop: Error {
        let reason: MIMEQuarantine
    }
}
