#!/usr/bin/env python3
"""Writes messages.jsonl and sequences.jsonl: made-up messages to and from a bank with every kind of made-up account data in them.

Same seed, same bytes. Values are valid by checksum and synthetic. Half of the messages ("held") were never looked at while the detectors
were written. Run from anywhere: python3 Tests/AccountDataTests/Corpus/make_corpus.py
"""
import json, os, random, string

HERE = os.path.dirname(os.path.abspath(__file__))
R = random.Random(20270301)
pick = R.choice
def digits(n): return "".join(pick("0123456789") for _ in range(n))
def letters(n, of=string.ascii_uppercase): return "".join(pick(of) for _ in range(n))
def two(n): return f"{n:02d}"

# ---- values -------------------------------------------------------------------------------------------------------------------------
def luhn(body):
    s = 0
    for i, c in enumerate(reversed(body)):
        d = int(c)
        if i % 2 == 0:
            d = d * 2 - 9 if d > 4 else d * 2
        s += d
    return body + str(-s % 10)
def card():
    prefix, n = pick([("4", 16), ("4", 16), ("51", 16), ("53", 16), ("55", 16), ("2221", 16), ("2654", 16), ("37", 15), ("34", 15), ("6011", 16),
                      ("65", 16), ("3528", 16), ("36", 14), ("6759", 16), ("62", 16)])
    return luhn(prefix + digits(n - len(prefix) - 1))
def grouped(v):
    if len(v) == 15: return [v[:4], v[4:10], v[10:]]
    if len(v) == 14: return [v[:4], v[4:10], v[10:]]
    return [v[i:i + 4] for i in range(0, len(v), 4)]
def nino():
    while True:
        a, b = pick("ABCEGHJKLMNOPRSTWXYZ"), pick("ABCEGHJKLMNPRSTWXYZ")
        if a + b not in ("BG", "GB", "KN", "NK", "NT", "TN", "ZZ"): return a + b + digits(6) + pick("ABCD")
def nhs():
    while True:
        b = pick("4679") + digits(8)
        c = 11 - sum(int(d) * (10 - i) for i, d in enumerate(b)) % 11
        if c == 11: c = 0
        if c != 10: return b + str(c)
def mod97(s): return int("".join(str(int(c, 36)) for c in s)) % 97
def iban():
    country, spec = pick([("GB", "aaaannnnnnnnnnnnnn"), ("GB", "aaaannnnnnnnnnnnnn"), ("DE", "n" * 18), ("FR", "n" * 10 + "c" * 11 + "nn"), ("ES", "n" * 20),
                          ("NL", "aaaa" + "n" * 10), ("IE", "aaaa" + "n" * 14), ("IT", "a" + "n" * 10 + "c" * 12), ("BE", "n" * 12), ("PL", "n" * 24), ("AT", "n" * 16)])
    body = "".join(pick(string.ascii_uppercase) if c == "a" else pick("0123456789") for c in spec)
    return country + two(98 - mod97(body + country + "00")) + body
def bic(): return letters(4) + pick(["GB", "DE", "FR", "ES", "NL", "IE", "US", "IT"]) + pick("2LPX3") + pick("2LDX1") + pick(["", "", "XXX", digits(3)])
def aba():
    b = pick(["02", "03", "06", "11", "12", "26", "32"]) + digits(6)
    return b + str(-sum(int(d) * w for d, w in zip(b, (3, 7, 1) * 3)) % 10)
def ssn(): return f"{R.choice([n for n in range(1, 899) if n != 666]):03d}{R.randint(1, 99):02d}{R.randint(1, 9999):04d}"
def steuer():
    while True:
        d = R.sample("0123456789", 9)
        d.insert(R.randint(0, 9), pick(d))
        if d[0] == "0": continue
        p = 10
        for c in d:
            s = (int(c) + p) % 10 or 10
            p = 2 * s % 11
        return "".join(d) + str((11 - p) % 10)
def nir():
    b = pick("12") + two(R.randint(30, 99)) + two(R.randint(1, 12)) + two(R.randint(1, 95)) + f"{R.randint(1, 900):03d}{R.randint(1, 999):03d}"
    return b + two(97 - int(b) % 97)
DNI = "TRWAGMYFPDXBNJZSQVHLCKE"
def dni():
    n = digits(8)
    return n + DNI[int(n) % 23]
def nie():
    p, n = pick("XYZ"), digits(7)
    return p + n + DNI[int("XYZ".index(p).__str__() + n) % 23]
SURNAMES = ["Clarke", "Okonkwo", "Patel", "Smithson", "Hughes", "Li", "Fenwick", "Marlowe", "Dray", "Nowak"]
def licence():
    s = (pick(SURNAMES).upper() + "99999")[:5]
    f = pick([0, 50])
    return s + digits(1) + two(R.randint(1, 12) + f) + two(R.randint(1, 28)) + digits(1) + letters(1) + pick("9ABCJKLM") + "9" + letters(2)
AREAS = "AB AL B BA BB BD BH BL BN BR BS CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL GU HA HD HG HP HR HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO".split()
def postcode():
    a = pick(AREAS)
    d = str(R.randint(1, 99 if len(a) == 2 else 20)) + (pick("ABEHMNPRVWXY") if a in ("EC", "WC") else "")
    if a in ("EC", "WC"): d = str(R.randint(1, 4)) + pick("AEMNRVY")
    return a + d, digits(1) + letters(2, "ABDEFGHJLNPQRSTUWXYZ")
