extension Words {
    /// Words that say where in a value a piece of it belongs, by ``PartPlace``.
    static let partPlaces: [(PartPlace, StaticString)] = [
        (
            .first,
            """
            first 1st start starts starting begin begins beginning erste ersten erster erstes anfang beginnt beginnen fangt premier \
            premiere premiers premieres debut commence commencent primero primera primeros primeras primer principio inicio empieza \
            empiezan comienza comienzan
            """
        ),
        (.second, "second 2nd zweite zweiten zweiter zweites deuxieme deuxiemes seconde segundo segunda segundos segundas"),
        (.third, "third 3rd dritte dritten dritter drittes troisieme troisiemes tercero tercera tercer terceros"),
        (.fourth, "fourth 4th vierte vierten vierter quatrieme quatriemes cuarto cuarta cuartos"),
        (.middle, "middle centre center mitte mittlere mittleren milieu medio central"),
        (
            .last,
            """
            last lastly final finally end ends ending finish finishes finishing rest remaining remainder letzte letzten letzter letztes ende \
            endet enden schluss restliche restlichen dernier derniere derniers dernieres fin finit finissent reste suite ultimo ultima \
            ultimos ultimas termina terminan acaba acaban resto restante restantes enfin finalement finalmente zuletzt
            """
        ),
        (
            .next,
            """
            after otros otras autres anderen next then following follows followed cont contd continued continues continuing \
            continuation weiter danach dann nachste \
            nachsten nachster folgt puis ensuite suivant suivante suivants luego despues siguiente siguientes sigue
            """
        ),
    ]

    /// What a piece is called, and the verbs of its ends.
    static let pieces: StaticString = """
        half halves split splitting lot lots goes pair pairs batches messages part parts bit bits piece pieces chunk chunks section segment portion \
        instalment starts start starting begins begin \
        beginning ends end ending finishes finish rest remaining remainder cont contd continued characters character letters letter chars \
        digits digit numbers beiden paar halfte haelfte teil teile teilen stuck stuecke stucke anfang beginnt ende endet zeichen buchstaben ziffern \
        stellen moitie moities partie parties bout bouts morceau morceaux debut commence fin finit suite lettres caracteres chiffres mitad \
        mitades parte partes trozo trozos principio inicio empieza comienza termina acaba letras cifras digitos resto
        """

    /// Words of cues that are long enough to be known with a slip of the fingers in them; none of the slips is another word.
    static let mistyped: [StaticString] = [
        "number", "account", "security", "password", "postcode", "passport", "insurance", "national", "memorable", "passcode", "expiry",
        "address", "mobile", "routing", "telephone", "verification", "customer", "balance", "licence", "kontonummer", "kartennummer",
        "passwort", "telefonnummer", "geburtsdatum", "tarjeta", "contrasena", "numero", "cuenta",
    ]
}
