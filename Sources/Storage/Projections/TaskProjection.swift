import Conversations
import SQL

extension Projection {
    /// Actions that wait for a person, each under its own name.
    static let tasks = Projection(
        name: "tasks", version: 2, tables: ["task"],
        schema: """
            CREATE TABLE task(id BLOB PRIMARY KEY, conversation BLOB NOT NULL, action TEXT NOT NULL, opened INTEGER NOT NULL,
                done INTEGER) STRICT, WITHOUT ROWID;
            CREATE INDEX task_open ON task(done, opened);
            """
    ) { step, connection in
        for event in step.entry.events ?? [] {
            switch event {
            case .taskOpened(let opened):
                guard let id = step.entry.conversationIDs.first else { continue }
                try connection.run(
                    "INSERT OR REPLACE INTO task(id, conversation, action, opened) VALUES ($1, $2, $3, $4)", .blob(opened.task.bytes),
                    .blob(id.stream.bytes), .text(opened.action), .integer(step.entry.at.milliseconds))
            case .taskDone(let done):
                try connection.run(
                    "UPDATE task SET done = $2 WHERE id = $1", .blob(done.task.bytes), .integer(step.entry.at.milliseconds))
            default: break
            }
        }
    } forget: { entry, connection in
        for event in entry.events ?? [] {
            switch event {
            case .taskOpened(let opened): try connection.run("DELETE FROM task WHERE id = $1", .blob(opened.task.bytes))
            case .taskDone(let done): try connection.run("UPDATE task SET done = NULL WHERE id = $1", .blob(done.task.bytes))
            default: break
            }
        }
    }
}