STREETS = ["Acacia", "Station", "Mill", "Kingsley", "Rose Hill", "Church", "Wellington", "Old Farm", "Victoria", "Elm Tree", "St John's", "Harbour View", "Princess", "Lower Park"]
TYPES = ["Road", "Street", "Avenue", "Lane", "Close", "Drive", "Way", "Terrace", "Gardens", "Crescent", "Court", "Grove"]
TOWNS = ["Leeds", "Norwich", "Cardiff", "Stoke-on-Trent", "Bath", "Perth", "Hull", "Milton Keynes"]
def address():
    t = pick(TYPES)
    s = f"{R.randint(1, 240)}{pick(['', '', '', 'a', 'B'])} {pick(STREETS)} {pick([t, t, t.lower()])}"
    return pick(["", "", "", f"Flat {R.randint(1, 30)}, ", f"Flat {R.randint(1, 30)} "]) + s
MONTHS = "January February March April May June July August September October November December".split()
def dob():
    y, m, d = R.randint(1938, 2007), R.randint(1, 12), R.randint(1, 28)
    suffix = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}.get(d, "th")
    return pick([f"{two(d)}/{two(m)}/{y}", f"{d}/{m}/{y}", f"{two(d)}-{two(m)}-{y}", f"{two(d)}.{two(m)}.{y}", f"{two(d)}/{two(m)}/{two(y % 100)}", f"{y}-{two(m)}-{two(d)}",
                 f"{d} {MONTHS[m - 1]} {y}", f"{d}{suffix} {MONTHS[m - 1]} {y}", f"{d}{suffix} of {MONTHS[m - 1]} {y}", f"{MONTHS[m - 1]} {d}, {y}", f"{d} {MONTHS[m - 1][:3]} {y}",
                 f"{d} {MONTHS[m - 1][:3].lower()} {two(y % 100)}", f"{two(d)} {two(m)} {y}", f"{two(d)}{two(m)}{y}"])
def phone():
    return pick([lambda: "07" + pick("4578") + digits(2) + pick([" ", ""]) + digits(6), lambda: "07700 900" + digits(3), lambda: "+44 7" + pick("4578") + digits(2) + " " + digits(6),
                 lambda: "+447" + pick("4578") + digits(8), lambda: "0044 7" + pick("4578") + digits(2) + " " + digits(6), lambda: "01632 960" + digits(3), lambda: "0113 496 0" + digits(3),
                 lambda: "020 7946 0" + digits(3), lambda: "07" + pick("4578") + digits(2) + "-" + digits(3) + "-" + digits(3), lambda: "(0131) 496 0" + digits(3),
                 lambda: "+44 (0)7" + pick("4578") + digits(2) + " " + digits(6), lambda: "07" + pick("4578") + digits(2) + " " + digits(3) + " " + digits(3)])()
FIRST = ["penny", "sam", "jo", "amir", "lucia", "tomasz", "nadia", "olu", "gwen", "harriet"]
def email():
    f, s = pick(FIRST), pick(SURNAMES).lower()
    return pick([f"{f}.{s}", f"{f}{R.randint(1, 99)}", f"{f}_{s}", f"{s}.{f[0]}{R.randint(1950, 2004)}", f"{f}+bank"]) + "@" + pick(["example.com", "example.org", "mail.example", "example.co.uk", "gmail.example", "post.example.net"])
def password():
    return pick([lambda: pick(["Sunflower", "Rover", "Chelsea", "Dragon", "Monkey", "Liverpool", "Summer", "Winter", "Biscuit"]) + pick(["", "!", "_"]) + str(R.randint(1, 2024)) + pick(["", "!", "?", "$"]),
                 lambda: pick(["hunter2", "qwerty123", "letmein99", "Pa55word!", "Tr0ub4dor&3", "M0rris!Minor", "ilovemydog7"]),
                 lambda: letters(4, string.ascii_lowercase) + digits(3) + pick("!#$%") + letters(2), lambda: pick(["swordfish", "bluekettle", "gingercat", "fenwickpark", "trampoline"])])()
WORDS_M = ["giraffe", "Whitby", "marmalade", "Okonkwo", "Biscuit", "Blackpool", "Windermere", "trombone", "Fenwick", "Snowdon", "Penhaligon", "Tabitha"]
def expiry():
    m, y = R.randint(1, 12), R.randint(26, 32)
    return pick([f"{two(m)}/{y}", f"{two(m)}/20{y}", f"{two(m)}-{y}", f"{two(m)} {y}", f"{m}/{y}", f"{two(m)}{y}", f"{MONTHS[m - 1]} 20{y}", f"{MONTHS[m - 1][:3]} {y}"])
def passport(): return pick([lambda: digits(9), lambda: digits(9), lambda: letters(1) + digits(8), lambda: letters(2) + digits(7), lambda: "C" + letters(1, "CFGHJKLMNPRTVWXYZ") + digits(6) + pick("CFGH"), lambda: digits(2) + letters(2) + digits(5), lambda: letters(3) + digits(6)])()

# ---- plain ways of writing a digit value -----------------------------------------------------------------------------------------
def parts_of(cls, v):
    if cls == "card.pan": return grouped(v)
    if cls == "uk.sort_code": return [v[:2], v[2:4], v[4:]]
    if cls == "uk.account_number": return [v[:4], v[4:]]
    if cls == "uk.nhs_number": return [v[:3], v[3:6], v[6:]]
    if cls == "us.ssn": return [v[:3], v[3:5], v[5:]]
    if cls == "iban": return [v[i:i + 4] for i in range(0, len(v), 4)]
    if cls == "uk.nino": return [v[:2], v[2:4], v[4:6], v[6:8], v[8:]]
    if cls == "phone": return v.split(" ")
    if cls == "uk.postcode": return [v[:-3], v[-3:]]
    if cls == "credential.otp" and len(v) == 6: return [v[:3], v[3:]]
    return [v]
