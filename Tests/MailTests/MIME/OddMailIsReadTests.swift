import Mail
import Testing

/// Mail as programs really write it, well or badly.
struct OddMailIsReadTests {
    static func parsed(_ text: String, limits: MIMELimits = MIMELimits()) throws -> ParsedMail {
        try parsed(Array(text.utf8), limits: limits)
    }

    static func parsed(_ bytes: [UInt8], limits: MIMELimits = MIMELimits()) throws -> ParsedMail {
        switch MIMEParser.parse(bytes, limits: limits) {
        case .parsed(let mail): return mail
        case .quarantine(let reason): throw MailLab.LabError(description: "quarantined: \(reason)")
        }
    }

    static func quarantined(_ bytes: [UInt8], limits: MIMELimits = MIMELimits()) -> MIMEQuarantine? {
        if case .quarantine(let reason) = MIMEParser.parse(bytes, limits: limits) { reason } else { nil }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let mail: String
        let body: String
        var subject = "s"
        var attachments: [String] = []

        var testDescription: String { name }
    }

    static let multipart = "Subject: s\nContent-Type: multipart/mixed; boundary=b\n\n"

    @Test(arguments: [
        Case(name: "line feeds", mail: "Subject: s\n\nText\n", body: "Text"),
        Case(name: "carriage returns", mail: "Subject: s\r\rText\rmore\r", body: "Text\nmore"),
        Case(name: "mixed line ends", mail: "Subject: s\r\nX: y\n\r\nText\nmore\rlast\r\n", body: "Text\nmore\nlast"),
        Case(name: "no blank line after the header", mail: "Subject: s\nText without colon\nmore", body: "Text without colon\nmore"),
        Case(name: "mbox line", mail: "From a@b.test Sat Nov 21\nSubject: s\n\nText", body: "Text"),
        Case(
            name: "folded subject", mail: "Subject: one\n two\n\tthree\n\nText", body: "Text",
            subject: "one two\tthree".replacing("\t", with: " ")),
        Case(name: "no body", mail: "Subject: s", body: ""),
        Case(name: "blank before colon", mail: "Subject : s\n\nText", body: "Text"),
        Case(
            name: "encoded words split inside a character", mail: "Subject: =?utf-8?B?R3LDvMO?=\n =?utf-8?B?n2U=?=\n\nx", body: "x",
            subject: "Grüße"),
        Case(
            name: "quoted-printable words, blanks between",
            mail: "Subject: =?ISO-8859-1?Q?Gr=FC=DFe_an?=  =?utf-8?q?_M=C3=BCller?= ok\n\nx", body: "x",
            subject: "Grüße an Müller ok"),
        Case(name: "language in an encoded word", mail: "Subject: =?us-ascii*en?q?plain?=\n\nx", body: "x", subject: "plain"),
        Case(name: "a line end in an encoded word", mail: "Subject: =?utf-8?q?a=0D=0AX:_y?=\n\nx", body: "x", subject: "a  X: y"),
        Case(
            name: "no encoded word", mail: "Subject: =?utf-8?X?abc?= =? =?utf-8?q?open\n\nx", body: "x",
            subject: "=?utf-8?X?abc?= =? =?utf-8?q?open"),
        Case(name: "raw UTF-8 subject", mail: "Subject: Grüße\n\nx", body: "x", subject: "Grüße"),
        Case(name: "unknown set in a word", mail: "Subject: =?x-none?q?abc?=\n\nx", body: "x", subject: "abc"),
        Case(name: "two parts", mail: multipart + "--b\n\nOne\n--b\n\nTwo\n--b--\n", body: "One\n\nTwo"),
        Case(name: "preamble and epilogue", mail: multipart + "before\n--b\n\nOne\n--b--\nafter\n", body: "One"),
        Case(name: "no closing delimiter", mail: multipart + "--b\n\nOne\n--b\n\nTwo", body: "One\n\nTwo"),
        Case(name: "blanks after a delimiter", mail: multipart + "--b \t\n\nOne\n--b-- \n", body: "One"),
        Case(
            name: "another boundary that begins alike", mail: multipart + "--b\n\nOne\n--bc\nstill one\n--b--\n",
            body: "One\n--bc\nstill one"),
        Case(name: "an empty part", mail: multipart + "--b\n--b\n\nTwo\n--b--", body: "\n\nTwo"),
        Case(name: "a part without blank line", mail: multipart + "--b\nContent-Type: text/plain\n--b--", body: ""),
        Case(
            name: "boundary in quotes with signs",
            mail: "Subject: s\nContent-Type: multipart/mixed;\n\tboundary=\"a:b c'(=?\"\n\n--a:b c'(=?\n\nOne\n--a:b c'(=?--", body: "One"),
        Case(
            name: "inner boundary prefix of outer",
            mail:
                "Subject: s\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nIn\n--b--\n--bb\n\nOut\n--bb--",
            body: "In\n\nOut"),
        Case(
            name: "inner part ended by the outer delimiter",
            mail: multipart + "--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nIn\n--b\n\nOut\n--b--", body: "In\n\nOut"),
        Case(
            name: "alternatives",
            mail:
                "Subject: s\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\nPlain\n--b\nContent-Type: text/html\n\n<b>Rich</b>\n--b--",
            body: "Plain"),
        Case(
            name: "blank plain alternative",
            mail:
                "Subject: s\nContent-Type: multipart/alternative; boundary=b\n\n--b\n\n \n--b\nContent-Type: text/html\n\n<b>Rich</b>\n--b--",
            body: "Rich"),
        Case(
            name: "quoted-printable, sloppy",
            mail: "Subject: s\nContent-Transfer-Encoding: Quoted-Printable\n\na=\n b=3d=3D= c=ZZ=\t\nd  \nend=",
            body: "a b=== c=ZZd\nend"),
        Case(name: "base64, sloppy", mail: "Subject: s\nContent-Transfer-Encoding: BASE64 \n\nSGV*s\nbG8=SGVs\nbG8", body: "HelloHello"),
        Case(
            name: "two equal encodings", mail: "Subject: s\nContent-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: 7bit\n\nx",
            body: "x"),
        Case(name: "type without subtype", mail: "Subject: s\nContent-Type: text\n\nx", body: "x"),
        Case(
            name: "flowed",
            mail: "Subject: s\nContent-Type: text/plain; format=flowed\n\nMy card is 4111 \n1111 1111 1111\n-- \nme\n> a \n> b\nnext",
            body: "My card is 4111 1111 1111 1111\n-- \nme\n> a b\nnext"),
        Case(
            name: "flowed with deleted blanks", mail: "Subject: s\nContent-Type: text/plain; format=flowed; delsp=yes\n\n東 \n京", body: "東京"),
        Case(
            name: "a file",
            mail: multipart
                + "--b\n\nSee file\n--b\nContent-Type: application/pdf; name=\"=?utf-8?q?gr=C3=BCn.pdf?=\"\nContent-Transfer-Encoding: base64\n\nAAEC\n--b--",
            body: "See file", attachments: ["grün.pdf application/pdf 3"]),
        Case(
            name: "a name in pieces",
            mail: multipart
                + "--b\n\nx\n--b\nContent-Disposition: attachment;\n filename*1*=%20r%C3%A9sum;\n filename*0*=utf-8'en'My;\n filename*2=\"e.txt\"\n\nabc\n--b--",
            body: "x", attachments: ["My résume.txt text/plain 3"]),
        Case(
            name: "a deceiving name",
            mail: multipart
                + "--b\n\nx\n--b\nContent-Disposition: attachment; filename*=utf-8''..%2F..%2Fetc%2Fbill%E2%80%AEfdp.exe%00\n\nabc\n--b--",
            body: "x", attachments: ["billfdp.exe text/plain 3"]),
        Case(
            name: "a forwarded mail",
            mail: multipart + "--b\n\nMine\n--b\nContent-Type: message/rfc822\n\nSubject: theirs\n\nTheirs\n--b--",
            body: "Mine", attachments: ["attachment message/rfc822 23"]),
        Case(
            name: "a forwarded mail in base64",
            mail: multipart
                + "--b\n\nMine\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogdAoKVGhlaXJz\n--b--",
            body: "Mine",
            attachments: ["attachment message/rfc822 18"]),
    ]) func reads(_ odd: Case) throws {
        let mail = try Self.parsed(odd.mail)
        #expect(mail.body == odd.body)
        #expect(mail.subject == odd.subject)
        #expect(mail.attachments.map { "\($0.name) \($0.declaredType) \($0.bytes.count)" } == odd.attachments)
    }

