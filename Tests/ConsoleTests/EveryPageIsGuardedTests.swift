import Testing

@testable import Broker
@testable import Console

/// Every page and every file come with the same guards.
@Suite(.serialized) struct EveryPageIsGuardedTests {
    private static let pages = ["/", "/sign-in", "/sign-in/nothing", "/people", "/wallboard", "/compliance", "/pick-up/nothing", "/live"]

    @Test func nothingFromElsewhereAndNothingWrittenIntoThePage() async throws {
        try await OpenDesk.open { desk in
            let stranger = DeskBrowser(base: desk.base)
            let everybody = try await desk.browser("penny", Set(Role.allCases))
            for browser in [stranger, everybody] {
                for page in Self.pages where !(page == "/live" && browser.cookie != nil) {
                    let answer = try await browser.get(page)
                    #expect(answer["content-security-policy"] == PageResponse.policy, "\(page)")
                    #expect(answer["x-content-type-options"] == "nosniff" && answer["cache-control"] == "no-store", "\(page)")
                    #expect(answer["cross-origin-opener-policy"] == "same-origin", "\(page)")
                    #expect(answer["cross-origin-resource-policy"] == "same-origin", "\(page)")
                    let text = answer.text
                    for inline in ["<style", " style=", "<script>", " onclick=", " onload=", "javascript:"] {
                        #expect(!text.contains(inline), "\(page) has \(inline)")
                    }
                    #expect(!text.contains("&lt;"), "\(page) shows markup as text")
                }
            }
            #expect(try await stranger.get("/people")["location"] == "/sign-in?to=%2Fpeople")
        }
    }

    @Test func filesAreKeptForEverUnderTheirContentsName() async throws {
        try await OpenDesk.open { desk in
            let browser = DeskBrowser(base: desk.base)
            var total = 0
            for file in Assets.all {
                let plain = try await browser.get(file.path)
                #expect(plain.status == 200 && plain.body == file.bytes && plain["content-encoding"] == nil)
                #expect(plain["cache-control"] == "public, max-age=31536000, immutable" && plain["vary"] == "Accept-Encoding")
                #expect(plain["content-type"] == file.type && plain["x-content-type-options"] == "nosniff")
                let small = try await browser.get(file.path, [("accept-encoding", "br;q=1, gzip;q=0.5")])
                #expect(small.status == 200 && small["content-type"] == file.type)
                if small["content-encoding"] == "gzip" {
                    #expect(small.body.starts(with: [0x1f, 0x8b]) && small.body.count < file.bytes.count)
                }
                total += small.body.count
                #expect(try await browser.get(file.path, [("accept-encoding", "gzip;q=0, br")])["content-encoding"] == nil)
                #expect(try await browser.get(file.path.replacing("/assets/", with: "/assets/0")).status == 404)
            }
            #expect(total <= 100 << 10)
        }
    }

    @Test func whatPeopleAreCalledIsTextAndNeverMarkup() async throws {
        try await OpenDesk.open { desk in
            let admin = try await desk.browser("adam", [.administrator])
            let name = "<img src=x onerror=alert(1)>\"'&"
            let answer = try await admin.act("/people", ["login": "mallory", "name": name, "agent": "on"], on: "/people")
            #expect(answer.status == 200 && !answer.text.contains("<img"))
            #expect(answer.text.contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;"))
        }
    }
}
