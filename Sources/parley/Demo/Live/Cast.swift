import Broker

/// The made-up people of the live demo.
struct Cast: Sendable {
    struct Customer: Sendable {
        var handle: String
        var name: String
        var mailbox: String
    }

    static let customers = [
        Customer(handle: "penny_c", name: "Penny Clarke", mailbox: "penny@cust.test"),
        Customer(handle: "sam_w", name: "Sam Whitlow", mailbox: "sam@cust.test"),
        Customer(handle: "amina_y", name: "Amina Yardley", mailbox: "amina@cust.test"),
    ]

    struct Colleague: Sendable {
        var login: String
        var name: String
        var role: Role
    }

    /// Two, so that a held reply can be approved by another person.
    static let colleagues = [
        Colleague(login: "ada", name: "Ada Okell", role: .agent),
        Colleague(login: "grace", name: "Grace Lindley", role: .supervisor),
    ]

    static func mailbox(_ handle: String) -> String? {
        customers.first { $0.handle.lowercased() == handle.lowercased() }?.mailbox
    }
}
