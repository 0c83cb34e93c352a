/// The words and phrases that the detectors know, as data.
enum Words {
    /// Cue phrases with commas between. The longest phrase that matches wins, so "error code" hides "code".
    static let cues: [(Cue, StaticString)] = [
        (
            .cardNumber,
            """
            card, cards, debit card, credit card, bank card, card number, card no, card num, card nr, card details, \
            long number, long card number, 16 digit number, 16 digits, sixteen digit number, sixteen digits, pan, visa, \
            mastercard, amex, american express, maestro, number on the front of the card, number on the front of your card, \
            number on the front, number across the front, full card number, cc number, cc, kartennummer, numero de carte, \
            numero de tarjeta, kreditkartennummer, kreditkarte, karten nummer, kartennr, karte, carte bancaire, \
            numero de ma carte, carte bleue, carte, numero de mi tarjeta, numero de la tarjeta, tarjeta, \
            tarjeta de credito, long no, number on my card, card long number, debit card no, primary account number, \
            visa debit, numero de carte bancaire, big number, the 16 digits, 16 digit card number, \
            sixteen digit card number, whole card number, \
            cardnumber, cardno, digits across the front, digits on the front, number across the card, debit card number, \
            credit card number, bank card number, visa number, card digits, kartennummern, meine karte, ma carte, mi tarjeta, \
            kreditkarten nummer, numero de la carte, number on it, 16 digits on the front, sixteen digits on the front, \
            16 digit number on the card, 16 digit number on your card, 16 digit number on my card, \
            sixteen digit number on the card, sixteen digit number on your card, long number on the card, \
            long number on your card, long number on my card, number on your card, number on the card, \
            number on the front of it, 16 numbers, sixteen numbers, long number across the front, \
            long number across the middle, number across the middle, longue suite de chiffres, 16 chiffres, \
            seize chiffres, les 16 chiffres, 16 ziffern, sechzehn ziffern, 16 cifras, 16 digitos, dieciseis digitos, \
            numero de su tarjeta, numero de tu tarjeta, numero de votre carte, numero de ta carte, nummer ihrer karte, \
            nummer deiner karte, nummer meiner karte, nummer auf der karte, nummer auf ihrer karte, nummer auf meiner karte, \
            numero sur ma carte, numero sur la carte, numero sur votre carte, numero en la tarjeta, numero en mi tarjeta, \
            kreditkarten nr, kreditkartennr, karten nr, debitkarte, ec karte, girokarte, girocard, bankkarte, carte de \
            credit, carte de debit, tarjeta de debito, number of my card, number of the card, number of your card, card \
            number on the front, visa card number, mastercard number, amex number, digits on the front of the card, digits \
            on the front of your card, digits of my card, digits of your card, digits on my card, digits on your card
            """
        ),
        (
            .cardEnding,
            """
            ending, ending in, ending with, ends, ends in, ends with, end in, last four, last 4, last four digits, \
            last 4 digits, last four numbers, last 4 numbers, final four digits, final 4 digits, last four digits of, \
            last digits, last4, endet auf, finissant par, termina en, acaba en, letzten vier ziffern, \
            quatre derniers chiffres, ultimos cuatro digitos, \
            endend auf, endet mit, mit der endziffer, mit den endziffern, endziffern, letzten vier, letzten 4, letzten 4 \
            ziffern, letzte vier ziffern, letzte 4 ziffern, finissant en, se terminant par, se termine par, qui finit par, \
            qui se termine par, finit par, terminant par, derniers chiffres, 4 derniers chiffres, les 4 derniers chiffres, \
            les quatre derniers chiffres, terminada en, terminado en, que termina en, que acaba en, acabada en, acabado en, \
            ultimos 4 digitos, ultimas cuatro cifras, ultimas 4 cifras, cuatro ultimos digitos, 4 ultimos digitos, ultimos \
            digitos, last four of, last 4 of, last four is, last 4 is, last four are, last 4 are, finishes in, finishing in, \
            finishing, finishes with
            """
        ),
        (
            .cardExpiry,
            """
            exp, expiry, expiry date, exp date, expires, expires on, expires end, expiration, expiration date, expiring, \
            valid thru, runs out, ran out, good until, valid through, valid until, valid to, good thru, expire, expired, \
            card expiry, use by, gultig bis, gueltig bis, ablaufdatum, verfallsdatum, date d expiration, date expiration, \
            expire fin, expire le, valable jusqu au, caduca, caducidad, fecha de caducidad, fecha de vencimiento, vence, \
            valido hasta, expdate, exp dt, \
            expirydate, date of expiry, expiry month, gultigkeit, gueltigkeit, validite, \
            good til, good till, valid til, valid till, valid up to, runs out in, runs till, runs until, runs to, \
            lasts until, end date, bis ende, fecha de fin, date de fin, ablauf, fin de validite, date de validite, \
            expira, expira el, expira en, valida hasta, lauft ab, laeuft ab, lauft aus, \
            card expiry date, card exp, card exp date, card expiration, card expiration date, card expires, \
            card expires on, card valid until, card valid to, expiry on the card, expiry date on the card, \
            date on the card, date on the front, \
            valid from, expires end of, expires at the end of, runs out end of, runs out at the end of, good until the end of, \
            valid until the end of, date on my card, date on your card, when does your card expire, when does the card expire, \
            when does your card run out, when does the card run out, when will your card expire, \
            xp, xpiry, expirey, fecha de expiracion, expire en, caduca en, caduca el, vencimiento, fecha vencimiento, vence \
            en, vence el, verfallt, verfallt am, gilt bis, lauft bis, laeuft bis, gultig bis ende, gueltig bis ende, lauft \
            ihre karte ab, lauft deine karte ab, lauft die karte ab, lauft sie ab, caduca su tarjeta, caduca la tarjeta, \
            caduca tu tarjeta, vence su tarjeta, vence la tarjeta, expire votre carte, expire la carte, expire ta carte, \
            expire elle, is your card valid until, is the card valid until, expiry mm yy, runs out on, when it expires, when \
            my card runs out, when my card expires, when it runs out, end of validity, validity, valid through \
            end of, date d expiration de la carte, date de fin de validite
            """
        ),
        (
            .securityCode,
            """
            cvv, cvv2, cvc, cvc2, cvn, csc, cid, cvv code, cvc code, csc code, cvv number, cvc number, security code, \
            security number, card security code, card verification code, card verification value, security digits, \
            security number on the back, security code on the back, security code on the back of it, \
            number on the back of it, code on the back of it, three digits on the back, 3 digits on the back, \
            three digit code on the back, 3 digit code on the back, three digit number on the back, \
            3 digit number on the back, three numbers on the back, 3 numbers on the back, last three digits on the back, \
            last 3 digits on the back, number on the back, code on the back, digits on the back, numbers on the back, \
            three digit code, 3 digit code, three digit security code, 3 digit security code, signature strip, \
            back of the card, back of my card, back of your card, on the card s back, back of the debit card, \
            back of my debit card, back of the credit card, back of my credit card, four digits on the front, prufnummer, \
            cryptogramme, code de securite, codigo de seguridad, last 3 digits, last three digits, last three numbers, \
            last 3 numbers, 3 digits, three digits, kartenprufnummer, sicherheitscode, sicherheitsnummer, prufziffer, \
            pruefnummer, kartenprufziffer, code cvv, code cvc, code cvv2, codigo cvv, codigo cvc, cryptogramme visuel, \
            trois chiffres au dos, tres digitos, numero de seguridad, drei ziffern, csv, 3 on the back, the 3 on the back, \
            three on the back, cvs, cv2, ccv, ccv2, ccv code, cvv2 code, cv code, cvd, cav, security no, \
            securitycode, back says, back of card, back of card says, the back says, code on front, code on the front, \
            front code, code on back, code on the reverse, security code on the reverse, digits on the reverse, \
            number on the reverse, 4 digits on the front, 4 digit code on the front, four digit code on the front, \
            4 digit number on the front, four digit number on the front, code au dos, code de securite au dos, \
            code a 3 chiffres, code a trois chiffres, les 3 chiffres, tres numeros de atras, 3 numeros de atras, \
            numeros de atras, numeros de detras, tres cifras, code au verso, chiffres au dos, numero au dos, codigo del reverso, numero del reverso, code auf der ruckseite, \
            nummer auf der ruckseite, ziffern auf der ruckseite, cvv no, cvc no, last 3 on the back, last three on the back, trois chiffres, \
            security code on back, security number on back, security digits on the back, security digits on back, \
            cvv on back, cvv on the back, cvc on the back, cvv au dos, cryptogramme au dos, \
            cryptogramme visuel au dos, prufziffer auf der ruckseite, code on the rear, digits on the rear, \
            back three digits, back 3 digits, rear three digits, little code on the back, small code on the back, \
            3 digit number, three digit number, numero de tres cifras, dreistellige nummer, dreistelliger code, \
            dreistelligen code, code a trois chiffres au dos, \
            last three on the strip, last 3 on the strip, three on the strip, numbers on the strip, digits on the strip, \
            little numbers on the back, little number on the back, three little numbers on the back, \
            3 little numbers on the back, small numbers on the back, small number on the back, \
            les trois chiffres au dos, 3 chiffres au dos, les 3 chiffres au dos, trois chiffres derriere, 3 chiffres \
            derriere, 3 chiffres, les 3 chiffres derriere, trois derniers chiffres au dos, 3 derniers chiffres au dos, trois \
            chiffres de securite, code de verification de la carte, tres digitos del reverso, tres digitos de atras, 3 \
            digitos de atras, 3 digitos del reverso, 3 digitos, tres cifras del reverso, tres ultimos digitos del reverso, \
            codigo de tres digitos, codigo de 3 digitos, codigo de atras, codigo de detras, codigo de verificacion de la \
            tarjeta, 3 ziffern, drei ziffern hinten, 3 ziffern hinten, drei ziffern auf der ruckseite, 3 ziffern auf der \
            ruckseite, drei zahlen auf der ruckseite, drei zahlen hinten, 3 zahlen hinten, drei letzte ziffern hinten, \
            kartensicherheitscode, sicherheitscode hinten, kartenprufcode, prufcode, zahlen auf der ruckseite, the back is, \
            on the back is, back is, 3 on back, three on back, 3 digits on back, three digits on back, three digit on the \
            back, 3 digit on the back, 3 numbers on back, three numbers on back, 3 digits at the back, three digits at the \
            back, three numbers at the back, 3 numbers at the back, number at the back, code at the back, security three \
            digits, security 3 digits, sec code, sec no, sec number, secruity code, last three digits on the signature \
            strip, last 3 digits on the signature strip, digits on the signature strip, code on the signature strip, number \
            on the signature strip, verification number on the back, number above the signature strip, \
            last three are, last three is, last 3 are, last 3 is, three digits are, 3 digits are, three numbers are, 3 \
            numbers are, three numbers on the back of it, trois chiffres sont, tres digitos son, drei ziffern sind
            """
        ),
        (
            .pin,
            """
            pin, pins, pin number, pin no, pin code, card pin, atm pin, personal identification number, telephone pin, \
            app pin, 4 digit pin, four digit pin, cash machine number, geheimzahl, code pin, codigo pin, atm code, \
            card pin code, pin nummer, pinnummer, pin code card, code secret, code confidentiel, mon pin, numero pin, \
            clave pin, cashpoint pin, cash point number, 4 digit code, four digit code, \
            pinnumber, pincode, cash point pin, meine pin, codigo pin de la tarjeta, numero secreto, \
            code confidentiel de ma carte, code de la carte, code de ma carte, code de carte, clave de la tarjeta, \
            clave de mi tarjeta, codigo de la tarjeta, codigo de mi tarjeta, pin de la tarjeta, karten pin, \
            kartenpin, geheimnummer, geheimcode, banking pin, pin digits, \
            clave de cajero, clave del cajero, clave de mi cajero, clave cajero, clave del cajero automatico, \
            clave de cajero automatico, atm number, atm no, cash machine code, cashpoint code, cashpoint number, \
            secret number, number for the cash machine, number for the atm, number i put in at the cash machine, \
            number i use at the cash machine, number for my card, bankautomat pin, automaten pin, geldautomaten pin, \
            code du distributeur, code de distributeur, number for the hole in the wall, numbers for the hole in the wall, \
            numbers for the cash machine, numbers for the cashpoint, numbers i put in the machine, hole in the wall number, \
            codigo secreto, code a quatre chiffres, code a 4 chiffres, vierstellige pin, vierstelliger code, vierstellige \
            geheimzahl, kartengeheimzahl, codigo de cajero, codigo del cajero, clave de 4 digitos, clave de cuatro digitos, \
            clave numerica, code de ma cb, code cb, code de carte bleue, code a 4 chiffres de ma carte, 4 digit number, four \
            digit number, 4 digits for my card, four digits for my card, 4 digit number for my card, four digit number for \
            my card, nip, pin de la carte, card s pin, cards pin, pin zahl, number for the machine, number for the atm \
            machine, number i type at the till, number i put in at the till, till pin
            """
        ),
        (
            .passcode,
            """
            passcode, pass code, passcodes, telephone banking passcode, app passcode, \
            security passcode, passnumber, pass number, telephone passcode, telephone banking code, banking passcode, \
            phone banking passcode, telephone security code, telephone security number, security pin, \
            telephone banking number, telephone banking no, phone banking number, phone banking code, \
            telephone banking pin, phone banking pin
            """
        ),
        (
            .oneTimeCode,
            """
            otp, otps, otp code, one time code, one time passcode, one time password, one time pin, onetime code, \
            onetime passcode, verification code, verification number, authentication code, authorisation code, \
            authorization code, auth code, confirmation code, access code, activation code, 2fa, 2fa code, mfa code, \
            two factor code, sms code, text code, texted code, code you texted, code you sent, code i was sent, code i got, \
            code i received, code i just got, code from the text, code in the text, code from your text, code they sent, \
            code that was texted, code we texted, code we sent, 6 digit code, six digit code, 8 digit code, tan, \
            digit code, onetime password, single use code, tan nummer, bestatigungscode, bestaetigungscode, einmalcode, \
            einmalpasswort, freigabecode, mtan, sms tan, code de verification, code de confirmation, code recu, \
            code a usage unique, code sms, codigo de verificacion, codigo de confirmacion, codigo sms, \
            clave de un solo uso, codigo de un solo uso, codigo recibido, passcode you sent, code u sent, \
            code you just sent, code you sent me, code you texted me, number you texted, number you texted me, \
            number you sent, code they texted, code from my phone, code on my phone, code off the text, \
            code that came through, verify code, auth number, secure code, 5 digit code, five digit code, eight digit code, \
            log in passcode, login passcode, authenticator code, code from the app, code in the app, \
            code recu par sms, code par sms, code sms recu, codigo del sms, codigo por sms, codigo que le ha llegado, \
            sms code recu, bestatigungs code, code per sms, code aus der sms, texted number, six digits, 6 digits we sent, you texted me, you texted, \
            code d activation, code d acces, code de validation, codigo de activacion, codigo de acceso, aktivierungscode, \
            zugangscode, 6 digit thing, six digit thing, \
            code from your card reader, code from the card reader, code from my card reader, \
            code on your card reader, code on the card reader, code on my card reader, card reader code, \
            card reader number, reader code, code from your reader, code from the reader, \
            number from your card reader, number on your card reader, code from your authenticator, \
            code from the authenticator, code from your token, code from my token, token code, security key code, \
            secure key code, pinsentry code, pinsentry number, code from your phone, code on your phone, \
            code on your screen, code from your app, code in your app, number from the text, number in the text, \
            login code, log in code, code de connexion, code temporaire, codigo temporal, codigo de un uso, \
            einmal code, sicherheits code per sms, push tan, pushtan, photo tan, chip tan, \
            digits your app shows, 6 digits your app shows, six digits your app shows, digits the app shows, \
            6 digits the app shows, digits my app shows, 6 digits my app shows, number the app shows, \
            number your app shows, code the app shows, code your app shows, code my app shows, digits on the app, \
            6 digits on the app, six digits on the app, 6 digits from the app, six digits from the app, \
            6 digits from your app, digits from the app, digits in the text, 6 digits in the text, \
            6 digits from the text, 6 digits you texted, 6 digits you sent, 6 digits i got, 6 digits they sent, \
            text saying, text says, text said, sms saying, sms says, message saying, card reader says, \
            card reader shows, card reader gave me, reader gave me, reader says, reader shows, pinsentry says, \
            pinsentry gave me, pinsentry shows, security token shows, security token says, token shows, token says, \
            authenticator says, authenticator shows, login number, log in number, one off code, one off passcode, \
            one off number, one off pin, single use passcode, temporary code, temp code, temporary passcode, \
            numero de verificacion, numero de confirmation, \
            they texted me, it texted me, been texted, was texted, authenticator, number they texted, \
            number they texted me, number they sent, number they sent me, code they texted me, code they sent me, \
            digits you texted, digits you sent, number from my text, code from my text, code in my text, \
            code on my app, code in my app, number that came on my phone, number on my phone, numbers on my phone, \
            number that came through, number that came by text, two codes, 2 codes, both codes, codes you sent, \
            codigo que me llego, codigo que me ha llegado, codigo que recibi, codigo que he recibido, codigo que me \
            enviaron, codigo que me mandaron, codigo que me han enviado, codigo que me han mandado, codigo que le hemos \
            enviado, codigo que te hemos enviado, codigo que le enviamos, codigo que te enviamos, codigo que hemos enviado, \
            codigo enviado, codigo que recibio, codigo que ha recibido, codigo que le llego, code que j ai recu, code que \
            vous m avez envoye, code que vous avez envoye, code que je viens de recevoir, code envoye, code que nous vous \
            avons envoye, code que vous avez recu, code qu on vous a envoye, code qu on m a envoye, code den sie mir \
            geschickt haben, code den ich bekommen habe, code den ich erhalten habe, code den wir ihnen geschickt haben, \
            code den sie erhalten haben, code den sie bekommen haben, code der per sms kam, code in der sms, code per text, \
            number we texted, number we texted you, number we sent, number we sent you, number we just texted, number we \
            just texted you, number we just sent you, code we sent you, code we texted you, code we just sent, code we just \
            texted, code we just sent you, code we just texted you, code we have sent, code we have just sent, code we ve \
            sent, code we ve just sent, code we ve texted, digits we sent, digits we texted, digits we sent you, digits we \
            texted you, digits we just sent, passcode we sent, passcode we sent you, passcode we texted, passcode we texted \
            you, passcode you texted, code that we sent, code that we texted, code we emailed, code you gave me, code you \
            emailed, code you emailed me, code from the email, code in the email, code from your email, text message code, \
            text message says, text message said, text with a code, code by text, code via text, code via sms, code by sms, \
            code just came, code just came through, code came through, code has come through, code that just came, code that \
            came, code that just came through, code that arrived, six figure code, 6 figure code, text reads, from the text, \
            from your text, from my text, from that text, off the text, from the sms, from your sms, aus der sms, message \
            with the code, code i have is, code i have, the code reads, code reads, code showing, code that popped up, code \
            it sent, code it sent me, code it gave me, code you ve sent, code you ve texted, code you have sent, code you \
            sent through, code sent to me, code sent to my phone, code texted to me, code that was sent, code i ve been \
            sent, code i was texted, code i was given, code i ve got, code ive got, code ive been sent, new code, codigo de \
            seguridad por sms, clave sms, code de securite recu, code de securite par sms, verifizierungscode, \
            verifikationscode, authentifizierungscode, code d authentification, codigo de autenticacion, anmeldecode, login \
            code lautet, einmal pin, einmal tan, code temporaire recu, \
            the 6 digits, the six digits, 6 digits are, 6 digits is, 6 digits were, six digits are, what the text said, what \
            the text says, what it said in the text, what my text says, what the message said, what the message says, what \
            your text said, what i was sent, what i got sent, what you sent, what you texted, what they sent, what they \
            texted, what you sent me, what you texted me, what they texted me, what they sent me, what came through, what \
            came through on my phone, text containing, text had, text with, sms with, message with code, code that says, \
            number off the text, number off my phone, digits from my phone, digits off the text, code off my phone, code off \
            the phone
            """
        ),
        (
            .bareCode,
            """
            code, \
            codigo, kode
            """
        ),
        (
            .password,
            """
            password, passwords, passwd, pwd, pass word, passphrase, pass phrase, log in password, login password, \
            online banking password, banking password, passwort, mot de passe, contrasena, psw, passwrd, pasword, pass, \
            passcode phrase, kennwort, passw, passwort lautet, mdp, mot de pass, contrasenya, clave, pw, \
            password for online banking, pass wort, log in details, login details, p w, login pw, \
            passphrases, pass phrase is, log in pw, internet password, app password, zugangspasswort, motdepasse, \
            passwort lautete, mot de passe de connexion, mot de passe internet, contrasena de acceso, \
            contrasena de internet, kennwort lautet, online passwort, online pw, internet banking password, pword, \
            passwrd is, psswd, passwort fur online banking, \
            passowrd, passwrod, passord, passwor, psswrd, pssword, passwerd, pasward, passsword, paasword, \
            passwrd number, \
            mot de passe provisoire, mot de passe actuel, contrasena nueva, contrasena actual, contrasena de la banca \
            online, contrasena de la app, clave de acceso, clave de la banca online, clave de internet, neues passwort, \
            altes passwort, passwort fur die app, passwort fur das onlinebanking, passwort furs online banking, passwort \
            furs onlinebanking, onlinebanking passwort, zugangsdaten, log on password, logon password, banking app password, \
            app pass, login pass, temporary password, temp password, \
            log in with, login with, logging in with, sign in with, signing in with, logged in with, signed in with, \
            connecte avec, einloggen mit, melde mich an mit, entro con, inicio sesion con, \
            security password, security pass word, telephone password, phone password, phone banking password, telephone \
            banking password, verbal password, voice password, account password
            """
        ),
        (
            .memorable,
            """
            memorable, memorable word, memorable name, memorable place, memorable information, memorable info, \
            memorable date, memorable answer, memorable phrase, memorable data, mothers maiden name, mother s maiden name, \
            mum s maiden name, mums maiden name, maiden name, secret word, secret answer, security answer, security word, \
            answer to my security question, answer to the security question, answer to my secret question, memorable wd, \
            merkwort, secret place, nom de jeune fille, palabra secreta, sicherheitsantwort, sicherheitswort, mot secret, reponse secrete, \
            respuesta secreta, geheimwort, geheimes wort, madchenname, first pet, name of my first pet, first school, \
            my first pet, pets name, pet s name, first pet s name, my first school, secret question answer, \
            security question answer, security question, memorable w, \
            mmn, mem word, memword, mem name, mem place, mem info, answer to secret question, secret question, \
            madchenname der mutter, madchenname meiner mutter, geburtsname der mutter, nom de jeune fille de ma mere, \
            nom de jeune fille de la mere, apellido de soltera, apellido de soltera de mi madre, \
            apellido de soltera de la madre, sicherheitsfrage antwort, sicherheitsfrage, antwort auf die sicherheitsfrage, \
            question secrete, reponse a la question secrete, pregunta secreta, respuesta a la pregunta secreta, \
            mother maiden name, mum maiden name, mothers maiden, memorable thing, erstes haustier, premier animal, \
            primera mascota, name of my first school, mot memorable, palabra clave, \
            pregunta de seguridad, respuesta de seguridad, respuesta a la pregunta de seguridad, \
            question de securite, reponse de securite, reponse a la question de securite, frage zur sicherheit, \
            antwort auf meine sicherheitsfrage, security questions, security q, secret q, challenge question, \
            challenge answer, recovery question, recovery answer, memorable wrd, memerable word, memorible word, \
            memrable word, first car, my first car, favourite teacher, mother s birth name, birth name of my mother, \
            lieblingslehrer, erste schule, premiere ecole, primer colegio, nombre de mi primera mascota, \
            nom de mon premier animal, name meines ersten haustiers, \
            passphrase for telephone banking, passphrase for phone banking, telephone banking passphrase, \
            phone banking passphrase, telephone passphrase, place of birth, birthplace, birth place, town of birth, \
            city of birth, geburtsort, lieu de naissance, lugar de nacimiento, ville de naissance, \
            ciudad de nacimiento, secret security phrase, security name, \
            security hint answer, name of your first pet, name of your first school, name of your first teacher, \
            name of the first school, name of your favourite teacher, name of my favourite teacher, favourite place, \
            favourite film, favourite football team, favourite colour, childhood nickname, best man s name, \
            street i grew up on, street you grew up on, road i grew up on, town you were born in, \
            city you were born in, where you were born, name of your first car, name of my first car, \
            make of your first car, make of my first car, answer to my question, mothers maiden surname, \
            mother s maiden surname, mums maiden surname, mother s name before marriage, \
            my first pet s name, my pet s name, my pets name, maiden name of my mother, maiden name of my mum, \
            name of my pet, name of my first teacher, sicherheitsabfrage, name des ersten haustiers, \
            name meines haustiers, nombre de la primera mascota, apellido de mi madre, maiden name of mother, \
            my code word, my codeword, magic word, security phrase, secret phrase, losungswort, mot de securite, phrase secrete, \
            palabra de seguridad, frase secreta, nom de naissance de ma mere, geburtsname meiner mutter, nom de mon chien, \
            nombre de mi perro, name of my dog, my dog s name, my dogs name, dog s name, dogs name, my cat s name, my cats \
            name, name of my cat, name of my first dog, first dog, first dog s name, primera escuela, nombre de mi mascota, \
            mein merkwort, safe word, safety word, memorable sentence, special word, secret name, security place, hint word, \
            password hint answer, mother s family name, mothers family name, mother s surname before she married, mum s \
            surname before she married, apellido de soltera materno, apellido materno, haustiername, name des haustiers, \
            name meines hundes, wort das ich mir gemerkt habe, mot que j ai choisi, mum s maiden, mums maiden, mothers \
            maiden name being, nan s maiden name, nom de famille de ma mere, nom de jeune fille de maman
            """
        ),
        (
            .sortCode,
            """
            sort code, sort codes, sortcode, sort cd, s c, sc, srt code, sort, bank sort code, branch sort code, \
            sort code number, bankleitzahl, blz, code guichet, codigo sucursal, sortcd, sort no, sort number, bank code, \
            sortcodes, s code, sort code no, \
            sort c, sort code is, bank sort, sortcode number, sort coed, sort cde, srt cd, sort code for, codigo de \
            oficina, codigo de entidad, bank leitzahl, code banque, sorting code, srot code, branch code
            """
        ),
        (
            .accountNumber,
            """
            account number, account numbers, account no, account num, account nr, acc number, acc no, acc num, acct number, \
            acct no, acct num, a c number, a c no, a c, bank account number, bank account, account details, \
            8 digit account number, eight digit account number, acno, accno, acctno, ac no, ac number, account nbr, acnt no, account numer, \
            acount number, kontonummer, konto nr, kontonr, numero de compte, numero de cuenta, numero de mi cuenta, \
            numero de mon compte, accnt number, accnt no, acc nr, account nunber, \
            accountnumber, accountno, acctno, accno, acctnumber, account numb, acc nbr, kontonummern, \
            acc digits, account digits, a c num, acct nr, compte numero, cuenta numero, konto nummer, kontonummer lautet, n \
            de compte, no de compte, nro de cuenta, nr de cuenta, num de compte, num de cuenta, cuenta n, compte n, konto \
            mit der nummer, number of my account, number of the account, number for my account, number for \
            the account, my account is, \
            current account number, savings account number, joint account number, business account number, current account \
            no, savings account no, joint account no, business account no, current acc number, savings acc number, joint acc \
            number, current ac number, main account number, new account number, old account number, student account number
            """
        ),
        (
            .account,
            """
            account, acc, acct, accounts, ac, current account, savings account, standing order, standing order to, \
            dauerauftrag, direct debit to, konto, compte, cuenta, accnt, acount
            """
        ),
        (
            .iban,
            """
            iban, ibans, iban number, international bank account number, iban nummer, numero iban, \
            i b international number, international account number, \
            ibannumber, iban no, \
            rib, releve d identite bancaire, coordonnees bancaires, kontoverbindung, bankverbindung, datos bancarios, codigo \
            iban, code iban, i b a n, internationale kontonummer, numero de compte international, numero de cuenta \
            internacional, international bank number
            """
        ),
        (
            .bic,
            """
            bic, swift, swift code, bic code, swift bic, bic swift, bic number, swift number, swift address, \
            bank identifier code, codigo swift, codigo bic, code swift, code bic, bic code swift, bic nummer, \
            swiftcode, biccode, swift bic code, \
            swift box, bic box, swift bic number, swift bic no, bank swift, bank bic, swift field, bic field
            """
        ),
        (
            .nationalInsurance,
            """
            national insurance, national insurance number, national insurance no, ni number, ni no, nino, nat ins, \
            nat ins number, nat ins no, n i number, n i no, n i, ni num, ni nr, nin, insurance number, ni numb, ni, \
            national ins number, national ins no, \
            ninumber, nat insurance, nat insurance number, national insurance num, n i num, \
            national insurance code, nat insurance no, n insurance, ni code, my ni, n i n o, nino no, nino number, national \
            insurance nr, natinsno, national insurance is, ni is, sozialversicherungsnummer uk
            """
        ),
        (
            .passport,
            """
            passport, passport number, passport no, passport num, passport nr, passports, reisepass, reisepassnummer, \
            pass nr, passnummer, passeport, numero de passeport, pasaporte, numero de pasaporte, pasport, passport id, \
            passportnumber, pp no, pp number, ppt no, ppt number, passport s number, reisepass nummer, pass nummer, \
            pasaporte numero, passeport numero, pasaporte n, passeport n, \
            passport num is, passport digits, \
            reisepass nr, passport nmbr, reisepassnr, numero passeport, numero pasaporte, numero du passeport, numero del \
            pasaporte, n de passeport, n de pasaporte, passport book number, number of your passport, number of my passport, \
            number on my passport, number on the passport, number in my passport, passport ref
            """
        ),
        (
            .birth,
            """
            dob, d o b, date of birth, birth date, birthdate, birthday, bday, b day, date birth, born, born on, was born, \
            was born on, dateofbirth, geburtsdatum, geboren, geboren am, geb, geb am, ne le, nee le, date de naissance, \
            fecha de nacimiento, naci el, nacido el, nacida el, nacimiento, geburtstag, d of b, \
            anniversaire, date d anniversaire, cumpleanos, birth day, birthdays, d birth, geb datum, date of birth is, born the, geboren den, nacida, nacido, naci, \
            when were you born, \
            etes vous ne, etes vous nee, es tu ne, es tu nee, nacio usted, nacio, naciste, quand vous etes ne, born in, my \
            bday, dob is, geburtstag ist, geboren bin, fecha nacimiento, date naissance, dateof birth, date of brith, d o \
            birth, jour de naissance, geburtstagsdatum, tag der geburt, b date, birthdate is
            """
        ),
        (
            .postcode,
            """
            postcode, post code, postal code, pc, p code, postcodes, pcode, \
            plz, postleitzahl, code postal, codigo postal, zip code of home
            """
        ),
        (
            .address,
            """
            address, home address, new address, postal address, live at, living at, lives at, moved to, live on, moving to, \
            adresse, anschrift, direccion, wohne, wohnhaft, habite, vivo en, addr, adress, deliver to, delivered to, \
            post it to, billing address, correspondence address, send the card to, send it to, sent it to, post to, \
            posted to, letter went to, house is, reside at, residing at, resident at, home is, meine adresse, domicilio, \
            i m at, im at, ship to, stay at, staying at, based at, \
            first line of address, full address, street address, wohnadresse, meine anschrift, mon adresse, mi direccion, \
            domicilio actual, postanschrift, adresse postale, lieferadresse, home add, \
            house number and street, house no and street, street and house number, house name and street, \
            street and number, strasse und hausnummer, rue et numero, calle y numero, first line of your address, \
            first line of my address, \
            first line of the address, first line of your home address, first line of your new address, \
            address line 1, house number and road, house number and postcode, \
            address is, new addy, addy, neue adresse, neue anschrift, nouvelle adresse, nueva direccion, mi nueva direccion, \
            ma nouvelle adresse, wohne jetzt, habite au, j habite au, j habite, vivo en la, resido en, je vis au, reside au, \
            domicilie au, moved house to, we live at, we re at, we are at, post goes to, mail goes to, letters go to, \
            registered at, home s at, i m moving to, new place is, new house is, lives in
            """
        ),
        (
            .phone,
            """
            phone, phone number, telephone, telephone number, mobile, mobile number, mob, mob no, tel, tel no, telefon, \
            telefonnummer, handy, handynummer, cell, cell number, cell phone, phone no, mobile no, contact number, \
            contact no, landline, home number, work number, whatsapp, whats app, numero de telephone, telephone portable, \
            numero de telefono, telefono, movil, portable, call me on, call me at, ring me on, ring me at, text me on, \
            reach me on, reach me at, contact me on, daytime number, number to call, call back number, call back on, \
            call me back on, ring back on, ring me back on, callback number, my number, my number is, mobil, rufnummer, \
            tel nr, mobilnummer, my new number, bell me on, number is, get me on, \
            phonenumber, mobilenumber, mobileno, telephonenumber, ruft mich an, ruf mich an, rufen sie mich an, ruft an, \
            ruf an, erreichbar unter, appelez moi au, appelle moi au, appelez moi, joignable au, llamame al, llameme al, \
            llamadme al, mi movil, mi telefono, mi numero, mon numero, mon tel, mon portable, meine nummer, ur number, \
            numero de portable, numero de movil, contact details number, best number, best contact number, reach me, \
            me joindre au, joindre au, me joindre, me rappeler au, me contacter au, rappelez moi au, llamarme al, \
            contactarme al, localizarme en, ruckruf unter, zuruckrufen unter, handynr, handy nr, handynummern, festnetz, festnetznummer, telefonnr, mobilnr, numero fixe, mon fixe, \
            telefono fijo, mi fijo, \
            m appeler au, appeler au, appeler sur, m appeler sur, telephoner au, me telephoner au, appelez au, \
            joignable sur, me joindre sur, mich unter, mich erreichen unter, erreichen unter, \
            erreichen sie mich unter, telefonisch unter, anrufen unter, zu erreichen unter, llamar al, llamenme al, \
            localizable en, best phone number, best mobile, best mobile number, best telephone number, \
            best phone no, phone me on, phone me at, telephone me on, give me a ring on, give me a call on, \
            number should we use, number should we ring, number should we call, number can we call, \
            number can we ring, number can we reach, number can we use, number shall we use, number shall we ring, \
            number shall we call, number do we use, number do we ring, number do we call, number we should use, \
            number we should ring, number we should call, number we can call, number we can ring, \
            number we can reach, number to use, number to ring, number to reach you on, number to ring you on, \
            number to call you on, number should i call you, number should i ring you, number can i call you, \
            number can i ring you, number can i reach, number should i use to call you, number so i can call, number so we can call, \
            number so i can ring, number so we can ring, number so i can reach, number so we can reach, \
            wohin konnen wir sie anrufen, numero on peut vous joindre, mi numero de telefono, mi numero de movil, mon numero \
            de telephone, mon numero de portable, meine telefonnummer, meine handynummer, phone numbr, contact me by phone \
            on, bell me, buzz me on, ping me on, whatsapp me on, give me a bell on, give me a call at, give me a bell at, \
            call back on this number, ring this number, call this number, text this number, use this number, my cell, cell \
            no, my mob, my mobile, my phone, my tel, ring on, call on, text on, ring back, number s changed to, number has \
            changed to, number changed to, numero ha cambiado, neue nummer, neue handynummer, nouveau numero, nuevo numero, \
            mi nuevo numero, mon nouveau numero
            """
        ),
        (
            .email,
            """
            email, e mail, email address, e mail address, mail, correo, courriel, emails, email me at, mail me, \
            correo electronico, e mail adresse, email is, \
            emailaddress, email adress, adresse mail, adresse email, adresse e mail, mailadresse, emailadresse, direccion de correo, \
            mon mail, mon adresse mail, mi correo, \
            my mail, mail address, mailaddress, mail adresse, e mail adres, correo electronico es, direccion de email, \
            direccion de correo electronico, adresse electronique, contact me at, write to me at, drop me a line at, write \
            me at, escribame a, escribanme a, ecrivez moi a, schreiben sie mir an, schreibt mir an, mailen sie mir an, email \
            addy, e mail addy, gmail, outlook, hotmail
            """
        ),
        (
            .socialSecurity,
            """
            ssn, social security, social security number, social security no, social security num, ss number, ss no, \
            social, my social, my social security, my social security number, my social security no, my social number, s s n, \
            social sec, social sec number, soc sec, \
            social number, ssnumber, \
            social securtiy number, american social security number, us ssn, ssn number, ssn no, my ssn, soc, soc \
            number, \
            us social security number, us social security no, us social security
            """
        ),
        (
            .routing,
            """
            routing, routing number, routing no, aba, aba number, aba no, aba routing, aba routing number, \
            routing transit number, transit number, rtn, routing code, aba code, wire routing, ach routing, routing num, \
            routingnumber, aba routing no, \
            routing is, routing transit, us routing number, bank routing number, routing nr, aba routing transit number, fed \
            routing number, wire routing number, ach number, ach routing number
            """
        ),
        (
            .taxNumber,
            """
            steuer id, steuerid, steuer identifikationsnummer, steueridentifikationsnummer, idnr, id nr, \
            identifikationsnummer, steuernummer, german tax id, tax id, steuer identnummer, german tax number, steuer idnr, \
            steueridentnummer, tin, tax number, steuer nr, german tin, \
            german tax no, german tax number is, steuerliche identifikationsnummer
            """
        ),
        (
            .frenchNumber,
            """
            numero de securite sociale, securite sociale, numero de secu, secu, nir, numero secu, \
            french social security number, french social security, no securite sociale, n securite sociale, insee, \
            num secu, carte vitale, numero de la secu
            """
        ),
        (
            .spanishNumber,
            """
            dni, nie, nif, spanish dni, d n i, n i e, dni numero, numero de dni, documento nacional, spanish id, \
            dni number, nie number, numero nie, numero de nie
            """
        ),
        (
            .nationalNumber,
            """
            codice fiscale, national id, national id number, national identity number, identity number, id number, id card, \
            identity card, id card number, personalausweis, personalausweisnummer, ausweisnummer, pesel, bsn, \
            burgerservicenummer, rijksregisternummer, pps, ppsn, pps number, pps no, pps num, ppsn number, personal public service number, \
            numero national, numero national belge, numero de registre national, registre national, national register number, \
            national number, rijksregister, nationaal nummer, rijksregister nummer, ausweis nummer, id card no, id no, carte d identite, numero d identite, tarjeta de identidad, \
            ausweis, personalausweisnr
            """
        ),
        (
            .health,
            """
            nhs, nhs number, nhs no, nhs num, n h s number, nhs nr, nhs nos, nhs id, \
            nhsnumber, nhs card number, \
            nhs numb, national health number, national health service number, health service number, nhs is, my nhs
            """
        ),
        (
            .licence,
            """
            driving licence, driving license, driving licence number, driving license number, drivers licence, \
            drivers license, driver licence, driver license, licence number, license number, licence no, license no, \
            licence, license, driver number, drivers number, dvla, dvla number, driving licence no, driver no, d l number, \
            driver s licence, driver s license, driving lic, dl number, driver licence number, \
            licencenumber, fuhrerschein, fuhrerscheinnummer, permis de conduire, carnet de conducir, drivers lic, dl no, \
            licence number driving, license number driving, licence no driving, license no driving, \
            drivers licence number, drivers license number, driver s licence number, driver s license number, \
            numero de permis, numero de permis de conduire, numero de carnet, permiso de conducir, \
            driving license no, dvla no, licence id, driving permit, d licence, driving licence code, licence card number, \
            fuhrerscheinnr, permis numero, numero de licencia, carnet de conducir numero, licence num, dl num, drivers \
            licence no
            """
        ),
        (
            .customerNumber,
            """
            customer number, customer no, customer id, customer reference, customer ref, customer ref number, \
            membership number, membership no, member number, kundennummer, numero de client, numero de cliente, \
            client number, client no, user id, crn, customer reg number, customer registration number, login id, \
            user number, online id, banking id, customer num, kunden nr, identifiant, \
            customer numbers, kunden nummer, kundennr, kundennummern, numero client, num client, no client, n client, numero \
            de abonado, n de cliente, num de cliente, codigo de cliente, codigo cliente, numero cliente, reference client, \
            referenz kunde, customer account id, cust no, cust number, cust id, customer reg, client id, client ref, \
            benutzerkennung, anmeldename, teilnehmernummer, zugangsnummer, code client, identifiant client, identifiant \
            bancaire, user name number
            """
        ),
    ]
}
