import ArgumentParser
import Broker
import FoundationEssentials

/// Which server's folder a command works on.
struct HomeOption: ParsableArguments {
    @Option(name: .customLong("home"), help: "The server's folder; PARLEY_HOME or ./parley-data if left out.")
    var folder: String?

    var home: Home { Home(folder ?? ProcessInfo.processInfo.environment["PARLEY_HOME"] ?? "./parley-data") }
}
