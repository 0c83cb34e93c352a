import ArgumentParser

struct RecordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "records",
        abstract: "What is kept, and how long: what falls due, what goes, what a person may see of it.",
        discussion: """
            How long each class is kept stands in retention.yaml of the policies. Holds and erasures have commands of their own: parley hold, \
            parley erase.

            Example: parley records due --token-file token
            """,
        subcommands: [RecordsDueCommand.self, RecordsSweepCommand.self, RecordsRedactCommand.self, RecordsExportCommand.self])
}
