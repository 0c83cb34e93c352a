/// The words and phrases that the detectors know, as data.
enum Words {
    /// Cue phrases. The longest phrase that matches wins, so "error code" hides "code".
    static let cues: [(Cue, [StaticString])] = [
        (
            .cardNumber,
            [
                "card", "cards", "debit card", "credit card", "bank card", "card number", "card no", "card num", "card nr", "card details",
                "long number", "long card number", "16 digit number", "16 digits", "sixteen digit number", "sixteen digits", "pan", "visa",
                "mastercard", "amex", "american express", "maestro", "number on the front of the card",
                "number on the front of your card", "number on the front", "number across the front", "full card number", "cc number",
                "cc", "kartennummer", "numero de carte", "numero de tarjeta",
            ]
        ),
        (
            .cardEnding,
            [
                "ending", "ending in", "ending with", "ends", "ends in", "ends with", "end in", "last four", "last 4", "last four digits",
                "last 4 digits", "last four numbers", "last 4 numbers", "final four digits", "final 4 digits", "last four digits of",
                "last digits", "last4",
            ]
        ),
        (
            .securityCode,
            [
                "cvv", "cvv2", "cvc", "cvc2", "cvn", "csc", "cid", "cvv code", "cvc code", "csc code", "cvv number", "cvc number",
                "security code",
                "security number", "card security code", "card verification code", "card verification value", "security digits",
                "three digits on the back", "3 digits on the back", "three digit code on the back", "3 digit code on the back",
                "three digit number on the back", "3 digit number on the back", "three numbers on the back", "3 numbers on the back",
                "last three digits on the back", "last 3 digits on the back", "number on the back", "code on the back",
                "digits on the back",
                "numbers on the back", "three digit code", "3 digit code", "three digit security code",
                "3 digit security code",
                "signature strip", "back of the card", "back of my card", "back of your card", "on the card s back",
                "back of the debit card", "back of my debit card", "back of the credit card", "back of my credit card",
                "four digits on the front",
                "prufnummer", "cryptogramme", "code de securite", "codigo de seguridad",
            ]
        ),
        (
            .pin,
            [
                "pin", "pins", "pin number", "pin no", "pin code", "card pin", "atm pin", "personal identification number", "telephone pin",
                "app pin",
                "4 digit pin", "four digit pin", "cash machine number", "geheimzahl", "code pin", "codigo pin",
            ]
        ),
        (
            .passcode,
            [
                "passcode", "pass code", "passcodes", "telephone banking passcode", "app passcode", "log in code", "login code",
                "security passcode",
                "passnumber", "pass number",
            ]
        ),
        (
            .oneTimeCode,
            [
                "otp", "otps", "otp code", "one time code", "one time passcode", "one time password", "one time pin", "onetime code",
                "onetime passcode", "verification code", "verification number", "authentication code", "authorisation code",
                "authorization code", "auth code", "confirmation code", "access code", "activation code", "2fa", "2fa code", "mfa code",
                "two factor code", "sms code", "text code", "texted code", "code you texted", "code you sent", "code i was sent",
                "code i got", "code i received", "code i just got", "code from the text", "code in the text", "code from your text",
                "code they sent", "code that was texted", "code we texted", "code we sent", "6 digit code", "six digit code",
                "8 digit code",
                "tan", "digit code",
            ]
        ),
        (.bareCode, ["code"]),
        (
            .password,
            [
                "password", "passwords", "passwd", "pwd", "pass word", "passphrase", "pass phrase", "log in password", "login password",
                "online banking password", "banking password", "passwort", "mot de passe", "contrasena", "psw", "passwrd", "pasword",
            ]
        ),
        (
            .memorable,
            [
                "memorable", "memorable word", "memorable name", "memorable place", "memorable information", "memorable info",
                "memorable date",
                "memorable answer", "memorable phrase", "memorable data", "mothers maiden name", "mother s maiden name",
                "mum s maiden name",
                "mums maiden name", "maiden name", "secret word", "secret answer", "security answer", "security word",
                "answer to my security question", "answer to the security question", "answer to my secret question",
            ]
        ),
        (
            .sortCode,
            [
                "sort code", "sort codes", "sortcode", "sort cd", "s c", "sc", "srt code", "sort", "bank sort code",
                "branch sort code", "sort code number",
            ]
        ),
        (
            .accountNumber,
            [
                "account number", "account numbers", "account no", "account num", "account nr", "acc number", "acc no", "acc num",
                "acct number",
                "acct no", "acct num", "a c number", "a c no", "a c", "bank account number", "bank account", "account details",
                "8 digit account number", "eight digit account number", "ac no", "ac number",
            ]
        ),
        (.account, ["account", "acc", "acct", "accounts", "current account", "savings account"]),
        (.iban, ["iban", "ibans", "iban number", "international bank account number"]),
        (
            .other,
            [
                "error code", "post code", "promo code", "promotion code", "discount code", "voucher code", "qr code", "zip code",
                "area code",
                "country code", "dialling code", "dialing code", "dress code", "bar code", "barcode", "reason code", "status code",
                "reference code", "booking code", "swift code", "bic code", "product code", "referral code", "branch code", "tax code",
                "tracking code", "source code", "merchant code", "category code", "order number", "order no", "order code", "order",
                "tracking number", "tracking", "tracking no", "parcel", "reference number", "reference no", "reference", "ref", "ref no",
                "ref number", "case number", "case ref", "ticket", "ticket number", "complaint number", "complaint reference",
                "phone number",
                "telephone number", "mobile number", "mobile", "phone", "call", "tel", "invoice", "invoice number", "booking", "flight",
                "customer number", "customer reference", "policy number", "serial number", "meter number", "model number", "version",
                "transaction id", "transaction reference", "payment reference", "coupon code", "gift card code", "unlock code", "code red",
                "code of conduct", "code of practice", "drop pin", "pin badge", "pin drop", "coding", "safety pin", "pin code area", "fax",
                "isbn", "pin board", "gate code", "door code", "entry code", "alarm code", "wifi code", "key code", "pin tweet",
            ]
        ),
    ]

