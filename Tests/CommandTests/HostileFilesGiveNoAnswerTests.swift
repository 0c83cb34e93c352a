import Glibc
import Scratch
import Testing

/// A file that wants to do harm ends inside its limits: no answer, nothing left behind, nobody reached.
@Suite struct HostileFilesGiveNoAnswerTests {
    /// Ends at once or after so many seconds; only that it ends is asked.
    private func refuses(
        _ bytes: [UInt8], _ why: String, seconds: Int = 20, path: String? = nil, withoutWalls: Bool = false,
        _ place: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await Command.run(
            ["extract", "--seconds", "\(seconds)"] + (withoutWalls ? ["--without-walls"] : []), input: bytes, path: path)
        #expect(answer.status == 0 && answer.lines.count == 1, "\(answer.words)", sourceLocation: place)
        let words = answer.output.split(separator: " ")
        #expect(words.count == 4 && words[1] == "none" && words[3] == "\(why)\n", "\(answer.output.prefix(200))", sourceLocation: place)
    }

    private static let pdf = MadeFiles.pdf(["nothing of interest stands here"])

    // MARK: Bombs

    /// Python packs it: our own writer of archives does not compress.
    private static func bomb(megabytes: Int, announcing size: Int?) throws -> [UInt8] {
        let script = """
            import sys, zipfile, struct
            with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as z:
                z.writestr("[Content_Types].xml", "<Types/>")
                z.writestr("word/document.xml", b"<w:t>" + b" " * (\(megabytes) << 20))
            size = \(size ?? -1)
            if size >= 0:
                b = open(sys.argv[1], "rb").read()
                b = b.replace(struct.pack("<I", (\(megabytes) << 20) + 5), struct.pack("<I", size))
                open(sys.argv[1], "wb").write(b)
            """
        return try MadeFiles.made("bomb.py", Array(script.utf8), "bomb.docx") { ["/usr/bin/python3", $0, $1] }
    }

    @Test func anArchiveThatUnpacksToTooMuch() async throws {
        try await refuses(try Self.bomb(megabytes: 70, announcing: nil), "too_large")
    }

