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

    static func mailbox(_ handle: String) -> String? {
        customers.first { $0.handle.lowercased() == handle.lowercased() }?.mailbox
    }
}
