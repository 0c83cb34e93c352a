import Broker
import Hummingbird

/// The wallboard: a page, and its figures alone for whoever has it open.
struct WallboardRoutes: Sendable {
    let server: Server

    func add(to pages: RouterGroup<ConsoleContext>) {
        pages.get("/wallboard") { _, context in
            let visit = try context.visit(who: .seeWallboard)
            return PageResponse.page(try page().html(visit))
        }
        pages.get("/wallboard/figures") { _, context in
            _ = try context.member(who: .seeWallboard)
            return PageResponse.page(try page().figures)
        }
    }

    private func page() throws -> WallboardPage {
        WallboardPage(board: try server.wallboard.read(), moment: Moment(server), names: server.terms.now.wordNames)
    }
}