def plain(cls, v):
    p = parts_of(cls, v)
    if cls == "card.pan": return pick([v, " ".join(p), " ".join(p), "-".join(p)])
    if cls == "uk.sort_code": return pick(["-".join(p), "-".join(p), v, " ".join(p)])
    if cls == "uk.account_number": return pick([v, v, v, " ".join(p)])
    if cls == "iban": return pick([v, " ".join(p), v.lower()])
    if cls == "uk.nhs_number": return pick([v, " ".join(p), "-".join(p)])
    if cls == "us.ssn": return pick(["-".join(p), "-".join(p), v, " ".join(p)])
    if cls == "uk.nino": return pick([v, " ".join(p), v.lower(), v[:2] + " " + v[2:8] + " " + v[8]])
    if cls == "uk.postcode": return pick([" ".join(p), " ".join(p), v, " ".join(p).lower()])
    if cls == "credential.otp": return pick([v, v, "-".join(p), " ".join(p)])
    if cls == "eu.national_id" and v.isdigit(): return pick([v, v, v[:2] + " " + v[2:5] + " " + v[5:8] + " " + v[8:]]) if len(v) == 11 else pick([v, " ".join([v[0], v[1:3], v[3:5], v[5:7], v[7:10], v[10:13], v[13:]])])
    if cls == "eu.national_id": return pick([v, v, v[:-1] + "-" + v[-1]])
    return v

# ---- disguises ----------------------------------------------------------------------------------------------------------------------
W = "zero one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
NATO = dict(zip(string.ascii_uppercase, "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey x-ray yankee zulu".split()))
def chars(f, sep=""): return lambda cls, v: sep.join(f(c) for c in v)
def offset_map(zero=None, upper=None, lower=None):
    def f(c):
        if c.isdigit() and zero: return chr(zero + int(c))
        if "A" <= c <= "Z" and upper: return chr(upper + ord(c) - 65)
        if "a" <= c <= "z" and lower: return chr(lower + ord(c) - 97)
        return c
    return f
