import Glibc

/// Text in the character sets that mail is written in, through glibc's iconv.
///
/// Only labels on a list are accepted, in the readings that browsers use (WHATWG Encoding): `iso-8859-1` is windows-1252,
/// `gb2312` is GB 18030. What a set does not define becomes U+FFFD.
enum Charset {
    /// nil if the label is not on the list.
    static func decode(_ bytes: [UInt8], label: String?) -> String? {
        let label = (label ?? "us-ascii").lowercased().filter { $0 != "\"" && $0 != "'" && $0 != " " }
        switch label {
        case "utf-8", "utf8", "unicode-1-1-utf-8", "x-unicode-2-0-utf-8":
            // swift-format-ignore: broken characters are to be replaced here, not to fail
            return String(decoding: withoutMark(bytes), as: UTF8.self)
        case "us-ascii", "ascii", "ansi_x3.4-1968", "", "unknown-8bit", "x-unknown", "default", "8bit", "7bit", "binary":
            return unlabelled(bytes)
        default:
            guard let name = names[label] else { return nil }
            return convert(bytes, from: name)
        }
    }

    /// Text that says nothing of its set: UTF-8 if it is that, else windows-1252.
    static func unlabelled(_ bytes: [UInt8]) -> String {
        String(validating: withoutMark(bytes), as: UTF8.self) ?? convert(bytes, from: "CP1252") ?? String(decoding: bytes, as: UTF8.self)
    }

    private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xef, 0xbb, 0xbf]) ? bytes.dropFirst(3) : bytes[...]
    }

    /// One pass; each step either takes input or ends.
    private static func convert(_ bytes: [UInt8], from name: String) -> String? {
        guard let converter = iconv_open("UTF-8", name), Int(bitPattern: converter) != -1 else { return nil }
        defer { iconv_close(converter) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 2)
        var input = bytes
        var chunk = [CChar](repeating: 0, count: 16 * 1024)
        input.withUnsafeMutableBytes { input in
            var next = input.baseAddress?.assumingMemoryBound(to: CChar.self)
            var left = input.count
            var isFlushing = false
            while true {
                var status = 0
                var failure: Int32 = 0
                chunk.withUnsafeMutableBufferPointer { chunk in
                    var target = chunk.baseAddress
                    var room = chunk.count
                    status = isFlushing ? iconv(converter, nil, nil, &target, &room) : iconv(converter, &next, &left, &target, &room)
                    failure = errno
                    result.append(contentsOf: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(chunk)[..<(chunk.count - room)]))
                }
                if status != -1 {
                    if isFlushing { return }
                    isFlushing = true
                } else if failure != E2BIG {
                    result += [0xef, 0xbf, 0xbd]
                    guard failure == EILSEQ, left > 0, !isFlushing else { return }
                    next = next.map { $0 + 1 }
                    left -= 1
                }
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The labels accepted, and what glibc calls the set. ISO-2022-CN-EXT stays out (CVE-2024-2961), with all that nobody writes.
    private static let names: [String: String] = {
        let sets: [(String, String)] = [
            (
                "CP1252",
                "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 iso_8859-1:1987 latin1 latin-1 l1 cp819 ibm819 csisolatin1"
            ),
            ("ISO-8859-2", "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2 csisolatin2"),
            ("ISO-8859-3", "iso-8859-3 iso8859-3 latin3"),
            ("ISO-8859-4", "iso-8859-4 iso8859-4 latin4"),
            ("ISO-8859-5", "iso-8859-5 iso8859-5 cyrillic csisolatincyrillic"),
            ("ISO-8859-6", "iso-8859-6 iso8859-6 iso-8859-6-e iso-8859-6-i arabic asmo-708"),
            ("ISO-8859-7", "iso-8859-7 iso8859-7 greek greek8 ecma-118"),
            ("ISO-8859-8", "iso-8859-8 iso8859-8 iso-8859-8-e iso-8859-8-i logical visual hebrew"),
            ("CP1254", "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 l5"),
            ("ISO-8859-10", "iso-8859-10 iso8859-10 latin6"),
            ("CP874", "windows-874 cp874 tis-620 iso-8859-11 dos-874"),
            ("ISO-8859-13", "iso-8859-13 iso8859-13"),
            ("ISO-8859-14", "iso-8859-14 iso8859-14"),
            ("ISO-8859-15", "iso-8859-15 iso8859-15 iso_8859-15 latin-9 latin9 l9"),
            ("ISO-8859-16", "iso-8859-16 iso8859-16"),
            ("CP1250", "windows-1250 cp1250 x-cp1250"),
            ("CP1251", "windows-1251 cp1251 x-cp1251 win-1251"),
            ("CP1253", "windows-1253 cp1253 x-cp1253"),
            ("CP1255", "windows-1255 cp1255 x-cp1255"),
            ("CP1256", "windows-1256 cp1256 x-cp1256"),
            ("CP1257", "windows-1257 cp1257 x-cp1257"),
            ("CP1258", "windows-1258 cp1258 x-cp1258"),
            ("CP437", "cp437 ibm437 cp-437"),
            ("CP850", "cp850 ibm850 cp-850"),
            ("CP852", "cp852 ibm852 cp-852"),
            ("CP866", "cp866 ibm866 866 csibm866 cp-866"),
            ("KOI8-R", "koi8-r koi8 koi koi8_r cskoi8r"),
            ("KOI8-U", "koi8-u koi8-ru"),
            ("MACINTOSH", "macintosh mac x-mac-roman csmacintosh"),
            ("MAC-CYRILLIC", "x-mac-cyrillic x-mac-ukrainian"),
            ("CP932", "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j cp932 csshiftjis"),
            ("EUC-JP", "euc-jp x-euc-jp cseucpkdfmtjapanese"),
            ("ISO-2022-JP", "iso-2022-jp csiso2022jp iso-2022-jp-1 iso-2022-jp-2"),
            ("CP949", "euc-kr ks_c_5601-1987 ks_c_5601-1989 ks_c_5601 ksc5601 ksc_5601 korean windows-949 cp949 cseuckr iso-ir-149"),
            ("ISO-2022-KR", "iso-2022-kr"),
            ("GB18030", "gb18030 gb2312 gb_2312 gb_2312-80 gbk x-gbk cp936 ms936 chinese csgb2312 euc-cn iso-ir-58"),
            ("BIG5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950"),
            ("UTF-7", "utf-7 unicode-1-1-utf-7 csunicode11utf7"),
            ("UTF-16", "utf-16 ucs-2 unicode csunicode iso-10646-ucs-2"),
            ("UTF-16LE", "utf-16le"),
            ("UTF-16BE", "utf-16be"),
            ("VISCII", "viscii"),
            ("ARMSCII-8", "armscii-8"),
            ("GEORGIAN-PS", "georgian-ps"),
        ]
        var names: [String: String] = [:]
        for (name, labels) in sets {
            for label in labels.split(separator: " ") { names[String(label)] = name }
        }
        return names
    }()
}
