/// What a word may do in a sentence about account data. A word may have several roles.
struct Role: OptionSet {
    let rawValue: UInt64

    /// Begins at least one cue phrase.
    static let startsCue = Role(rawValue: 1 << 0)
    /// A number word; its value is beside it.
    static let number = Role(rawValue: 1 << 1)
    /// double, triple, treble, quadruple.
    static let multiplier = Role(rawValue: 1 << 2)
    /// A spelling word for a letter; its value is beside it.
    static let spelling = Role(rawValue: 1 << 3)
    /// May stand between the groups of one number.
    static let filler = Role(rawValue: 1 << 4)
    /// May stand between a cue and its value.
    static let connector = Role(rawValue: 1 << 5)
    /// Says that what follows is the value.
    static let copula = Role(rawValue: 1 << 6)
    /// Makes the number before it a count.
    static let countedThing = Role(rawValue: 1 << 7)
    /// Speaks of accounts and payments.
    static let banking = Role(rawValue: 1 << 8)
    /// Tells that a number is written backwards.
    static let reversal = Role(rawValue: 1 << 9)
    /// Asks somebody to send something.
    static let asks = Role(rawValue: 1 << 10)
    /// "what", "what's": asks with a copula.
    static let questions = Role(rawValue: 1 << 11)
    /// Turns an asking into a warning.
    static let negates = Role(rawValue: 1 << 12)
    /// Whose: your, the.
    static let addresses = Role(rawValue: 1 << 13)
    /// my, our, a, an, new: not what the other person has.
    static let disowns = Role(rawValue: 1 << 14)
    /// What is said about a password rather than the password.
    static let predicate = Role(rawValue: 1 << 15)
    /// A code of this message came by text.
    static let delivery = Role(rawValue: 1 << 16)
    /// Ends a value made of words.
    static let conjunction = Role(rawValue: 1 << 17)
    /// Something that has a number or reference of its own.
    static let reference = Role(rawValue: 1 << 18)
    /// Makes an asking about a thing rather than its value: reset, forgot, change.
    static let aboutThing = Role(rawValue: 1 << 19)
    /// Belongs to a cue whose value need not have a digit.
    static let secretWord = Role(rawValue: 1 << 20)
    /// Belongs to a cue that can be asked for.
    static let dataWord = Role(rawValue: 1 << 21)
    /// "to": makes the word behind it a verb.
    static let infinitive = Role(rawValue: 1 << 22)
    /// The name of a month; its number is beside it.
    static let month = Role(rawValue: 1 << 23)
    /// "fourth"; its number is beside it.
    static let ordinal = Role(rawValue: 1 << 24)
    /// Ends the name of a street.
    static let streetType = Role(rawValue: 1 << 25)
    /// Begins the name of a street: rue, calle.
    static let streetLead = Role(rawValue: 1 << 26)
    /// flat, apartment: a number within a house.
    static let premise = Role(rawValue: 1 << 27)
    /// "dot" in an address that is told.
    static let dotWord = Role(rawValue: 1 << 28)
    /// "at" in an address that is told.
    static let atWord = Role(rawValue: 1 << 29)
    /// A firm's own place or line rather than a customer's.
    static let firm = Role(rawValue: 1 << 30)
    /// What may be said of an account: overdrawn, frozen.
    static let accountState = Role(rawValue: 1 << 31)
    /// Something that expires and is no card.
    static let expiring = Role(rawValue: 1 << 32)
    /// A mailbox that belongs to an office.
    static let office = Role(rawValue: 1 << 33)
    /// Money that moves.
    static let movement = Role(rawValue: 1 << 34)
    /// Whose account it is.
    static let owner = Role(rawValue: 1 << 35)
    /// email, mail: an address may follow that has no sign in it.
    static let mailWord = Role(rawValue: 1 << 36)
    /// Gives a password a new value.
    static let changes = Role(rawValue: 1 << 37)
    /// Names an account to log in to.
    static let logsIn = Role(rawValue: 1 << 38)
    /// the, of, de la: never the last word of a name.
    static let article = Role(rawValue: 1 << 39)
    /// Says that something is not so.
    static let denies = Role(rawValue: 1 << 40)
    /// number, no: the value follows, whatever stands between it and its cue.
    static let numbering = Role(rawValue: 1 << 41)
    /// hundred, thousand: its power of ten is beside it.
    static let magnitude = Role(rawValue: 1 << 42)
    /// dix, soixante, vingt: French counts on from these.
    static let frenchTen = Role(rawValue: 1 << 43)
    /// you, Sie, vous: whom a question is put to.
    static let you = Role(rawValue: 1 << 44)
    /// I, my, we: who speaks.
    static let speaker = Role(rawValue: 1 << 45)
    /// German verbs that ask from the end of the sentence.
    static let asksLast = Role(rawValue: 1 << 46)
    /// handy, to hand: an asking whether somebody has it there.
    static let atHand = Role(rawValue: 1 << 47)
    /// tried, typed: a password may follow.
    static let tries = Role(rawValue: 1 << 48)
    /// A year in one word; the years since 1900 are beside it.
    static let yearWord = Role(rawValue: 1 << 49)
    /// on, from, de: a thing named behind it only says where.
    static let preposition = Role(rawValue: 1 << 50)
    /// als, como, comme: what something is used as.
    static let likens = Role(rawValue: 1 << 52)
    /// bold, reverse, capitals: how a secret is written.
    static let manner = Role(rawValue: 1 << 53)
    /// tried, typed, entered: a code may follow.
    static let enters = Role(rawValue: 1 << 54)
    /// to, auf, por: from one value to another.
    static let towards = Role(rawValue: 1 << 55)
    /// it, sie, c': stands for what was named.
    static let pronoun = Role(rawValue: 1 << 56)
    /// que, that, die: goes on about what was named.
    static let relative = Role(rawValue: 1 << 57)
    /// question, pregunta: asks for a word that is remembered.
    static let riddle = Role(rawValue: 1 << 58)
    /// answer, respuesta: the word itself follows.
    static let answers = Role(rawValue: 1 << 59)
    /// please, bitte, svp.
    static let courtesy = Role(rawValue: 1 << 60)
    /// me, us, here: whom something is handed to.
    static let towardsSpeaker = Role(rawValue: 1 << 61)
    /// say, read, written: what stands somewhere.
    static let reads = Role(rawValue: 1 << 62)
    /// should, can, soll: offers to do something.
    static let offering = Role(rawValue: 1 << 63)
    /// has, did, hat: begins a question that asks for yes or no.
    static let auxiliary = Role(rawValue: 1 << 51)
}
