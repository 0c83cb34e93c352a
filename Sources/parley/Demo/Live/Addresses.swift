/// Where the live demo's pages stand, and for whom.
struct Addresses: Encodable {
    struct Customer: Encodable {
        var handle: String
        var name: String
        var mailbox: String
    }

    struct Colleague: Encodable {
        var login: String
        var name: String
        var role: String
        /// Good once, for setting a password.
        var link: String
    }

    var network: String
    var desk: String
    var folder: String
    var customers: [Customer]
    var people: [Colleague]

    var words: String {
        let links = people.map { "    \($0.name), \($0.role)\n      \($0.link)" }.joined(separator: "\n")
        return """

            Parley is ready.

              Be a customer (complain, send messages, read your mail, see what is kept)
                  \(network)

              Work at the bank's desk (each link is good once; two people need two browsers or a private window)
            \(links)
                  afterwards \(desk)

            Ctrl-C ends it and removes what was made.


            """
    }
}