    @Test(arguments: [
        ("Content-Type: text/plain\nContent-Type: text/html", OpaqueReason.ambiguous),
        ("Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64", .ambiguous),
        ("Content-Type: multipart/mixed; boundary=a; boundary=b", .ambiguous),
        ("Content-Transfer-Encoding: x-uuencode", .unknownEncoding),
        ("Content-Type: text/plain; charset=x-klingon", .unknownCharset),
        ("Content-Type: text/plain; charset=iso-2022-cn-ext", .unknownCharset),
        ("Content-Type: <script>", .malformedType),
        ("Content-Type: multipart/mixed", .malformedMultipart),
        ("Content-Type: multipart/mixed; boundary=never", .malformedMultipart),
        ("Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64", .malformedMultipart),
        ("Content-Type: multipart/encrypted; boundary=b", .encrypted),
        ("Content-Type: application/pkcs7-mime; smime-type=enveloped-data", .encrypted),
        ("Content-Type: message/external-body; access-type=url", .incomplete),
    ]) func whatProgramsDisagreeOnIsNotRead(_ header: String, _ reason: OpaqueReason) throws {
        let mail = try Self.parsed("Subject: s\n\(header)\n\nSecret 4111 1111 1111 1111\n")
        #expect(mail.texts.isEmpty)
        #expect(mail.body.isEmpty)
        #expect(mail.attachments.map(\.opaque) == [reason])
        #expect(mail.attachments[0].bytes.isEmpty == false)
    }

