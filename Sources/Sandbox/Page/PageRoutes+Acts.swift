import HTTPTypes
import Hummingbird

/// What people do on the page. Each act works as a form that loads the page again, and without a reload where the script sends it.
extension PageRoutes {
    func addActs(to group: RouterGroup<SandboxContext>) {
        group.post("people") { request, _ in
            let form = try await PageForm(request)
            let (handle, name) = (form["handle"], form["name"])
            guard (1...50).contains(name.count) else {
                return try welcome(handle: handle, name: name, problem: "A name has 1 to 50 characters.")
            }
            do {
                let user = try network.createUser(handle: handle, name: name)
                return PageAnswer.seeOther("/as/\(user.handle)")
            } catch let error as SandboxError {
                return try welcome(handle: handle, name: name, problem: PageRefusal(error).message)
            }
        }
        group.post("as/{handle}/posts") { request, context in
            let (reader, form) = (try reader(context), try await PageForm(request))
            let parent = UInt64(form["reply"])
            do {
                try network.post(as: reader.id, form["text"], inReplyTo: parent)
            } catch let error as SandboxError where !PageAnswer.isForScript(request) {
                return try await posts(reader, draft: form["text"], replyTo: parent, problem: PageRefusal(error).message)
            }
            return PageAnswer.done(request, to: "/as/\(reader.handle)")
        }
        group.post("as/{handle}/posts/{id}/delete") { request, context in
            let reader = try reader(context)
            try network.delete(UInt64(context.parameters.get("id") ?? "") ?? 0, as: reader.id)
            return PageAnswer.done(request, to: "/as/\(reader.handle)")
        }
        group.post("as/{handle}/messages") { request, context in
            let (reader, form) = (try reader(context), try await PageForm(request))
            do {
                try network.message(as: reader.id, to: try firm().id, form["text"])
            } catch let error as SandboxError where !PageAnswer.isForScript(request) {
                return try await messages(reader, draft: form["text"], problem: PageRefusal(error).message)
            }
            return PageAnswer.done(request, to: "/as/\(reader.handle)/messages")
        }
        group.post("as/{handle}/mail") { request, context in
            let (reader, form) = (try reader(context), try await PageForm(request))
            try await send(reader, form)
            return PageAnswer.done(request, to: "/as/\(reader.handle)/mail")
        }
        group.post("as/{handle}/search") { request, context in
            _ = try reader(context)
            let number = try await PageForm(request)["number"]
            guard let records = page.records, PageText.numbers(in: number) == [number], number.utf8.count <= 64 else {
                throw PageRefusal(.badRequest, "Only a number can be looked for.")
            }
            let found = try await records.search([number])
            let size = "\(Self.grouped(found.bytes)) bytes of databases, logs and keys"
            return PageAnswer.words(
                found.files.isEmpty
                    ? "Read \(size): the number is in none of them." : "Read \(size): found in \(found.files.joined(separator: ", ")).")
        }
        group.post("desk") { request, _ in
            let login = try await PageForm(request)["login"]
            guard let desk = page.desk, desk.seats.contains(where: { $0.login == login }) else {
                throw PageRefusal(.notFound, "There is no such seat at the desk.")
            }
            do { return PageAnswer.seeOther(try await desk.link(login)) } catch {
                throw PageRefusal(.badGateway, "The desk does not let anybody in at the moment. Try again in a few seconds.")
            }
        }
    }

    private func send(_ reader: SandboxUser, _ form: PageForm) async throws {
        guard let mailbox = page.mailbox, mailbox.address(reader.handle) != nil else {
            throw PageRefusal(.notFound, "\(reader.name) has no mailbox.")
        }
        let draft = SandboxDraft(
            to: form["to"], subject: form["subject"].replacing("\n", with: " "), text: form["text"],
            answers: form["answers"].isEmpty ? nil : form["answers"])
        guard !draft.text.isEmpty, draft.text.utf8.count <= 60_000, (1...200).contains(draft.subject.count) else {
            throw PageRefusal(.badRequest, "A letter has a subject of at most 200 characters and a text.")
        }
        do { try await mailbox.send(reader.handle, draft) } catch {
            throw PageRefusal(.badGateway, "The mail server did not take the letter: is the address right?")
        }
    }

    /// 1234567 as 1,234,567.
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number))
        return String(
            digits.enumerated().flatMap { index, digit in
                index > 0 && (digits.count - index).isMultiple(of: 3) ? [",", digit] : [digit]
            })
    }
}
