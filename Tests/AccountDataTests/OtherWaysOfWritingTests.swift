import Testing

@testable import AccountData

/// Frames that people put secrets, numbers and questions in, and sentences beside them that say nothing secret.
struct OtherWaysOfWritingTests {
    private static let found: [(dataClass: String, value: String, text: String)] = [
        ("credential.pin", "4821", "4821 pin 4822 pin"),
        ("credential.pin", "4822", "4821 pin 4822 pin"),
        ("credential.pin", "4471", "my pin is blocked, I think it was 4471"),
        ("credential.pin", "4471", "ma carte est bloquee, mon code secret est 4471"),
        ("credential.pin", "4471", "el pin de mi tarjeta es 4471"),
        ("credential.pin", "7719", "change my pin from 4471 to 7719 please"),
        ("credential.pin", "7719", "I typed 7719 twice and it says wrong pin"),
        ("credential.pin", "9055", "tried 4471, 7719 and 9055 but the pin is refused"),
        ("credential.memorable", "Whitby", "Security question: where did you grow up? Answer: Whitby"),
        ("credential.memorable", "Bello", "Sicherheitsfrage erstes Haustier: Bello"),
        ("credential.memorable", "Juniper", "my memorable word will be Juniper from now on"),
        ("credential.memorable", "o-t-t-e-r", "memorable word o-t-t-e-r"),
        ("credential.memorable", "retto", "memorable word backwards is retto"),
        ("credential.memorable", "otter", "I have always used otter as my memorable word"),
        ("credential.memorable", "Kowalczyk", "my mother's maiden name, Kowalczyk, is spelled wrong"),
        ("credential.password", "Otter77!", "mi contrasena que tenia era Otter77!"),
        ("credential.password", "!77rettO", "my password in reverse is !77rettO"),
        ("credential.password", "O t t e r 7 7 !", "password: O t t e r 7 7 ! with gaps"),
        ("credential.pin", "0510", "my pin is 4821, my husband's is 0510"),
        ("credential.pin", "4821", "la clave del cajero es 4821"),
        ("credential.otp", "482913", "just got the passcode 482913, what do I do with it"),
        ("credential.pin", "482913", "my passcode is 482913"),
        ("credential.otp", "482913", "the login code they texted me is 482913"),
        ("credential.otp", "482913", "the 6 digits your app shows are 482913"),
        ("credential.memorable", "Rufus", "my first pet was called Rufus"),
        ("credential.memorable", "Rufus", "Rufus, that's my security answer"),
        ("credential.memorable", "Keswick", "place of birth: Keswick"),
        ("credential.memorable", "Gingerbread", "passphrase for phone banking is Gingerbread"),
        ("credential.memorable", "R, F, S", "letters 1, 3 and 5 of my memorable word are R, F, S"),
        ("credential.memorable", "O for Oliver, T, T, E, R", "my memorable word is O for Oliver, T, T, E, R"),
        ("credential.password", "capital O tter seven seven", "password is capital O tter seven seven"),
        ("credential.password", "otterpond twenty two", "my password is otterpond twenty two"),
        ("credential.password", "Otter77!", "Otter77! is my password"),
        ("credential.password", "&#79;&#116;&#116;&#101;&#114;&#55;&#55;", "password → &#79;&#116;&#116;&#101;&#114;&#55;&#55;"),
        ("credential.password", "O t t e r 7 7", "p a s s w o r d O t t e r 7 7"),
        ("card.expiry", "08/29", "card expiry date 08/29"),
        ("card.expiry", "0 8 . 2 9", "expiry 0 8 . 2 9"),
        ("card.expiry", "08/2029", "my card is 4111 1111 1111 1111 and I think it says 08/2029"),
        ("bic", "AIBKIE2D", "the app shows IE29 AIBK 9311 5212 3456 78, AIBKIE2D"),
        ("dob", "vierter Mai neunzehnhundertzweiundsechzig", "Geburtsdatum vierter Mai neunzehnhundertzweiundsechzig"),
        ("uk.account_number", "5577/9911", "sort code 20/44/51 account 5577/9911"),
        ("email", "penny.clarke", "penny.clarke [at] example.com"),
        ("card.pan", "4111", "card first four 4111 second four 1111 third four 1111 last four 1111"),
        ("card.cvv", "nine-nine-five", "5105 1051 0510 5100 plus nine-nine-five on the back (cvv)"),
        ("uk.sort_code", "20-44-51", "is 20-44-51 still your sort code"),
        ("uk.sort_code", "20-44-51", "my sort code is 20-44-51 and my account number is 55779911"),
        ("uk.account_number", "55779911", "my sort code is 20-44-51 and my account number is 55779911"),
        ("uk.sort_code", "20-44-51", "sort code then account number: 20-44-51"),
        ("uk.postcode", "CV5 2TN", "I moved to Coventry, CV5 2TN"),
        ("card.expiry", "oh one slash two eight", "expiry date oh one slash two eight"),
        ("card.expiry", "09/29", "my visa is good til 09/29"),
        ("card.cvv", "470", "le cryptogramme au dos c'est 470"),
        ("card.cvv", "912", "ccv is 912"),
        ("card.cvv", "912", "security code on back 912"),
        ("phone", "06 21 48 88 07", "vous pouvez m'appeler au 06 21 48 88 07"),
        ("phone", "0171 31359164", "Sie erreichen mich unter 0171 31359164"),
        ("request.credential.memorable", "name of your first school", "and the name of your first school?"),
        ("request.phone", "number should we", "What number should we ring?"),
        ("request.card.pan", "16-digit number", "May I ask for the 16-digit number on your card?"),
        ("request.address", "first line of your address", "Could you verify the first line of your address?"),
        ("request.uk.sort_code", "sort code", "Please fill in: account number, sort code, telephone number"),
        ("request.phone", "contact number", "Can we have a contact number for you?"),
        ("request.uk.nino", "NI number", "your NI number please, for HMRC"),
        ("request.dob", "date of birth", "Name, date of birth and postcode please"),
        ("request.card.cvv", "security code", "We can't go on without the security code"),
        ("request.credential.otp", "6 digit code", "you will get a 6 digit code by text, forward it to me"),
        ("request.credential.memorable", "memorable place", "One more thing: your memorable place?"),
        ("request.passport", "passport number", "What does it say next to passport number?"),
        ("request.email", "email", "What email should I send it to?"),
        ("request.phone", "contact number", "Best contact number for you, please?"),
        ("request.us.aba", "ABA routing number", "Please advise the ABA routing number."),
        ("request.card.pan", "16 digits", "Reply with all 16 digits of the card"),
    ]

