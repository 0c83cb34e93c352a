import ArgumentParser

/// How a report is printed.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, junit
}

struct ReportOption: ParsableArguments {
    @Option(help: "How data is printed: table for people, json for programs, junit for build servers.")
    var format = ReportFormat.table
}

/// Results in the XML form that build servers read.
enum JUnitOutput {
    struct Case {
        var name: String
        /// File, line and column.
        var place: String
        /// What is wrong; nil where nothing is.
        var failure: String?
    }

    static func print(_ suite: String, _ cases: [Case]) throws {
        var lines = [
            #"<?xml version="1.0" encoding="UTF-8"?>"#,
            #"<testsuite name="\#(escaped(suite))" tests="\#(cases.count)" failures="\#(cases.count { $0.failure != nil })">"#,
        ]
        for one in cases {
            let head = #"  <testcase classname="\#(escaped(one.place))" name="\#(escaped(one.name))""#
            if let failure = one.failure {
                lines += [head + ">", #"    <failure message="\#(escaped(failure))"/>"#, "  </testcase>"]
            } else {
                lines.append(head + "/>")
            }
        }
        try StandardOutput.write(Array((lines + ["</testsuite>"]).map { $0 + "\n" }.joined().utf8))
    }

    /// XML 1.0 takes no control characters at all, not even escaped.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\n", "\t": escaped += " "
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
