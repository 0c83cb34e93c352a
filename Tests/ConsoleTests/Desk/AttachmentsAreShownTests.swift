import Broker
import Testing

@testable import Console

/// What came along is named on the desk, with what became of it; a name is somebody's text and nothing else.
@Suite struct AttachmentsAreShownTests {
    private func shown(
        _ name: String?, _ fate: AttachmentFate, unread: UnreadReason? = nil, findings: [RedactionNote] = [], isMisnamed: Bool = false,
        isKept: Bool = false
    ) -> String {
        AttachmentList.html(
            [
                ShownAttachment(
                    name: name, type: "pdf", size: 1_234_567, isMisnamed: isMisnamed, fate: fate, unread: unread, findings: findings,
                    isKept: isKept)
            ], files: "/desk/c/files/m"
        ).bytes
    }

    @Test func eachFateIsSaid() {
        let card = RedactionNote(dataClass: "card.pan", count: 2, position: 0, disguises: [])
        #expect(shown("letter.pdf", .clean).contains("letter.pdf") && shown("letter.pdf", .clean).contains("PDF, 1.2 MB"))
        let held = shown("letter.pdf", .heldBack, findings: [card], isMisnamed: true)
        #expect(
            held.contains("Holds 2 × card number.") && held.contains("deleted from the mailbox") && held.contains("not what it is called"))
        #expect(shown("a.zip", .quarantined, unread: .encrypted).contains("it needs a password"))
        #expect(shown("A receipt", .elsewhere).contains("not fetched") && shown("A receipt", .elsewhere).contains("A receipt"))
        #expect(shown(nil, .clean).contains("Attachment"))
        #expect(AttachmentList.html([], files: "").bytes.isEmpty)
    }

    @Test func whatIsKeptCanBeSaved() {
        #expect(shown("letter.pdf", .clean, isKept: true).contains("<a href=\"/desk/c/files/m/0\" download>"))
        for fate in [AttachmentFate.clean, .heldBack, .quarantined] { #expect(!shown("letter.pdf", fate).contains("<a ")) }
        #expect(shown("slow.pdf", .quarantined, unread: .waiting).contains("Being read"))
        let hostile = FileResponse.disposition("a\"\r\nset-cookie: x.html")
        #expect(hostile == "attachment; filename=\"attachment\"; filename*=UTF-8''a%22%0D%0Aset-cookie%3A%20x.html")
    }

    @Test func aNameIsText() {
        let name = shown("<img src=x onerror=alert(1)>.pdf", .clean)
        #expect(!name.contains("<img") && name.contains("&lt;img"))
        #expect(shown("card \u{27E6}card.pan \u{2022}\u{2022}\u{2022}\u{2022}1111\u{27E7}.pdf", .clean).contains("card number removed"))
    }
}