    private static let quiet = [
        "I tried 3 times and my pin is blocked since 2019",
        "your security questions are daft",
        "my first pet was a hamster",
        "is that my password?",
        "the password that was my password manager's",
        "my pin is blocked and my appointment is 1430",
        "what's your branch phone number?",
        "What's the bank's BIC?",
        "You can ring us on the number on our website",
        "never verify your PIN to anybody",
        "the first four of us, the last two and the other half paid",
        "half of the first 2000 and the rest",
        "my account for 2023/2024",
        "I tried to pay 4500 with my card and forgot the pin",
        "the pin is wrong, the letter was posted in 2019",
        "answer to the security question is wrong",
        "memorable word does not work",
        "memorable word in capitals please",
        "I use something else as the memorable word",
        "don't forward it to me, keep the 6 digit code safe",
        "your PIN, please keep it secret",
        "I moved to 20 October for the meeting",
        "Thanks for confirming your date of birth with my colleague.",
        "which phone do you use, and is the app on 4.7.7",
        "my birthday was on the third and the pin never came",
        "the bus was 10:45:30 late and account 12",
        "we can't send the code without your consent, sorry",
        "the pin machine in the shop tried to charge me twice in 2021",
        "forgot my pin, been waiting since 2009",
        "the contract end date says January 2028",
        "I entered 2 of 3 letters of my memorable word",
        "your card please bring it along",
    ]

    private func values(_ text: String) -> [(dataClass: String, value: String)] {
        let scalars = Array(text.unicodeScalars)
        return Scanner(classes: Scanner.allClasses).scan(text).map { finding in
            var value = ""
            value.unicodeScalars.append(contentsOf: scalars[finding.range])
            return (finding.dataClass.word, value)
        }
    }

    @Test(arguments: found) func isFound(_ dataClass: String, _ value: String, _ text: String) {
        #expect(values(text).contains { $0.dataClass == dataClass && ($0.value.contains(value) || value.contains($0.value)) }, "\(text)")
    }

    @Test(arguments: quiet) func saysNothing(_ text: String) {
        #expect(values(text).isEmpty, "\(text): \(values(text))")
    }
}
