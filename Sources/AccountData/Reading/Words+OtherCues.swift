extension Words {
    /// What a bank says of an account, and references, orders and other numbers that are no account data, in the same way.
    static let otherCues: [(Cue, StaticString)] = [
        (
            .balance,
            """
            balance, balance of, account balance, current balance, available balance, kontostand, solde, saldo, bal, \
            saldo es, su saldo, mi saldo, saldo disponible, saldo actual, le quedan, te quedan, me quedan, quedan, solde \
            est, votre solde, mon solde, solde disponible, solde actuel, solde du compte, il vous reste, il me reste, il \
            reste, kontostand betragt, ihr kontostand, mein kontostand, guthaben, ihr guthaben, mein guthaben, saldo \
            betragt, verfugbarer betrag, verfugbar, funds available, available funds, left in your account, left in my \
            account, left in the account, money in your account, money in the account, cleared balance, closing balance, \
            opening balance, remaining balance, your balance, balance stands at, balance now, balance is now
            """
        ),
        (
            .other,
            """
            error code, promo code, promotion code, discount code, voucher code, qr code, zip code, area code, \
            country code, dialling code, dialing code, dress code, bar code, barcode, reason code, status code, \
            reference code, booking code, product code, referral code, branch code, tax code, tracking code, source code, \
            merchant code, category code, order number, order no, order code, order, tracking number, tracking, \
            tracking no, parcel, reference number, reference no, reference, ref, ref no, ref number, case number, case ref, \
            ticket, ticket number, complaint number, complaint reference, invoice, invoice number, booking, flight, \
            policy number, serial number, meter number, model number, version, transaction id, transaction reference, \
            payment reference, coupon code, gift card code, unlock code, code red, code of conduct, code of practice, \
            drop pin, pin badge, pin drop, coding, safety pin, pin code area, fax, isbn, pin board, gate code, door code, \
            entry code, alarm code, wifi code, key code, pin tweet, order id, order ref, order nr, parcel number, \
            parcel no, parcel ref, tracking id, parcel tracking, case no, case id, complaint no, complaint ref, complaint, \
            voucher, vouchers, invoice no, booking ref, booking reference, booking number, booking no, flight number, \
            flight no, policy, policy no, serial, serial no, serial numbers, meter, meter reading, meter no, build, \
            transaction no, transaction number, session, session id, request id, application number, application reference, \
            application ref, claim number, claim ref, claim reference, ip, ip address, product number, part number, \
            account manager, room, room number, page, chapter, bestellnummer, bestellung, sendungsnummer, rechnung, \
            rechnungsnummer, referenz, commande, numero de commande, suivi, facture, pedido, numero de pedido, factura, \
            referencia, seguimiento, delivery number, consignment, consignment number, sku, item number, item, train, bus, \
            bus number, vrn, reg, reg number, registration, plate, number plate, lottery, lottery numbers, score, event id, \
            request, job, job number, vat, vat number, company number, company no, charity number, utr, ticket no, issue, \
            incident, incident number, log, loan reference, membership card, nectar, clubcard, loyalty card, library card, \
            gift card, gift card number, gift voucher, crime ref, crime reference, crime number, crime reference number, \
            timestamp, ts, hash, commit, uuid, guid, isin, isrc, ean, upc, sim number, imei, mac address, ref code, \
            receipt, receipt number, receipt no, quote, quote number, reservation, confirmation number, reservation number, \
            locker, docket, batch, bundesland, vorgangsnummer, ticketnummer, aktenzeichen, dossier, numero de dossier, \
            expediente, model, model no, firmware, fault code, zip, \
            company reg, company registration, company registration number, charity reg, \
            short code, shortcode
            """
        ),
    ]
}
