import FoundationEssentials

/// The browser of the person at this machine, if there is a display to show one on.
enum DesktopBrowser {
    static func open(_ addresses: [String]) {
        let environment = ProcessInfo.processInfo.environment
        guard environment["DISPLAY"]?.isEmpty == false || environment["WAYLAND_DISPLAY"]?.isEmpty == false else { return }
        // The mail servers need root; a browser refuses to be it.
        let asUser = environment["SUDO_USER"].map { ["sudo", "-u", $0, "--preserve-env=DISPLAY,WAYLAND_DISPLAY,XAUTHORITY"] } ?? []
        for address in addresses {
            // Whoever has no xdg-open follows the address that was printed.
            do { _ = try ChildProcess(asUser + ["xdg-open", address], output: "/dev/null") } catch { return }
        }
    }
}
