/// Where the live demo's pages stand, and for whom.
struct Addresses: Encodable {
    struct Customer: Encodable {
        var handle: String
        var name: String
        var mailbox: String
    }

    var network: String
    var desk: String
    var folder: String
    var customers: [Customer]

    var words: String {
        """
        Parley is ready.

          The network   \(network)
                        be a customer: complain, send messages, read your mail, see what is kept
          The server    \(desk)

        Ctrl-C ends it and removes what was made.

        """
    }
}