    @Test func everyTextIsThereToBeScanned() throws {
        let mail = try Self.parsed(
            Self.multipart + "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\nPlain\n--c\nContent-Type: text/html\n\n"
                + "Rich<span style='display:none'>hidden</span>\n--c--\n--b\nContent-Type: message/rfc822\n\nSubject: t\n\nTheirs\n--b--")
        #expect(mail.texts.map(\.text) == ["Plain", "Rich", "Theirs"])
        #expect(mail.texts.map(\.hidden) == ["", "hidden", ""])
        #expect(mail.texts.map(\.isShown) == [true, false, false])
        #expect(mail.texts.map(\.isForwarded) == [false, false, true])
    }

    @Test(
        arguments: [
            ("shift_jis", [0x93, 0x8c, 0x8b, 0x9e], "東京"),
            ("ISO-2022-JP", [0x1b, 0x24, 0x42, 0x45, 0x6c, 0x35, 0x7e, 0x1b, 0x28, 0x42], "東京"),
            ("ks_c_5601-1987", [0xbc, 0xad, 0xbf, 0xef], "서울"), ("gb2312", [0xb1, 0xb1, 0xbe, 0xa9], "北京"), ("big5", [0xa5, 0x5f], "北"),
            ("koi8-r", [0xcd, 0xc9, 0xd2], "мир"), ("windows-1251", [0xec, 0xe8, 0xf0], "мир"), ("iso-8859-1", [0x80, 0xe9], "€é"),
            ("ISO-8859-8-I", [0xf9, 0xec], "של"), ("utf-7", Array("A+AOk-".utf8), "Aé"), ("utf-8", [0x61, 0xff, 0x62], "a\u{fffd}b"),
            ("us-ascii", [0x67, 0x72, 0xfc, 0x6e], "grün"), ("us-ascii", Array("grün".utf8), "grün"),
            ("euc-jp", [0xff, 0x41], "\u{fffd}A"),
        ] as [(String, [UInt8], String)]) func charsets(_ label: String, _ bytes: [UInt8], _ text: String) throws
    {
        let mail = try Self.parsed(Array("Content-Type: text/plain; charset=\"\(label)\"\n\n".utf8) + bytes)
        #expect(mail.body == text)
    }

    @Test(arguments: [
        ("A Customer <a@b.test>", "A Customer", "a@b.test"), ("a@B.test (comment (nested) here)", "", "a@b.test"),
        ("\"Smith, J. \\\"JJ\\\"\" <a@b.test>", "Smith, J. \"JJ\"", "a@b.test"),
        ("=?utf-8?q?M=C3=BCller?= <a@b.test>", "Müller", "a@b.test"),
        ("\"other@c.test\" <a@b.test>", "other@c.test", "a@b.test"), ("< a@b.test >", "", "a@b.test"),
    ]) func senders(_ field: String, _ name: String, _ address: String) throws {
        let from = try #require(try Self.parsed("From: \(field)\n\nx").from)
        #expect(from.name == name)
        #expect(from.address.description == address)
    }

    @Test(arguments: [
        "a@b.test, c@d.test", "<a@b.test> <c@d.test>", "a@b.test <c@d.test> e@f.test", "\"a@b.test\"", "\"a\"@b.test",
        "Group: a@b.test, c@d.test;",
        "a@b.test>", "<a@b.test", "a@(x)b.test,", "nobody", "", "a@b.test\u{0}@c.test", "<a@b.test>, nobody",
    ]) func noSingleSender(_ field: String) throws {
        let from = try Self.parsed("From: \(field)\nX: y\n\nx").from
        // A comment or an empty entry is no second sender.
        #expect(from == nil || field == "a@(x)b.test,")
    }

    @Test func identifiers() throws {
        let mail = try Self.parsed(
            "Message-ID: <a@b>\nIn-Reply-To: \"said\" <c@d> (x)\nReferences: <1@x>\n\t<2@x><3@x> <bad <4@x>\nTo: Desk <desk+k7@bank.test>\n"
                + "Delivered-To: desk+k7@bank.test\n\nx")
        #expect(mail.messageID == MessageID("<a@b>"))
        #expect(mail.inReplyTo == [MessageID("<c@d>")!])
        #expect(mail.references.map(\.description) == ["<1@x>", "<2@x>", "<3@x>", "<4@x>"])
        #expect(mail.recipients == [MailAddress("desk+k7@bank.test")!])
    }
}
