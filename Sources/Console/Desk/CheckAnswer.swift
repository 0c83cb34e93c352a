import Broker
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// What the composer's script is told: the answer as markup, and where in the text it stands.
struct CheckAnswer: Encodable {
    var count: Int?
    var limit: Int?
    var answer: String
    var why: String
    var maySend: Bool
    var button: String?
    var warns: Bool
    /// Start and end in UTF-16 units, as scripts count.
    var spans: [[Int]]

    /// From Unicode scalars to UTF-16 units.
    static func places(_ findings: [Finding], in text: String) -> [[Int]] {
        var units: [Int] = [0]
        for scalar in text.unicodeScalars { units.append(units[units.count - 1] + UTF16.width(scalar)) }
        return findings.map { finding in
            let range = finding.range.clamped(to: 0..<(units.count - 1))
            return [units[range.lowerBound], units[range.upperBound]]
        }
    }

    func response() throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return Response(
            status: .ok, headers: PageResponse.headers("application/json"),
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(self))))
    }
}