    /// Number words with what they stand for.
    static let numbers: [(StaticString, UInt8)] = [
        ("zero", 0), ("oh", 0), ("o", 0), ("nought", 0), ("naught", 0), ("nil", 0), ("one", 1), ("two", 2), ("three", 3), ("four", 4),
        ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9), ("niner", 9), ("ten", 10), ("eleven", 11), ("twelve", 12),
        ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16), ("seventeen", 17), ("eighteen", 18), ("nineteen", 19),
        ("twenty", 20), ("thirty", 30), ("forty", 40), ("fourty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80),
        ("ninety", 90),
    ]
    static let multipliers: [(StaticString, UInt8)] = [("double", 2), ("dbl", 2), ("triple", 3), ("treble", 3), ("quadruple", 4)]

    /// The ICAO spelling alphabet, for the letters of an IBAN read aloud.
    static let spelling: [(StaticString, UInt8)] = [
        ("alpha", 0x61), ("alfa", 0x61), ("bravo", 0x62), ("charlie", 0x63), ("delta", 0x64), ("echo", 0x65), ("foxtrot", 0x66),
        ("golf", 0x67),
        ("hotel", 0x68), ("india", 0x69), ("juliet", 0x6A), ("juliett", 0x6A), ("kilo", 0x6B), ("lima", 0x6C), ("mike", 0x6D),
        ("november", 0x6E), ("oscar", 0x6F), ("papa", 0x70), ("quebec", 0x71), ("romeo", 0x72), ("sierra", 0x73), ("tango", 0x74),
        ("uniform", 0x75), ("victor", 0x76), ("whiskey", 0x77), ("whisky", 0x77), ("xray", 0x78), ("yankee", 0x79), ("zulu", 0x7A),
    ]

    static let roles: [(Role, StaticString)] = [
        (
            .filler,
            """
            then and dash hyphen minus space dot point stop slash comma next again um umm er erm uh so followed by after that plus \
            underscore colon gap pause
            """
        ),
        (
            .connector,
            """
            is was are be as the a an for my our your of on in to it its number no numbers digits digit code value this that still now \
            currently ok okay and here s card account bank debit credit app online banking personal phone telephone new old please just \
            you asked with by from me us text message used use using set below goes also i think believe should would will which \
            customer savings current joint business ones mine his her their visa mastercard name got get received sent through gave \
            says reads
            """
        ),
        (.copula, "is was are its equals being thats says reads"),
        (.copula, "ist est es"),
        (
            .countedThing,
            """
            digit digits times time attempts attempt days day hours hour hrs minutes minute mins min weeks week months month years year \
            yrs am pm percent pounds pound quid gbp eur usd euros dollars people points stars star numbers letters characters chars \
            miles km kg p k m st nd rd th ish cards accounts transactions payments working business
            """
        ),
        (
            .banking,
            """
            bank banking account accounts acc acct pay paid payment payments transfer transferred transfers deposit bacs chaps faster \
            salary wages refund refunded send sent standing debit details payee beneficiary sort sortcode credit natwest lloyds barclays \
            hsbc santander halifax monzo starling money wire
            """
        ),
        (.infinitive, "to"),
        (.reversal, "reverse reversed backwards backward"),
        (
            .asks,
            """
            send give confirm provide share dm tell supply reply pm message email type text state quote forward submit need require have \
            take get read
            """
        ),
        (.questions, "what whats which"),
        (
            .negates,
            """
            never not dont don doesnt didnt wont cant cannot without nobody noone avoid stop refuse refrain no isnt neither nor scam \
            scammers phishing fraudsters asked asking they
            """
        ),
        (.addresses, "your the ur yr"),
        (.disowns, "my our a new another his her their own"),
        (
            .predicate,
            """
            wrong incorrect expired locked blocked invalid correct right weak strong secure safe fine ok okay broken forgotten lost reset \
            changed being getting going in on my our your a an the not never no still now also only really so too very saved stored written \
            compromised stolen hacked required needed same different rejected refused failing failed working accepted case sensitive \
            important private secret secure protected missing unknown expiring old new it at to for as what why how when if but because \
            and or wont doesnt isnt needs need must should was is are available set managed reused easy hard long short shown hidden \
            displayed visible unsafe useless rubbish annoying asked please with about invalidated disabled enabled updated all up out \
            due something anything nothing always already probably this that there here they we you i me fields field page box rules \
            policy manager screen prompt link help problem problems issue issues protection recovery security request again today tomorrow
            """
        ),
        (.delivery, "text texted sms login verification verify verifying authenticate phone app sent received"),
        (.conjunction, "and but so or because please thanks thank then can could cheers plus with when if"),
        (
            .reference,
            """
            order tracking parcel reference ref case ticket complaint phone telephone mobile invoice booking flight policy serial meter \
            model version transaction voucher customer claim delivery consignment
            """
        ),
        (
            .aboutThing,
            "reset forgot forgotten change changed changing new lost update activate unlock reminder help about problem issue working blocked"
        ),
        (
            .secretWord,
            """
            password passwords passwd pwd psw passwrd pasword pass passphrase passwort passe contrasena memorable maiden secret security
            """
        ),
        (
            .dataWord,
            """
            pin pins cvv cvv2 cvc cvc2 csc cvn otp otps code codes card cards number numbers digits account acc acct sort sortcode iban \
            password passwords passcode passcodes memorable maiden secret security pwd passphrase pan details passnumber back
            """
        ),
    ]
}
