import Foundation
import Glibc
import Testing

/// The lab is up after up.sh, and gone with whoever it was for.
@Suite(.needsMailServers) struct LabLeavesNothingTests {
    @Test func startingAgainChangesNothing() throws {
        let lab = try MailLab.shared.get()
        let output = lab.folder + "/again.out"
        let scripts = URL(filePath: #filePath).appending(path: "../../Lab/up.sh").standardized.path(percentEncoded: false)
        #expect(MailLab.run(["/bin/bash", scripts, lab.folder], output: output) == 0)
        #expect(try String(contentsOfFile: output, encoding: .utf8) == String(contentsOfFile: lab.folder + "/env", encoding: .utf8))
    }

    @Test func goesWithTheProcessItWatches() throws {
        let folder = "/tmp/parley-mail-lab-watched-\(Letters.unique())"
        let scripts = URL(filePath: #filePath).appending(path: "../../Lab").standardized.path(percentEncoded: false)
        // The shell it watches ends as soon as the lab is up; then the lab has to end, and the watcher says so by ending.
        let program = """
            "$0/up.sh" --watch $$ "$1" >/dev/null || exit 3
            cat "$1/dovecot/run/master.pid" "$1/postfix/queue/pid/master.pid" "$1/watch.pid"
            """
        let output = folder + ".out"
        defer { unlink(output) }
        #expect(MailLab.run(["/bin/bash", "-c", program, scripts, folder], output: output) == 0)
        let processes = try String(contentsOfFile: output, encoding: .utf8).split { !$0.isNumber }.compactMap { pid_t($0) }
        #expect(processes.count == 3)
        let wait = """
            for pid in "$@"; do for _ in $(seq 300); do kill -0 $pid 2>/dev/null || continue 2; sleep 0.05; done; exit 1; done
            """
        #expect(MailLab.run(["/bin/bash", "-c", wait, "wait"] + processes.map(String.init), output: "/dev/null") == 0)
        #expect(access(folder, F_OK) != 0)
    }
}
