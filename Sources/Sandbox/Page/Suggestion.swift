/// Something to write, for whoever tries the network out. All numbers are published for testing.
struct Suggestion: Sendable {
    var title: String
    var text: String

    static func posts(firm: String) -> [Suggestion] {
        [
            Suggestion(
                title: "Complain, with a card number",
                text: "@\(firm) my card 4111 1111 1111 1111 was refused at the till again. Third time this week, I want to complain!"),
            Suggestion(
                title: "Ask something harmless",
                text: "@\(firm) are your branches open on Monday?"),
            Suggestion(
                title: "Disguise the number",
                text: "@\(firm) still waiting. Card is four one one one, then 1111-1111-1111, you know the one."),
            Suggestion(
                title: "Say something worrying",
                text: "@\(firm) I lost my job in March and cannot pay the overdraft fees. I don't know what to do any more."),
            Suggestion(title: "Say thanks", text: "@\(firm) thanks, that was quick!"),
        ]
    }

    static let messages = [
        Suggestion(
            title: "Sort code and account number",
            text: "Hello, the payment did not arrive. My sort code is 20-29-59 and the account number is 63748472."),
        Suggestion(title: "Ask what is going on", text: "Hi, did you see my post? What happens now?"),
        Suggestion(title: "Security code", text: "The card is 5105 1051 0510 5100, expires 09/29, and the code on the back is 123."),
        Suggestion(title: "Say thanks", text: "That worked, thank you!"),
    ]

    static let letters = [
        Suggestion(title: "Answer with a detail", text: "Thank you. For your records, my card is 4111 1111 1111 1111."),
        Suggestion(title: "Say thanks", text: "That worked, thank you. Could you also confirm it in public?"),
    ]
}