    @Test func anArchiveThatLiesAboutIt() async throws {
        let answer = try await Command.run(["extract"], input: try Self.bomb(megabytes: 20, announcing: 100))
        #expect(
            answer.output.contains(" none docx too_large") || answer.output.contains(" none docx unreadable"), "\(answer.output.prefix(80))"
        )
    }

    @Test func entitiesThatLaugh() async throws {
        var part = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY a0 \"ha\">"
        for level in 1...30 { part += "<!ENTITY a\(level) \"&a\(level - 1);&a\(level - 1);&a\(level - 1);\">" }
        try await refuses(MadeFiles.docx([["x"]], more: [("word/footer1.xml", Array((part + "]><w:t>&a30;</w:t>").utf8))]), "unreadable")
        try await refuses(MadeFiles.docx([["&undeclared;"]]), "unreadable")
    }

    @Test func tenThousandPages() async throws { try await refuses(MadeFiles.pdf(Array(repeating: "x", count: 10_000)), "too_large") }

    @Test func aPictureOfTwoAndAHalfThousandMillionDots() async throws {
        func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
            func big(_ value: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * UInt32($0))) } }
            return big(UInt32(bytes.count)) + name.utf8 + bytes + big(MadeFiles.checksum(Array(name.utf8) + bytes))
        }
        let side: [UInt8] = [0, 0, 0xc3, 0x50]
        let png =
            [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", side + side + [8, 0, 0, 0, 0])
            + chunk("IDAT", [0x78, 0x9c, 3, 0])
            + chunk("IEND", [])
        try await refuses(png, "too_large")
    }

    // MARK: Broken, locked, ambiguous

    @Test func aPasswordIsNeeded() async throws {
        try await refuses(try MadeFiles.locked(Self.pdf), "encrypted")
        // As office programs lock their files: a compound file with one stream of this name.
        let magic: [UInt8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
        try await refuses(magic + [UInt8](repeating: 0, count: 512) + "EncryptedPackage".utf8.flatMap { [$0, 0] }, "encrypted")
    }

    @Test func onlyHalfOfItIsThere() async throws {
        let picture = try MadeFiles.picture(of: Self.pdf)
        try await refuses(Array(picture.prefix(picture.count / 2)), "unreadable")
        try await refuses(Array(MadeFiles.docx([["x"]]).dropLast(30)), "unreadable")
        try await refuses(Array("%PDF-1.4 and nothing more".utf8), "unreadable")
    }

    @Test func twoThingsAtOnce() async throws {
        let archive = MadeFiles.zip([("a.txt", Array("4111 1111 1111 1111".utf8))])
        try await refuses(try MadeFiles.picture(of: Self.pdf) + archive, "unknown_type")
        try await refuses(Self.pdf + archive, "unknown_type")
        try await refuses(Array("GIF89a".utf8) + Self.pdf, "unknown_type")
        // An entry of the table that lies inside another's bytes: one program sees it, another does not.
        let inner = MadeFiles.docx([["4111 1111 1111 1111"]])
        try await refuses(MadeFiles.zip([("a.bin", inner)]).dropLast(22) + inner.suffix(22), "unreadable")
    }

    @Test func filesInFiles() async throws {
        try await refuses(MadeFiles.docx([["x"]], more: [("word/embeddings/oleObject1.bin", [0, 1, 2, 3])]), "holds_others")
        try await refuses(MadeFiles.zip([("a.pdf", Self.pdf)]), "unknown_type")
        var mail = Array("From: a@cust.test\r\nSubject: x\r\n\r\nx\r\n".utf8)
        for _ in 0..<6 {
            let head = "From: a@cust.test\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\n"
            mail = Array("\(head)Content-Transfer-Encoding: base64\r\n\r\n\(Command.base64(mail))\r\n".utf8)
        }
        try await refuses(mail, "holds_others")
    }

    @Test(arguments: [[], [0], [UInt8](repeating: 0xff, count: 4_096), Array("{\\rtf1 4111 1111}".utf8), Array("\u{1}\u{2}binary".utf8)])
    func nobodyKnowsWhatItIs(_ bytes: [UInt8]) async throws { try await refuses(bytes, "unknown_type") }

    @Test func thousandsOfBrokenCopiesNeverEndItBadly() async throws {
        var generator = Seeded(state: 7)
        let whole = [Self.pdf, MadeFiles.docx([["some words", "more"]]), try MadeFiles.picture(of: Self.pdf)]
        for round in 0..<24 {
            var bytes = whole[round % whole.count]
            for _ in 0..<8 { bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: generator.next()) }
            let answer = try await Command.run(["extract", "--seconds", "10"], input: bytes)
            #expect(answer.status == 0 && answer.output.hasPrefix("parley-extract/1 "), "round \(round): \(answer.words)")
        }
    }

    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 17
        }
    }

    // MARK: Converters that were taken over

    /// A converter that does what the script says, before those of the system on the path.
    private func taken(_ name: String, _ script: String) throws -> (folder: TemporaryFolder, path: String) {
        let folder = TemporaryFolder()
        try folder.write(name, Array("#!/bin/bash\n\(script)\n".utf8), mode: 0o755)
        return (folder, folder.path + ":/usr/bin:/bin")
    }

    /// Whoever has this on their command line.
    private func processes(with mark: String) throws -> [String] {
        let folder = try #require(opendir("/proc"))
        defer { closedir(folder) }
        var found: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = Int32(name), process != getpid() else { continue }
            let file = open("/proc/\(process)/cmdline", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { continue }
            defer { close(file) }
            var line = [UInt8](repeating: 0, count: 4_096)
            let count = read(file, &line, line.count)
            let words = String(decoding: line[..<max(0, count)], as: UTF8.self)
            if words.contains(mark) { found.append(words) }
        }
        return found
    }

    /// Dies a moment after its group; asked for until then, for ten seconds at most.
    private func isGone(_ mark: String) throws -> Bool {
        for _ in 0..<200 {
            if try processes(with: mark).isEmpty { return true }
            // Another process: there is nothing to await, only to ask again.
            usleep(50_000)
        }
        return false
    }

    @Test(arguments: [false, true]) func oneThatHangs(withoutWalls: Bool) async throws {
        let mark = withoutWalls ? "31415.9265" : "27182.8182"
        let (folder, path) = try taken("pdfinfo", "sleep \(mark) & kill -STOP $$; sleep \(mark)")
        try await refuses(Self.pdf, "out_of_time", seconds: 2, path: path, withoutWalls: withoutWalls)
        #expect(try isGone(mark) && isGone(folder.path))
    }

    @Test(arguments: [false, true]) func oneThatLeavesOthersBehind(withoutWalls: Bool) async throws {
        let mark = withoutWalls ? "16180.3398" : "14142.1356"
        let (folder, path) = try taken(
            "pdfinfo", "for i in 1 2 3; do (setsid sleep \(mark) >/dev/null 2>&1 </dev/null &); done; exit 1")
        try await refuses(Self.pdf, "unreadable", path: path, withoutWalls: withoutWalls)
        #expect(try isGone(mark) && isGone(folder.path))
    }

    @Test func oneThatNeverStopsTalking() async throws {
        for (script, why) in [("yes 'Pages: 1'", "too_large"), ("yes >&2", "out_of_time")] {
            let (folder, path) = try taken("pdfinfo", script)
            try await refuses(Self.pdf, why, seconds: 3, path: path)
            #expect(try isGone(folder.path))
        }
    }

    @Test func oneThatEatsMemoryOrTime() async throws {
        let (first, memory) = try taken("pdfinfo", "x=$(head -c 2000000000 /dev/zero | tr '\\0' a); echo Pages: 1")
        let answer = try await Command.run(["extract", "--seconds", "15"], input: Self.pdf, path: memory)
        #expect(answer.output.contains(" none pdf "), "\(answer.output.prefix(100))")
        let (second, time) = try taken("pdfinfo", "while :; do :; done")
        try await refuses(Self.pdf, "out_of_time", seconds: 2, path: time)
        withExtendedLifetime((first, second)) {}
    }

    /// It says what it sees and can do, as the text of the file.
    private func confession(_ script: String, withoutWalls: Bool = false) async throws -> String {
        let (folder, path) = try taken("pdftotext", script)
        defer { withExtendedLifetime(folder) {} }
        let answer = try await Command.run(
            ["extract"] + (withoutWalls ? ["--without-walls"] : []), input: Self.pdf, path: path)
        #expect(answer.output.hasPrefix("parley-extract/1 text pdf "), "\(answer.output.prefix(200)) \(answer.words)")
        return answer.output
    }

    @Test func itSeesNothingOfThisMachine() async throws {
        let words = try await confession(
            "env; ls / /etc /tmp /home /root 2>/dev/null; ls /proc/self/fd | tr '\\n' ' '; ls /proc | grep -c '^[0-9]'")
        // Of all files it is shown its own folder, read-only.
        #expect(!words.contains("of-the-one-who-asks") && !words.contains("passwd"))
        #expect(!words.contains("home") && !words.contains("root"))
    }

    @Test func itReachesNobody() async throws {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isReady = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && listen(socket, 4) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        try #require(isReady)
        let script = "(exec 3<>/dev/tcp/127.0.0.1/\(address.sin_port.bigEndian)) 2>/dev/null && echo was connected || echo was alone"
        #expect(try await confession(script).contains("was alone"))
        #expect(try await confession(script, withoutWalls: true).contains("was connected"), "the walls are what keeps it in")
    }

    @Test(arguments: [false, true]) func itWritesNothing(withoutWalls: Bool) async throws {
        let name = withoutWalls ? "left-bare" : "left-walled"
        let places = ["/tmp", "/var/tmp", "/dev/shm", "$HOME", "$PWD", "$TMPDIR", "/usr", "/run", "/proc/self/fd/0"]
        let script =
            places.map { "(cat /dev/stdin > \($0)/parley-\(name)) 2>/dev/null" }.joined(separator: "; ") + "; echo tried all of them"
        _ = try await confession(script, withoutWalls: withoutWalls)
        for folder in ["/tmp", "/var/tmp", "/dev/shm", "/", "/usr", "/run", "/root", String(cString: getcwd(nil, 0))] {
            let path = "\(folder)/parley-\(name)"
            var status = stat()
            // Without walls it can make a file, and not put a byte into it.
            if stat(path, &status) == 0 {
                #expect(withoutWalls && status.st_size == 0, "\(path)")
                unlink(path)
            }
        }
    }

    @Test func withoutConvertersThereIsNoAnswer() async throws {
        let folder = TemporaryFolder()
        try await refuses(Self.pdf, "no_converter", path: folder.path)
        try await refuses(try MadeFiles.picture(of: Self.pdf), "no_converter", path: folder.path)
        try await refuses(try Self.bomb(megabytes: 1, announcing: nil), "no_converter", path: folder.path)
    }
}
