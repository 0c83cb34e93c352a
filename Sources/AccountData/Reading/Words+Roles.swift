extension Words {
    /// What single words may do in a sentence.
    static let roles: [(Role, StaticString)] = [
        (
            .filler,
            """
            then and dash hyphen minus space dot point stop slash comma next again um umm er erm uh so followed by after that plus \
            und dann et puis y luego guion tiret strich bindestrich \
            underscore colon gap pause suite reste rest remaining remainder sorry oops finit finishes finishing finish acaba acaban termina terminan endet enden par mit con por weiter restliche siguiente sigue \
            er yeah erm bit last ends stroke like ensuite \
            lastly finally enfin finalmente zuletzt gefolgt suivi seguido abschliessend schlie\u{4}lich  danach despues \
            afterwards right \
            br nbsp \
            comes kommt viene vient \
            now jetzt ahora maintenant \
            err ehm ahh hmm
            """
        ),
        (
            .connector,
            """
            is was are be as the a an for my our your of on in to it its number no numbers digits digit code value this that still now \
            currently ok okay and here s card account bank debit credit app online banking personal phone telephone new old please just \
            you asked with by from me us text message used use using set below goes also i think believe should would will which \
            customer savings current joint business ones mine his her their visa mastercard name got get received sent through gave \
            says reads ist lautet mein meine meiner fur das die der est mon ma le la votre de du des es mi mis el una numero nummer nr n \
            me to at be code up all \
            actually basically registered under has being full whole correct right im i m re shows s following above below transit wire \
            thats u c so put typed entered am vom le du par sms amex maestro spelled spelt buchstabiert him her them unter auf back reverse rear dos carte karte tarjeta \
            starts start starting begins begin beginning commence commencent comienza comienzan empieza empiezan beginnt beginnen fangt \
            thing actuel actual provisoire nouveau nouvelle nuevo nueva temporaire en war lautete etait era fue reponse respuesta antwort lettres letras buchstaben always been love mate pal hun dear darling said underneath longer \
            coming follows bonjour hallo hola hi hello sure certainly yes yep yeah \
            betragt belauft derzeit aktuell actuellement actualmente momentan jetzt maintenant ahora \
            ihr ihre ihren su sus tu tus dein deine ton tes vos \
            definitely surely obviously honestly literally definitivamente bestimmt stays remains stayed bleibt reste sigue \
            requested
            """
        ),
        (.copula, "is was are its equals being thats says reads been said"),
        (
            .copula,
            "ist lautet lauten est es son sind war lautete etait era fue betragt belauft stays remains stayed bleibt spelled spelt buchstabiert"
        ),
        (.preposition, "on in from at for of auf aus von fur im vom sur dans du de en del para"),
        (.likens, "als como comme"),
        (
            .manner,
            """
            reverse reversed backwards backward bold caps capitals capital lowercase uppercase italic italics lower upper small big fancy \
            spaced spaces gaps dashes hyphens words plain reading ruckwarts envers reves invers nato phonetic
            """
        ),
        (.auxiliary, "has have had did does hat haben tiene"),
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
            hsbc santander halifax monzo starling money wire cheque chequebook cheques dauerauftrag uberweisung virement transferencia
            """
        ),
        (.infinitive, "to"),
        (.towards, "to into auf zu in a vers por onto then"),
        (.courtesy, "please pls plz bitte svp por plait favor danke gracias merci thx ta"),
        (.towardsSpeaker, "me us here back over mir uns hier moi nous ici aqui"),
        (.reads, "say says read reads written printed stand steht stehen dit dice pone"),
        (.offering, "should can could shall may do kann soll darf dois peux puis puedo debo"),
        (.relative, "que that which who die das welches welche qui"),
        (.riddle, "question questions sicherheitsfrage frage pregunta preguntas q"),
        (.answers, "answer answers antwort reponse respuesta ans solution losung"),
        (.pronoun, "it its this that one sie es er das ce c cela lo eso esta este number code"),
        (.numbering, "number no numbers nr numero nummer num"),
        (.frenchTen, "dix soixante vingt vingts quatre"),
        (.you, "you u ya your ur yours yourself sie ihnen ihr ihre du vous votre vos usted su tu le te"),
        (.speaker, "i im ive my me mine we our ich mein meine mir wir je mon ma mes moi nous yo mi mis me"),
        (.asksLast, "sagen geben nennen mitteilen senden schicken bestatigen angeben durchgeben verraten zusenden"),
        (.atHand, "handy hand"),
        (.tries, "tried try used typed entered put using with use"),
        (
            .enters,
            "tried try typed entered keyed typing entering trying punched tapped probiert versucht eingegeben getippt essaye tape saisi probe intente probado tecleado metido"
        ),
        (
            .reversal,
            """
            reverse reversed backwards backward ruckwarts rueckwarts envers reves invertido invertida inverse umgekehrt \
            flipped flip mirrored mirror reversing
            """
        ),
        (
            .asks,
            """
            send give confirm provide share dm tell supply reply pm message email type text state quote forward submit need require have \
            take get read \
            pop drop jot pass giving let remind want advise specify state validate repeat spell list needs need replying dictate nennen senden sendet schicken schickt geben gebt sagen sag mitteilen brauche brauchen \
            benotige benotigen bestatigen angeben durchgeben verraten teilen donner donne donnez envoyer envoie envoyez indiquer \
            indiquez confirmer confirmez fournir fournissez communiquer communiquez besoin transmettre dire dites precisez partager \
            dar da dame deme dime digame decir enviar envie enviame envienos envia mandar mandame mande mandeme indiquenos indique \
            enter nenn nenne nennt schick schreib schreibt brauchte brauchten benotigten envieme envienme facilitenme \
            facilitame faciliteme dice dices respond indiqueme indica facilitar facilite facilitenos proporcionar proporcione confirmar confirme necesito necesitamos compartir verify fill leave \
            grab mind ping chuck input supplied proporcionenos comunique \
            comuniquenos renseigner renseignez saisir saisissez tapez introduzca introducir ingrese ingresar eingeben \
            eingabe tippen hinterlassen nachreichen zuschicken zukommen
            """
        ),
        (.questions, "what whats which wie welche welcher welches quel quelle quels quelles cual cuales cuantos"),
        (.denies, "never not dont don doesnt didnt wont cant cannot without isnt neither nor"),
        (
            .negates,
            """
            never not dont don doesnt didnt wont cant cannot without nobody noone avoid stop refuse refrain no isnt neither nor scam \
            scammers phishing fraudsters asked asking they \
            why delete remove hide nie niemals nicht kein keine jamais pas aucun nunca jamas nadie personne niemand
            """
        ),
        (
            .addresses,
            """
            your the ur yr ihre ihren ihrer ihr deine dein deinen die den das votre vos ton ta tes la le les su sus tu tus \
            el los las
            """
        ),
        (
            .disowns,
            "my our a an new another his her their own mein meine meinen meiner unsere mon ma mes notre mi mis nuestro nuestra ein eine un une una"
        ),
        (
            .predicate,
            """
            wrong incorrect expired locked blocked invalid correct right weak strong secure safe fine ok okay broken forgotten lost reset \
            changed being getting going in on my our your a an the not never no still now also only really so too very saved stored written \
            compromised stolen hacked required needed same different rejected refused failing failed working accepted case sensitive \
            important private secret secure protected missing unknown expiring old new it at to for as what why how when if but because \
            and or wont doesnt isnt needs need must should was is are available set managed reused easy hard long short shown hidden \
            displayed visible unsafe useless rubbish annoying asked please with about invalidated disabled enabled updated all up out \
            due access sign log login view pay make transfer enter continue complete confirm prove restore something anything nothing \
            always already probably this that there here they we you i me fields field page box rules \
            policy manager screen prompt link help problem problems issue issues protection recovery security request again today tomorrow \
            called keeps keep doesn isn wont question questions reminder hint thing stuff letters characters \
            falsch richtig gesperrt abgelaufen vergessen ungultig unsicher sicher kaputt unbekannt geandert nicht immer wieder \
            faux fausse incorrecte expire bloque oublie perdu refuse valide invalide toujours encore \
            incorrecta erronea equivocada caducada bloqueada olvidada perdida valida siempre \
            daft confusing requested anyone anybody someone somebody everyone urgent asap stupid silly crazy mad joke pain \
            nightmare mess nonsense pointless hopeless terrible horrible awful weird odd strange great brilliant perfect \
            cool nice bad worse worst ages hours yesterday shambles ridiculous confused stuck fuming gutted \
            waiting compulsory optional mandatory
            """
        ),
        (
            .delivery,
            """
            came text texted sms login verification verify verifying authenticate phone app sent received receive receiving \
            recibio recibido recibi erhalten bekommen recu recus recue geschickt gesendet enviado enviamos enviaron mandado \
            mandamos llego envoye recevoir
            """
        ),
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
            .streetType,
            """
            street st road rd avenue ave av lane ln close cl drive dr way terrace terr gardens gdns garden crescent cres court ct grove \
            place pl square sq row walk mews hill parade rise view park green mount vale wharf quay gate yard broadway boulevard villas \
            cottages buildings mansions heights meadow meadows fields croft bank
            """
        ),
        (.streetLead, "rue avenue boulevard bd chemin allee impasse quai calle avenida avda plaza paseo carrer via rua"),
        (.article, "the of de la le les du des del los las el a an der die das den au aux der l"),
        (.premise, "flat apartment apt unit suite house no number"),
        (.dotWord, "dot period punto point punkt"),
        (.atWord, "at arroba arobase"),
        (
            .firm,
            """
            scammer scammers fraudster caller callers \
            branch branches store shop atm atms cashpoint office offices headquarters hq helpline hotline switchboard lines line hold \
            queue us our team desk ombudsman police council restaurant hotel pub supermarket garage surgery hospital
            """
        ),
        (
            .expiring,
            """
            offer deal sale code link voucher session token discount promotion promo policy insurance password passport licence license \
            mortgage contract warranty rate isa isas bond quote subscription membership licences coupon rates trial
            """
        ),
        (
            .office,
            """
            support help info noreply reply you hello contact enquiries sales admin press complaints customerservice customerservices \
            customercare service services security phishing report team office news newsletter notifications alerts donotreply postmaster \
            webmaster helpdesk feedback care fraud scams
            """
        ),
        (
            .movement,
            """
            payment payments transfer transaction purchase withdrawal deposit debit refund zahlung uberweisung lastschrift \
            abbuchung paiement virement prelevement retrait pago transferencia cargo retirada recibo
            """
        ),
        (.changes, "changed change changing set updated"),
        (.logsIn, "login username user userid logon uname"),
        (
            .owner,
            """
            your my his her their our ihr ihre ihrem ihren mein meine votre vos mon ma su sus mi unser unsere notre tu dein
            """
        ),
        (.mailWord, "email mail correo courriel"),
        (
            .accountState,
            """
            overdrawn frozen closed suspended blocked restricted dormant arrears default defaulted locked flagged limited unfrozen \
            deactivated terminated delinquent \
            gesperrt geschlossen eingefroren uberzogen gekundigt eingeschrankt bloque bloquee cloture cloturee gele gelee \
            suspendu suspendue decouvert bloqueada bloqueado cerrada cerrado congelada congelado suspendida descubierto \
            restringida embargada inactive
            """
        ),
        (
            .secretWord,
            """
            password passwords passwd pwd psw passwrd pasword pass passphrase passwort passe contrasena memorable maiden secret security \
            passw kennwort clave pw mdp pet pets merkwort secrete secreta geheimwort bic swift madchenname jeune
            """
        ),
        (
            .dataWord,
            """
            pin pins cvv cvv2 cvc cvc2 csc cvn otp otps code codes card cards number numbers digits account acc acct sort sortcode iban \
            password passwords passcode passcodes memorable maiden secret security pwd passphrase pan details passnumber back passport \
            nino insurance dob birth postcode address phone mobile email ssn routing aba nhs licence license customer expiry bic swift \
            dni nie nif kartennummer geburtsdatum anschrift adresse telefonnummer handynummer tan passwort kennwort contrasena tarjeta carte \
            naissance nacimiento cvv social tax mail birthday direccion domicilio telefono telephone movil portable telefon landline \
            contact whatsapp cell rufnummer mobilnummer mailadresse emailadresse \
            born geboren nacio naciste rib blz nummer ziffern chiffres digitos cifras kontonummer kundennummer geheimzahl \
            lauft caduca vence expire expires cryptogramme prufnummer
            """
        ),
    ]
}
