/// Countries of ISO 3166 and areas of UK postcodes, as bits by their letters.
struct LetterPairs: Sendable {
    private var bits: [UInt32]

    init(_ text: StaticString) {
        bits = Array(repeating: 0, count: 27)
        for word in "\(text)".split(separator: " ") {
            let letters = Array(word.utf8)
            // One letter alone stands in the row of its own with the last bit.
            let second = letters.count > 1 ? letters[1] - 0x61 : 31
            bits[Int(letters[0] - 0x61)] |= 1 << UInt32(second)
        }
    }

    func contains(_ first: UInt8, _ second: UInt8) -> Bool {
        first >= 0x61 && first <= 0x7A && second >= 0x61 && second <= 0x7A && bits[Int(first - 0x61)] & (1 << UInt32(second - 0x61)) != 0
    }

    func contains(_ only: UInt8) -> Bool { only >= 0x61 && only <= 0x7A && bits[Int(only - 0x61)] & (1 << 31) != 0 }

    /// ISO 3166-1 alpha-2, and XK which banks use.
    static let countries = LetterPairs(
        """
        ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci \
        ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq \
        gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls \
        lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg \
        ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk \
        tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw
        """)

    /// Royal Mail's postcode areas.
    static let postcodeAreas = LetterPairs(
        """
        ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy g gl gu gy ha hd hg \
        hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s \
        sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze
        """)
}
