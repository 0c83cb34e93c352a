import AsyncHTTPClient
import Foundation
import NIOCore
import Scratch
import Testing

extension ServerTests {
    @Suite(.serialized, .needsMailServers) struct TheDemoIsReadyTests {
        private struct Ready: Decodable {
            struct Colleague: Decodable { var link: String }
            var network: String
            var desk: String
            var folder: String
            var people: [Colleague]
        }

        private struct Page {
            var status: UInt
            var text: String
        }

        private func page(_ url: String, post body: String? = nil) async throws -> Page {
            var request = HTTPClientRequest(url: url)
            if let body, let origin = URL(string: url) {
                request.method = .POST
                request.headers.add(name: "origin", value: "http://localhost:\(origin.port ?? 0)")
                request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
                request.headers.add(name: "accept", value: "text/plain")
                request.body = .bytes(ByteBuffer(string: body))
            }
            let response = try await HTTPClient.shared.execute(request, timeout: .seconds(20))
            return Page(status: response.status.code, text: String(buffer: try await response.body.collect(upTo: 1 << 20)))
        }

        /// Asks again for a minute at most.
        private func wait<Value>(_ what: String, _ ask: () async throws -> Value?) async throws -> Value {
            for _ in 0..<600 {
                if let value = try await ask() { return value }
                // Another process: it can only be asked again.
                try await Task.sleep(for: .milliseconds(100))
            }
            throw StageError("waited a minute for \(what)")
        }

        /// Processes whose command line names the folder.
        private func processes(of folder: String) throws -> [(pid: pid_t, words: String)] {
            try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
                guard let pid = pid_t(name), let bytes = FileManager.default.contents(atPath: "/proc/\(name)/cmdline") else { return nil }
                let words = String(decoding: bytes, as: UTF8.self).replacing("\0", with: " ")
                return words.contains(folder) ? (pid, words) : nil
            }
        }

        @Test func `the live demo is ready when it says so, keeps its server alive, and leaves nothing behind`() async throws {
            let root = URL(filePath: #filePath).appending(path: "../../..").standardized.path(percentEncoded: false)
            let folder = TemporaryFolder()
            let (output, words) = (folder.file("out"), folder.file("err"))
            let demo = try Child(
                [
                    "bash", "-c", "exec \"$@\" 2>\(words)", "demo", Stage.executable, "demo", "--format", "json", "--lab",
                    root + "/Tests/Lab", "--policies", root + "/Policies",
                ], output: output)
            var isOver = false
            defer { if !isOver { demo.stop() } }
            let ready = try await wait("the demo") {
                guard demo.isRunning else { throw StageError("the demo ended: \(try String(contentsOfFile: words, encoding: .utf8))") }
                guard let data = FileManager.default.contents(atPath: output), data.last == UInt8(ascii: "\n") else { return nil as Ready? }
                return try JSONDecoder().decode(Ready.self, from: data)
            }
            // Ready means ready: each answers the first time it is asked.
            for url in [ready.network, ready.desk] + ready.people.map(\.link) { #expect(try await page(url).status == 200, "\(url)") }
            #expect(ready.people.count == 2)

            let posted = try await page(
                ready.network + "as/penny_c/posts", post: "text=%40NorthbridgeHelp+my+card+4111+1111+1111+1111&reply=")
            #expect(posted.status == 200)
            _ = try await wait("what is kept") {
                let text = try await page(ready.network + "as/penny_c").text
                return text.contains("⟦card.pan⟧") && text.contains("Sealed as entry") ? true : nil
            }
            let search = try await page(ready.network + "as/penny_c/search", post: "number=4111+1111+1111+1111")
            #expect(search.text.hasSuffix("the number is in none of them."))

            let server = try #require(try processes(of: ready.folder).first { $0.words.contains(" serve ") }).pid
            kill(server, SIGKILL)
            let next = try await wait("the next server") {
                try processes(of: ready.folder).first { $0.words.contains(" serve ") && $0.pid != server }
            }
            #expect(next.pid != server)
            _ = try await page(ready.network + "as/sam_w/messages", post: "text=are+you+back%3F")
            _ = try await wait("the page of what is kept") {
                try await page(ready.network + "as/sam_w/messages").text.contains("Sealed as entry") ? true : nil
            }
            #expect(try String(contentsOfFile: words, encoding: .utf8).contains("The server ended (signal 9). Starting it again."))

            isOver = true
            #expect(demo.stop() == 0)
            #expect(try processes(of: ready.folder).map(\.words) == [])
            #expect(!FileManager.default.fileExists(atPath: ready.folder))
        }
    }
}
