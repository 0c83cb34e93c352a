extension Words {
    /// Number words with what they stand for.
    static let numbers: [(StaticString, UInt8)] = [
        ("zero", 0), ("oh", 0), ("o", 0), ("nought", 0), ("naught", 0), ("nil", 0), ("one", 1), ("two", 2), ("three", 3), ("four", 4),
        ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9), ("niner", 9), ("ten", 10), ("eleven", 11), ("twelve", 12),
        ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16), ("seventeen", 17), ("eighteen", 18), ("nineteen", 19),
        ("twenty", 20), ("thirty", 30), ("forty", 40), ("fourty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80),
        ("ninety", 90),
        ("null", 0), ("eins", 1), ("zwei", 2), ("zwo", 2), ("drei", 3), ("vier", 4), ("funf", 5), ("fuenf", 5), ("sechs", 6), ("sieben", 7),
        ("acht", 8), ("neun", 9), ("zehn", 10), ("elf", 11), ("zwolf", 12), ("zwoelf", 12), ("dreizehn", 13), ("vierzehn", 14),
        ("funfzehn", 15), ("sechzehn", 16), ("siebzehn", 17), ("achtzehn", 18), ("neunzehn", 19), ("zwanzig", 20), ("drei\u{4}ig", 30),
        ("vierzig", 40), ("funfzig", 50), ("sechzig", 60), ("siebzig", 70), ("achtzig", 80), ("neunzig", 90),
        ("un", 1), ("deux", 2), ("trois", 3), ("quatre", 4), ("cinq", 5), ("sept", 7), ("huit", 8), ("neuf", 9), ("dix", 10), ("onze", 11),
        ("douze", 12), ("treize", 13), ("quatorze", 14), ("quinze", 15), ("seize", 16), ("vingt", 20), ("vingts", 20), ("trente", 30),
        ("quarante", 40),
        ("cinquante", 50), ("soixante", 60), ("cero", 0), ("uno", 1), ("dos", 2), ("tres", 3), ("cuatro", 4), ("cinco", 5), ("seis", 6),
        ("siete", 7), ("ocho", 8), ("nueve", 9), ("diez", 10), ("doce", 12), ("trece", 13), ("catorce", 14), ("quince", 15),
        ("dieciseis", 16), ("diecisiete", 17), ("dieciocho", 18), ("diecinueve", 19), ("veintiuno", 21), ("veintidos", 22),
        ("veintitres", 23), ("veinticuatro", 24), ("veinticinco", 25), ("veintiseis", 26), ("veintisiete", 27), ("veintiocho", 28),
        ("veintinueve", 29),
        ("veinte", 20), ("treinta", 30), ("cuarenta", 40), ("cincuenta", 50), ("sesenta", 60), ("setenta", 70), ("ochenta", 80),
        ("noventa", 90),
    ]
    /// What multiplies the number before it: its power of ten.
    static let magnitudes: [(StaticString, UInt8)] = [
        ("hundred", 2), ("thousand", 3), ("hundert", 2), ("tausend", 3), ("cent", 2), ("cents", 2), ("mille", 3), ("cien", 2),
        ("ciento", 2),
        ("mil", 3),
    ]

    /// Whole hundreds in one word.
    static let hundreds: [(StaticString, UInt8)] = [
        ("doscientos", 2), ("trescientos", 3), ("cuatrocientos", 4), ("quinientos", 5), ("seiscientos", 6), ("setecientos", 7),
        ("ochocientos", 8), ("novecientos", 9),
    ]

    /// The parts that German numbers are made of, accents folded: units from 1 to 19, and tens.
    static let germanUnits: [StaticString] = [
        "ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwolf", "dreizehn", "vierzehn",
        "funfzehn",
        "sechzehn", "siebzehn", "achtzehn", "neunzehn",
    ]
    static let germanTens: [StaticString] = [
        "zwanzig", "drei\u{4}ig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig",
    ]

    static let months: [(StaticString, UInt8)] = [
        ("january", 1), ("jan", 1), ("february", 2), ("feb", 2), ("march", 3), ("mar", 3), ("april", 4), ("apr", 4), ("may", 5),
        ("june", 6), ("jun", 6), ("july", 7), ("jul", 7), ("august", 8), ("aug", 8), ("september", 9), ("sep", 9), ("sept", 9),
        ("october", 10), ("oct", 10), ("november", 11), ("nov", 11), ("december", 12), ("dec", 12), ("januar", 1), ("februar", 2),
        ("marz", 3), ("maerz", 3), ("mai", 5), ("juni", 6), ("juli", 7), ("oktober", 10), ("dezember", 12), ("janvier", 1), ("fevrier", 2),
        ("mars", 3), ("avril", 4), ("juin", 6), ("juillet", 7), ("aout", 8), ("septembre", 9), ("octobre", 10), ("novembre", 11),
        ("decembre", 12), ("enero", 1), ("febrero", 2), ("marzo", 3), ("abril", 4), ("mayo", 5), ("junio", 6), ("julio", 7), ("agosto", 8),
        ("septiembre", 9), ("octubre", 10), ("noviembre", 11), ("diciembre", 12),
    ]
    static let ordinals: [(StaticString, UInt8)] = [
        ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7), ("eighth", 8), ("ninth", 9),
        ("tenth", 10), ("eleventh", 11), ("twelfth", 12), ("thirteenth", 13), ("fourteenth", 14), ("fifteenth", 15), ("sixteenth", 16),
        ("seventeenth", 17), ("eighteenth", 18), ("nineteenth", 19), ("twentieth", 20), ("thirtieth", 30), ("ersten", 1), ("zweiten", 2),
        ("dritten", 3), ("vierten", 4), ("funften", 5), ("sechsten", 6),
        ("siebten", 7), ("achten", 8), ("neunten", 9), ("zehnten", 10), ("elften", 11), ("zwolften", 12), ("zwanzigsten", 20),
        ("premier", 1), ("primero", 1),
    ]
    /// Stems of German ordinals below twenty, accents folded.
    static let germanOrdinals: [(UInt8, StaticString)] = [
        (1, "ers"), (2, "zwei"), (3, "drit"), (4, "vier"), (5, "funf"), (6, "sechs"), (7, "sieb"), (8, "ach"), (9, "neun"), (10, "zehn"),
        (11, "elf"), (12, "zwolf"), (13, "dreizehn"), (14, "vierzehn"), (15, "funfzehn"), (16, "sechzehn"), (17, "siebzehn"),
        (18, "achtzehn"), (19, "neunzehn"),
    ]
    static let multipliers: [(StaticString, UInt8)] = [
        ("double", 2), ("dbl", 2), ("triple", 3), ("treble", 3), ("quadruple", 4), ("doble", 2), ("doppel", 2),
    ]

    /// The ICAO spelling alphabet, for the letters of an IBAN read aloud.
    static let spelling: [(StaticString, UInt8)] = [
        ("alpha", 0x61), ("alfa", 0x61), ("bravo", 0x62), ("charlie", 0x63), ("delta", 0x64), ("echo", 0x65), ("foxtrot", 0x66),
        ("golf", 0x67),
        ("hotel", 0x68), ("india", 0x69), ("juliet", 0x6A), ("juliett", 0x6A), ("kilo", 0x6B), ("lima", 0x6C), ("mike", 0x6D),
        ("november", 0x6E), ("oscar", 0x6F), ("papa", 0x70), ("quebec", 0x71), ("romeo", 0x72), ("sierra", 0x73), ("tango", 0x74),
        ("uniform", 0x75), ("victor", 0x76), ("whiskey", 0x77), ("whisky", 0x77), ("xray", 0x78), ("ray", 0x78), ("yankee", 0x79),
        ("zulu", 0x7A),
    ]

    /// What the names of German streets end with, accents folded; as words by themselves they follow a name.
    static let germanStreets: [StaticString] = [
        "strasse", "stra\u{4}e", "weg", "platz", "allee", "gasse", "str", "damm", "chaussee",
    ]
}