CIRC = offset_map(None, 0x24B6, 0x24D0)
SUPER = dict(zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
LOOK = dict(zip("AaBCceEHiIjKMoOpPsSTxXyY", "АаВСсеЕНіІјКМоОрРѕЅТхХуУ"))
LEET_D = {"0": "O", "1": "l", "5": "S", "8": "B"}
def alnum(v): return "".join(c for c in v if c.isalnum())
def spoken(c):
    if c.isdigit(): return W[int(c)]
    return NATO[c.upper()] if c.isalpha() and c.isascii() else c
def words(cls, v): return " ".join(spoken(c) for c in alnum(v))
def oh_words(cls, v): return " ".join("oh" if c == "0" else spoken(c) for c in alnum(v))
def doubles(cls, v):
    v, out, i = alnum(v), [], 0
    while i < len(v):
        n = 1
        while i + n < len(v) and v[i + n] == v[i] and n < 3: n += 1
        w = "oh" if v[i] == "0" else spoken(v[i])
        out.append({1: w, 2: "double " + w, 3: "treble " + w}[n])
        i += n
    return " ".join(out)
def pairs(cls, v):
    v, out = alnum(v), []
    for i in range(0, len(v) - 1, 2):
        n = int(v[i:i + 2])
        out.append("oh " + W[n] if 0 < n < 10 else "zero zero" if n == 0 else TEENS[n - 10] if n < 20 else TENS[n // 10] + ("-" + W[n % 10] if n % 10 else ""))
    if len(v) % 2: out.append(W[int(v[-1])])
    return " ".join(out)
def fillers(cls, v):
    f = pick([" then ", " and ", " dash ", " then "])
    return f.join(parts_of(cls, v) if len(parts_of(cls, v)) > 1 else [v[:len(v) // 2], v[len(v) // 2:]])
def sep(s): return lambda cls, v: s.join(parts_of(cls, v) if len(parts_of(cls, v)) > 1 else list(v))
def leet(cls, v): return "".join(LEET_D.get(c, c) if i % 2 else c for i, c in enumerate(v))
ANY = [
    ("full_width", chars(offset_map(0xFF10, 0xFF21, 0xFF41))), ("math_bold", chars(offset_map(0x1D7CE, 0x1D400, 0x1D41A))), ("math_mono", chars(offset_map(0x1D7F6, 0x1D670, 0x1D68A))),
    ("zero_width", chars(lambda c: c + "\u200b")), ("zwj", chars(lambda c: c + "\u200d")), ("soft_hyphen", chars(lambda c: c + "\u00ad")),
    ("bidi", lambda c, v: "\u202d" + v + "\u202c"), ("word_joiner", chars(lambda c: c + "\u2060")), ("strike", chars(lambda c: c + "\u0336" if c.isalnum() else c)),
    ("underline", chars(lambda c: c + "\u0332" if c.isalnum() else c)), ("entities", chars(lambda c: f"&#{ord(c)};")), ("hex_entities", chars(lambda c: f"&#x{ord(c):x};")),
]
DIGITAL = [
    ("arabic", chars(offset_map(0x660))), ("persian", chars(offset_map(0x6F0))), ("devanagari", chars(offset_map(0x966))), ("thai", chars(offset_map(0xE50))),
    ("circled", chars(lambda c: "⓪" if c == "0" else chr(0x2460 + int(c) - 1) if c.isdigit() else c)), ("superscript", chars(lambda c: SUPER.get(c, c))), ("subscript", chars(lambda c: chr(0x2080 + int(c)) if c.isdigit() else c)),
    ("keycap", chars(lambda c: c + "\ufe0f\u20e3" if c.isdigit() else c)), ("nbsp", sep("\u00a0")), ("thin", sep("\u2009")), ("figure_dash", sep("\u2012")), ("en_dash", sep("–")), ("dots", sep(".")), ("slashes", sep("/")),
    ("underscores", sep("_")), ("spaced", chars(lambda c: c, " ")), ("newline", sep("\n")), ("stars", sep("*")), ("middots", sep("·")), ("double_spaces", sep("  ")),
]
SPOKEN = [("words", words), ("oh_words", oh_words), ("doubles", doubles)]
LETTERED = [("look_alike", chars(lambda c: LOOK.get(c, c)))]
def disguises(cls):
    if cls in ("card.pan", "uk.account_number", "uk.nhs_number", "us.aba", "us.ssn"):
        extra = [("fillers", fillers), ("leet", leet)] + ([("pairs", pairs)] if cls in ("card.pan", "uk.account_number") else []) + ([("reversed", lambda c, v: " ".join(parts_of(c, v))[::-1])] if cls == "card.pan" else [])
        return ANY + DIGITAL + SPOKEN + extra
    if cls == "uk.sort_code": return ANY + DIGITAL + SPOKEN + [("fillers", fillers), ("pairs", pairs)]
    if cls in ("card.cvv", "credential.pin", "credential.otp"): return ANY + [d for d in DIGITAL if d[0] not in ("newline", "stars", "slashes")] + SPOKEN
    if cls == "iban": return ANY + DIGITAL + LETTERED + [("words", words), ("lower_dashes", lambda c, v: "-".join(parts_of(c, v)).lower())]
    if cls in ("uk.nino", "passport", "uk.driving_licence"): return ANY + [d for d in DIGITAL if d[0] not in ("slashes", "newline", "stars")] + LETTERED + [("words", words)]
    if cls == "uk.postcode": return ANY + LETTERED + [("nbsp", sep("\u00a0")), ("spaced", chars(lambda c: c, " ")), ("words", words), ("dashed", sep("-")), ("dots", sep("."))]
    if cls == "eu.national_id": return ANY + [d for d in DIGITAL if d[0] not in ("slashes", "newline", "stars")] + [("words", words)]
    if cls == "bic": return ANY + LETTERED + [("spaced", chars(lambda c: c, " ")), ("dashed", lambda c, v: "-".join(x for x in (v[:4], v[4:6], v[6:8], v[8:]) if x))]
    if cls == "email":
        at = lambda a, d: lambda c, v: v.replace("@", a).replace(".", d)
        return ANY + LETTERED + [("at_dot", at(" at ", " dot ")), ("at_dot", at("(at)", "(dot)")), ("at_dot", at(" [at] ", " [dot] ")), ("AT", at(" AT ", " DOT ")), ("at", lambda c, v: v.replace("@", " at ")), ("spaced_at", lambda c, v: v.replace("@", " @ ")), ("dot", lambda c, v: v.replace(".", " dot "))]
    if cls == "phone": return ANY + [d for d in DIGITAL if d[0] not in ("newline", "slashes", "stars")] + [("words", lambda c, v: words(c, v.replace("+44 ", "0").replace("+44", "0").replace("(0)", ""))), ("doubles", lambda c, v: doubles(c, v.replace("+44 ", "0").replace("+44", "0").replace("(0)", "")))]
    if cls == "dob": return ANY + [d for d in DIGITAL if d[0] in ("arabic", "persian", "circled", "keycap", "superscript", "devanagari")]
    if cls == "card.expiry": return ANY + [d for d in DIGITAL if d[0] in ("arabic", "circled", "keycap", "superscript")]
    if cls in ("credential.password", "credential.memorable", "address"): return [d for d in ANY if d[0] not in ("entities", "hex_entities", "bidi")] + LETTERED
    return ANY

# ---- messages -----------------------------------------------------------------------------------------------------------------------
HELLO = ["", "", "", "hi ", "Hello, ", "hey ", "@NorthbridgeHelp ", "morning, ", "right so ", "Hi there. ", "ok ", "sorry, ", "As requested: ", "third time asking!! "]
BYE = ["", "", "", " thanks", ", please help", ". cheers", "!!", " 🙏", ". Can you sort this today?", " - Jo", " and I'm not happy", ", ta", "\nthanks"]
T = {
 "card.pan": ["my card {} keeps getting declined", "card number is {}", "{} was charged twice yesterday", "can you check {} please its been blocked", "Debit card no: {}", "i lost card {} on the train", "why was {} refused at the till", "long number {}", "{}",
              "my new card is {} has it been activated", "the number across the front is {}", "I typed {} into a fake website", "refund to {} not to my old card", "Meine Kartennummer ist {}", "mon numéro de carte est {}", "mi número de tarjeta es {}", "its {} if you need it", "card ends... here's the whole thing {}"],
 "card.cvv": ["cvv {}", "the cvv is {}", "security code: {}", "CVC {} if you need it", "three digits on the back are {}", "my cvv2: {}", "last 3 digits on the back {}", "it's {} for the cvv", "the 3 digit code on the back of my card is {}", "Prüfnummer {}", "cryptogramme {}", "código de seguridad {}"],
 "card.expiry": ["exp {}", "expiry date {}", "card expires {}", "it expires on {}", "valid thru {}", "expiry: {}", "the expiry is {}", "my card's expiry date is {}", "Exp. {}", "gültig bis {}", "date d'expiration {}", "caduca {}"],
 "uk.account_number": ["my account number is {}", "account number {}", "acc no: {}", "account no. {} has a problem", "acct number {}", "{} is my account number", "a/c {}", "the account number's {}", "account: {}", "acc num {} please check"],
 "pair": ["sort code {s} account number {a}", "please pay {s} {a}", "my bank details are {s} / {a}", "s/c {s} a/c {a}", "sort {s}, acc {a}", "account {a}, sort code {s}", "refund it to {s} {a} please", "transfer to sort code {s} account {a}", "its {s} and account {a}", "SC: {s} AN: {a}", "acc number {a} sort code {s}", "send the money to {s}, {a}", "my details: sort code: {s}\naccount number: {a}"],
 "uk.sort_code": ["my sort code is {}", "sort code {}", "sort code: {} is that the right branch", "the sort code's {}", "s/c {}", "sortcode {}", "is {} the right sort code", "sort code for my account: {}"],
 "iban": ["my iban is {}", "IBAN: {}", "send it to {}", "{}", "meine IBAN lautet {}", "mon IBAN est {}", "mi IBAN es {}", "the international number is {}", "pay {} by friday", "iban {} please"],
 "bic": ["BIC {}", "the bic is {}", "swift code {}", "SWIFT: {}", "BIC/SWIFT {}", "my bank's swift code is {}", "bic code: {}", "SWIFT/BIC: {}"],
 "uk.nino": ["my national insurance number is {}", "NI number {}", "nino: {}", "NI no {}", "{} is my NI number", "national insurance no. {}", "my NINO is {}", "N.I. number: {}", "I gave you {} already for the form"],
 "passport": ["my passport number is {}", "passport no {}", "passport: {}", "passport number {} expires next year", "{} is my passport number", "Passport No. {}", "Reisepassnummer {}", "numéro de passeport {}", "número de pasaporte {}", "my new passport is {}"],
 "dob": ["my date of birth is {}", "dob {}", "DOB: {}", "I was born on {}", "born {}", "d.o.b. {}", "my birthday is {}", "date of birth - {}", "geboren am {}", "né le {}", "fecha de nacimiento {}", "D.O.B {}"],
 "uk.postcode": ["my postcode is {}", "postcode {}", "I live at {}", "post code: {}", "we moved to {} in march", "{} is where I live", "new address is in {}", "the postcode you have, {}, is wrong"],
 "address": ["my address is {}", "I live at {}", "I've moved to {}", "new address: {}", "please send the card to {}", "home address {}", "we live at {} now", "can you update my address to {}", "letter went to {} by mistake", "I'm at {}"],
 "phone": ["call me on {}", "my number is {}", "my mobile is {}", "ring me on {} after 5", "phone: {}", "you can reach me on {}", "tel {}", "mob {}", "text me on {}", "my new phone number is {}", "contact number {}", "Handynummer {}", "{} is my mobile"],
 "email": ["my email is {}", "email me at {}", "e-mail: {}", "{}", "you can reach me at {}", "send it to {}", "my email address: {}", "the account is under {}", "write to {} please", "contact {}"],
 "credential.password": ["my password is {}", "password: {}", "pwd {}", "the password is {} and it won't let me in", "password = {}", "my online banking password is {}", "i changed my password to {} yesterday", "pass: {}", "login joan88 password {}", "Passwort: {}", "mot de passe : {}", "contraseña: {}", "passphrase is {}"],
 "credential.memorable": ["my memorable word is {}", "memorable word: {}", "memorable place is {}", "mother's maiden name is {}", "the memorable name is {}", "security answer: {}", "memorable information {}", "my mum's maiden name is {}", "secret word is {}", "the answer to my security question is {}"],
 "credential.pin": ["my pin is {}", "pin: {}", "PIN {}", "PIN number {} doesn't work", "i changed my pin to {}", "{} is my pin", "pin number is {}", "the pin for my card is {}", "my pin's {}", "card pin {}", "meine PIN ist {}", "mon code pin est {}", "mi pin es {}", "telephone banking passcode {}"],
 "credential.otp": ["the code is {}", "otp {}", "my one time passcode is {}", "verification code: {}", "the code you texted me is {}", "I got a text with code {}", "one-time code {}", "authentication code is {}", "my 6 digit code is {}", "your one-time password is {}", "{} is the code you sent me", "Your Northbridge verification code is {}. Do not share it."],
 "us.ssn": ["my social security number is {}", "SSN {}", "ssn: {}", "social security no {}", "my social is {}", "SSN is {} if needed"],
 "us.aba": ["routing number {}", "ABA {}", "the routing number is {}", "aba routing number: {}", "ABA number {}", "routing no. {}", "routing transit number {}"],
 "eu.national_id": {"de": ["Steuer-ID {}", "meine Steueridentifikationsnummer ist {}", "meine IdNr: {}", "my german tax id is {}", "Steuernummer {}"], "fr": ["mon numéro de sécurité sociale est {}", "numéro de sécu {}", "NIR {}", "my french social security number is {}", "n° sécurité sociale : {}"], "es": ["mi DNI es {}", "DNI {}", "NIE: {}", "mi NIE es {}", "my spanish DNI is {}", "dni número {}"]},
 "uk.nhs_number": ["my NHS number is {}", "NHS number {}", "nhs no: {}", "NHS {}", "{} is my nhs number", "NHS number - {}"],
 "uk.driving_licence": ["my driving licence number is {}", "driving licence {}", "licence no: {}", "driver number {}", "DVLA number {}", "driving license {}", "{} is my licence number", "I uploaded licence {}"],
}
def value(cls):
    return {"card.pan": card, "card.cvv": lambda: digits(3), "card.expiry": expiry, "uk.account_number": lambda: pick("1234567890") + digits(7), "uk.sort_code": lambda: pick(["20", "40", "30", "09", "60", "77", "11", "04"]) + digits(4),
            "iban": iban, "bic": bic, "uk.nino": nino, "passport": passport, "dob": dob, "uk.postcode": lambda: "".join(postcode()), "address": address, "phone": phone, "email": email, "credential.password": password,
            "credential.memorable": lambda: pick(WORDS_M), "credential.pin": lambda: digits(4), "credential.otp": lambda: pick([digits(6), digits(6), digits(5), digits(8)]), "us.ssn": ssn, "us.aba": aba, "uk.nhs_number": nhs,
            "uk.driving_licence": licence}[cls]()
HIDDEN = "\u200b\u200d\u00ad\u2060"
messages = []
def emit(kind, text, findings, disguise=""):
    n = len(messages)
    messages.append({"id": f"m{n:05d}", "half": "open" if n % 2 else "held", "kind": kind, **({"disguise": disguise} if disguise else {}), "text": text, "findings": findings})
def message(kind, cls, template, written, disguise=""):
    opening = pick(HELLO) if template != "{}" or R.random() < 0.5 else ""
    before, after = template.split("{}")
    end = pick(BYE)
    if cls in ("credential.password", "credential.memorable") and after == "": end = pick(["", "", ", please help", " 🙏", "\nthanks", ", ta"])
    start = len(opening + before)
    emit(kind, opening + before + written + after + end, [{"class": cls, "start": start, "end": start + len(written.rstrip())}], disguise)
COUNT = {"card.pan": (130, 200)}
for cls in list(T):
    if cls == "pair":
        for kind, n in (("plain", 50), ("disguised", 60)):
            for _ in range(n):
                t = pick(T["pair"])
                s, a = value("uk.sort_code"), value("uk.account_number")
                name, f = ("", lambda c, v: plain(c, v)) if kind == "plain" else pick(disguises("uk.sort_code"))
                if name in ("leet", "newline", "slashes", "bidi"): name, f = ANY[0]
                text, found, opening = pick(HELLO), [], None
                rest = t
                while "{" in rest:
                    i = rest.index("{")
                    which = rest[i + 1]
                    w = (f("uk.sort_code", s) if which == "s" else f("uk.account_number", a)).rstrip(HIDDEN)
                    text += rest[:i]
                    found.append({"class": "uk.sort_code" if which == "s" else "uk.account_number", "start": len(text), "end": len(text) + len(w)})
                    text += w
                    rest = rest[i + 3:]
                emit(kind, text + rest + pick(BYE), found, name)
        continue
    plains, hidden = COUNT.get(cls, (44, 56))
    for kind, n in (("plain", plains), ("disguised", hidden)):
        for _ in range(n):
            if cls == "eu.national_id":
                country = pick(["de", "fr", "es"])
                t, v = pick(T[cls][country]), {"de": steuer, "fr": nir, "es": pick([dni, nie])}[country]()
            else:
                t, v = pick(T[cls]), value(cls)
            if kind == "plain":
                message(kind, cls, t, plain(cls, v))
            else:
                name, f = pick(disguises(cls))
                if cls == "phone" and name in ("words", "doubles") and v.startswith("0044"): v = "0" + v[4:].strip()
                if cls == "phone" and name in ("nbsp", "thin", "en_dash", "figure_dash", "dots", "underscores", "middots", "double_spaces") and " " not in v: v = v[:5] + " " + v[5:]
                if cls in ("phone", "dob", "card.expiry", "address") and name == "spaced": name, f = ANY[0]
                if name == "reversed": t = pick(["my card number backwards is {}", "card in reverse: {}", "read it backwards {}"])
                if cls == "email" and name in ("at", "at_dot", "AT", "dot") and t == "{}": t = "my email is {}"
                w = "\u200e".join(v) if name == "bidi" else f(cls, v)
                # Hidden characters behind the last one belong to nobody.
                message(kind, cls, t, w.rstrip(HIDDEN), name)

# Several values in one message.
for _ in range(60):
    c = card()
    cv, ex = digits(3 if len(c) != 15 else 4), f"{two(R.randint(1, 12))}/{R.randint(26, 32)}"
    text, found = pick(HELLO) + pick(["card ", "", "details: "]), []
    for cls, v, lead in (("card.pan", plain("card.pan", c), ""), ("card.expiry", ex, pick([" exp ", " expiry ", " ", ", "])), ("card.cvv", cv, pick([" cvv ", " cvc ", " security code "]))):
        text += lead
        found.append({"class": cls, "start": len(text), "end": len(text) + len(v)})
        text += v
    emit("plain", text + pick(BYE), found)
for _ in range(40):
    text, found = pick(["I live at ", "my address is ", "new address: ", "send it to "]), []
    for cls, v, lead in (("address", address(), ""), ("uk.postcode", " ".join(postcode()), pick([", ", " ", ", " + pick(TOWNS) + ", ", ", " + pick(TOWNS) + " "]))):
        text += lead
        found.append({"class": cls, "start": len(text), "end": len(text) + len(v)})
        text += v
    emit("plain", text + pick(BYE), found)

# ---- clean --------------------------------------------------------------------------------------------------------------------------
def broken_card():
    c = card()
    return " ".join(grouped(c[:-1] + str((int(c[-1]) + R.randint(1, 9)) % 10)))
def hexes(n): return "".join(pick("0123456789abcdef") for _ in range(n))
SHOPS = ["Tesco", "the garage", "Boots", "an online shop", "the chemist", "my landlord"]
CLEAN = [
 lambda: f"my order number is {digits(8)} and it hasn't come", lambda: f"parcel tracking {letters(2)}{digits(9)}GB still not here", lambda: f"tracking number JD{digits(16)}", lambda: f"call us on 0345 {digits(3)} {digits(4)} any time",
 lambda: f"I've been on hold to 0800 {digits(3)} {digits(4)} for {R.randint(10, 90)} minutes", lambda: f"your line 0333 {digits(3)} {digits(4)} just rings out", lambda: f"I paid {pick(SHOPS)} £{R.randint(1, 900)}.{two(R.randint(0, 99))} on {two(R.randint(1, 28))}/{two(R.randint(1, 12))}/2026 and it went twice",
 lambda: f"the transfer of £{R.randint(1, 9)},{digits(3)}.{digits(2)} is still pending", lambda: f"error code {digits(6)} in the app", lambda: f"promo code {letters(4)}{digits(2)} doesn't work", lambda: f"case ref {digits(8)} was closed without a reply", lambda: f"complaint reference {letters(3)}-{digits(6)}",
 lambda: f"commit {hexes(40)} broke the build", lambda: f"session {hexes(8)}-{hexes(4)}-4{hexes(3)}-a{hexes(3)}-{hexes(12)} expired", lambda: f"blocked from ip {R.randint(1, 223)}.{R.randint(0, 255)}.{R.randint(0, 255)}.{R.randint(1, 254)}", lambda: f"log line 2026-{two(R.randint(1, 12))}-{two(R.randint(1, 28))}T{two(R.randint(0, 23))}:{two(R.randint(0, 59))}:{two(R.randint(0, 59))}Z timeout",
 lambda: f"ts={R.randint(1600000000000, 1799999999999)} level=warn", lambda: f"the match finished {R.randint(0, 5)}-{R.randint(0, 5)} and my card still didn't work", lambda: f"I've been a customer since {R.randint(1970, 2020)}", lambda: f"your mortgage rate went from {R.randint(1, 6)}.{two(R.randint(0, 99))}% to {R.randint(1, 6)}.{two(R.randint(0, 99))}%",
 lambda: pick(["I forgot my pin", "how do I change my PIN?", "my pin doesn't work any more", "Never share your PIN with anyone", "is it safe to save my cvv online", "where do I find the cvv on this card", "you never sent the pin", "my pin has 4 digits is that right", "pin got blocked after 3 tries", "we will never ask you for your full password", "the password reset link is broken", "password is wrong every time", "I can't remember my memorable word", "the one time code never arrives", "what is a sort code", "what's an IBAN for", "can I change my sort code when I move"]),
 lambda: f"voucher {broken_card()} is refused", lambda: f"invoice {digits(8)} dated {two(R.randint(1, 28))}-{two(R.randint(1, 12))}-26", lambda: f"flight BA{digits(4)} was cancelled on {two(R.randint(1, 28))}/{two(R.randint(1, 12))}/26", lambda: f"booking ref {letters(6)}", lambda: f"version {R.randint(1, 12)}.{R.randint(0, 20)}.{digits(4)} crashes", lambda: f"the branch at {R.randint(1, 99)} High Street shuts at {R.randint(3, 5)}pm",
 lambda: f"waited {R.randint(10, 90)} minutes in the {pick(TOWNS)} branch", lambda: f"you charged me £{R.randint(1, 40)} {R.randint(2, 9)} times", lambda: f"my appointment is at {R.randint(9, 16)}:{pick(['00', '15', '30', '45'])} on {R.randint(1, 28)} {pick(MONTHS)}", lambda: f"policy number {digits(8)} needs renewing", lambda: f"meter reading {digits(5)}", lambda: f"{R.randint(2, 40)} people in the queue and {R.randint(1, 3)} cashier",
 lambda: pick(["absolutely shocking service", "thanks so much, all sorted now", "why is the app down AGAIN", "can someone call me back please", "Your dispute has been settled, details in your secure inbox.", "I'd like to make a complaint about a member of staff", "do you open on bank holidays?", "great service from the Leeds branch today", "still no card after two weeks", "nobody has phoned back about the charge", "how do I dispute a payment", "is the cash machine in Bath working", "my statement is missing a page", "can I have a paper statement", "your chatbot is useless"]),
 lambda: f"Hi, thanks for waiting. Your new card was posted on {R.randint(1, 28)} {pick(MONTHS)} and should arrive in {R.randint(3, 7)} working days.", lambda: f"We've raised this with the team, ref {digits(7)}. You'll hear within {R.randint(5, 15)} days.", lambda: f"Please use the private link we sent so that we can look into it.", lambda: f"Our branches open {R.randint(8, 10)}am to {R.randint(4, 6)}pm on weekdays.",
 lambda: f"you sent me {R.randint(2, 12)} letters since {pick(MONTHS)} 2025", lambda: f"ISBN 978{digits(10)}", lambda: f"room {digits(4)} at the hotel charged my card", lambda: f"one two three testing, is anyone there", lambda: f"press 1 for cards, 2 for loans, 3 for mortgages", lambda: f"one in {pick(['four', 'five', 'ten'])} people wait over {pick(['twenty', 'thirty'])} minutes", lambda: f"serial number {digits(4)}-{digits(4)}-{digits(4)} on the card reader",
 lambda: f"the score was {R.randint(100, 400)} for {R.randint(2, 9)}", lambda: f"I'm {R.randint(60, 95)} and I don't do apps", lambda: f"my son was born in {R.randint(2015, 2025)} can he have an account", lambda: f"our wedding is {R.randint(1, 28)}/{R.randint(1, 12)}/2027 and the money is stuck", lambda: f"the offer ends {R.randint(1, 28)}/{R.randint(1, 12)}/2026", lambda: f"the app says {R.randint(1, 4)} of 5 documents uploaded", lambda: f"ATM on {pick(STREETS)} {pick(TYPES)} swallowed my card",
 lambda: f"transaction id {hexes(24)}", lambda: f"lottery numbers {' '.join(two(R.randint(1, 49)) for _ in range(6))}", lambda: f"mes {R.randint(2, 9)} virements de {R.randint(10, 99)} € sont bloqués", lambda: f"ich warte seit {R.randint(2, 9)} Wochen auf meine Karte", lambda: f"llevo {R.randint(2, 9)} semanas esperando mi tarjeta", lambda: f"#{digits(8)} is my ticket", lambda: f"my flight lands at {two(R.randint(0, 23))}{pick(['05', '20', '45'])} so I can't call before",
]
for _ in range(900):
    t = pick(CLEAN)()
    emit("clean", pick(HELLO) + t + pick(BYE), [])

# ---- sequences ----------------------------------------------------------------------------------------------------------------------
sequences = []
def sequence(kind, msgs, found):
    sequences.append({"id": f"s{len(sequences):04d}", "half": "open" if len(sequences) % 2 else "held", "kind": kind, "messages": [{"author": a, "text": t, "gap_s": g} for a, t, g in msgs], "detections": found})
CHAT = [("agent", "Thanks, one moment please"), ("bot", "An agent will be with you shortly."), ("agent", "ok"), ("agent", "No problem at all"), ("bot", "You are number 3 in the queue.")]
SMALL = ["hang on", "sorry, on the bus", "one sec", "right", "hope that helps", "still there?"]
def gap(): return R.randint(2, 70)
for i in range(160):
    which = ["pan", "pan", "pan", "cue", "pair", "iban", "answer", "pan_label", "nino", "password"][i % 10]
    msgs, hit = [], []
    def say(text): msgs.append(("customer", text, gap()))
    def chatter():
        if R.random() < 0.5:
            a, t = pick(CHAT)
            msgs.append((a, t, gap()))
        if R.random() < 0.2: say(pick(SMALL))
    if which in ("pan", "pan_label"):
        p = grouped(card())
        cut = sorted(R.sample(range(1, len(p)), R.randint(1, min(3, len(p) - 1))))
        pieces = [" ".join(p[a:b]) for a, b in zip([0] + cut, cut + [len(p)])]
        if R.random() < 0.3: pieces = [chars(offset_map(0xFF10))("", x) for x in pieces]
        elif R.random() < 0.3: pieces = [" ".join(W[int(c)] for c in x if c.isdigit()) for x in pieces]
        for n, x in enumerate(pieces):
            lead = pick(["my card is ", "card number ", "ok it's ", ""]) if n == 0 else pick(["", "", "then ", "and ", "next bit "])
            say(lead + x)
            if n < len(pieces) - 1: chatter()
        hit = [(len(msgs) - 1, "card.pan")]
    elif which == "cue":
        cls, lead, v = pick([("credential.pin", "my pin is", digits(4)), ("card.cvv", "the cvv is", digits(3)), ("credential.otp", "the code you texted me is", digits(6)), ("uk.account_number", "my account number is", digits(8)), ("uk.sort_code", "sort code", "20-45-" + digits(2))])
        say(lead)
        chatter()
        say(v)
        hit = [(len(msgs) - 1, cls)]
    elif which == "pair":
        s, a = value("uk.sort_code"), value("uk.account_number")
        say("sort code " + plain("uk.sort_code", s))
        hit.append((0, "uk.sort_code"))
        chatter()
        say(pick(["account ", "and account number ", "acc "]) + a)
        hit.append((len(msgs) - 1, "uk.account_number"))
    elif which == "iban":
        v = iban()
        k = R.randint(6, len(v) - 6)
        say("my iban is " + v[:k])
        chatter()
        say(v[k:])
        hit = [(len(msgs) - 1, "iban")]
    elif which == "answer":
        cls, q, v = pick([("card.cvv", "Please send us the three digits on the back of your card", digits(3)), ("credential.pin", "What is your PIN?", digits(4)), ("uk.account_number", "Could you confirm your account number please?", digits(8)), ("credential.otp", "What's the one-time code we just sent you?", digits(6))])
        msgs.append(("agent", q, gap()))
        say(pick(["", "it's ", "ok "]) + v)
        hit = [(0, "request." + cls), (1, cls)]
    elif which == "nino":
        v = nino()
        say("my NI number is " + v[:5])
        chatter()
        say(v[5:])
        hit = [(len(msgs) - 1, "uk.nino")]
    else:
        v = pick(["Sunflower1987", "hunter2", "Chelsea!99", "qwerty123"])
        say("my password is")
        chatter()
        say(v)
        hit = [(len(msgs) - 1, "credential.password")]
    sequence("split", msgs, [{"msg": m, "class": c} for m, c in hit])
BENIGN = [
 lambda: [("customer", f"I paid {digits(4)}", gap()), ("customer", "then 2026", gap()), ("customer", f"and {digits(4)}", gap())],
 lambda: [("bot", "Press 1 for cards, 2 for loans", gap()), ("customer", "1", gap()), ("bot", "Press 1 for lost, 2 for stolen", gap()), ("customer", "2", gap())],
 lambda: [("customer", f"order {digits(4)} {digits(4)}", gap()), ("agent", "Thanks", gap()), ("customer", f"{digits(4)} {digits(4)} that's the rest of the order number", gap())],
 lambda: [("customer", f"spent £{R.randint(10, 99)}", gap()), ("customer", f"and £{R.randint(100, 999)} the day after", gap()), ("customer", f"and £{R.randint(10, 99)} on {two(R.randint(1, 28))}/11", gap())],
 lambda: [("customer", "I forgot my pin", gap()), ("agent", "You can see it in the app", gap()), ("customer", f"I waited {R.randint(10, 50)} minutes, since 2019 I've been loyal", gap())],
 lambda: [("customer", f"case {digits(6)}", gap()), ("customer", f"opened {two(R.randint(1, 28))}/10/2026", gap()), ("customer", "any news?", gap())],
 lambda: [("customer", "my pin is blocked", gap()), ("agent", "How many times did you try?", gap()), ("customer", "3", gap())],
 lambda: [("customer", f"the train was {R.randint(10, 59)} late", gap()), ("customer", f"then {R.randint(10, 59)} minutes in your queue", gap()), ("customer", f"and {R.randint(10, 59)} more on hold", gap())],
]
for i in range(100): sequence("benign", BENIGN[i % len(BENIGN)](), [])

for name, rows in (("messages", messages), ("sequences", sequences)):
    with open(f"{HERE}/{name}.jsonl", "w", encoding="utf-8") as out:
        for row in rows: out.write(json.dumps(row, ensure_ascii=False) + "\n")
kinds = {}
for m in messages: kinds[m["kind"]] = kinds.get(m["kind"], 0) + 1
print(kinds, len(sequences), "sequences")
