import Policies
import PolicyFiles
import Testing

/// The deadlines of every pack against what law, regulators and networks say: unit, start, end, what happens on a day on which nobody works,
/// and the calendar, a row each. A deadline without a row, or a row without its deadline, is a fault.
@Suite struct DeadlinesFollowTheCatalogueTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let pack: String
        let name: String
        let count: DeadlineDefinition.Count
        let unit: DeadlineRule.Unit
        let start: DeadlineRule.Start
        let end: DeadlineRule.End
        let roll: DeadlineRule.Roll
        /// Nil is the one of the place where the firm handles it.
        let calendar: String?
        /// Whether somebody is warned where a weekend or a holiday would swallow the slack.
        let alerts: Bool
        /// Where it is said.
        let source: String

        var testDescription: String { "\(pack)/\(name): \(source)" }

        init(
            _ pack: String, _ name: String, _ count: DeadlineDefinition.Count, _ unit: DeadlineRule.Unit, _ start: DeadlineRule.Start,
            _ end: DeadlineRule.End, roll: DeadlineRule.Roll = .none, by calendar: String? = nil, alerts: Bool = false, _ source: String
        ) {
            (self.pack, self.name, self.count, self.unit, self.start, self.end) = (pack, name, count, unit, start, end)
            (self.roll, self.calendar, self.alerts, self.source) = (roll, calendar, alerts, source)
        }
    }

    static let rows: [Row] = [
        // The day of receipt does not count, and what comes after hours came that day; counted "in that part" of the United Kingdom.
        Row("uk-bank-fca", "three_bd", .fixed(3), .businessDays, .dayAfter, .closeOfBusiness, "DISP 1.5.1R; Glossary, business day"),
        Row("uk-bank-fca", "psd_15bd", .fixed(15), .businessDays, .dayAfter, .endOfDay, "DISP 1.6.2AR; PSRs 2017, reg. 101"),
        Row("uk-bank-fca", "psd_35bd", .fixed(35), .businessDays, .dayAfter, .endOfDay, "DISP 1.6.2AR, after a holding response"),
        Row("uk-bank-fca", "eight_weeks", .fixed(8), .calendarWeeks, .dayAfter, .endOfDay, alerts: true, "DISP 1.6.2R: 56 days, no roll"),
        Row("uk-bank-fca", "acknowledge", .fixed(1), .businessDays, .dayAfter, .closeOfBusiness, "DISP 1.6.1R: prompt; the firm's setting"),
        Row("uk-bank-fca", "app_5bd", .fixed(5), .businessDays, .dayAfter, .endOfDay, "PSR, APP fraud reimbursement requirement"),
        Row("uk-bank-fca", "app_35bd", .fixed(35), .businessDays, .dayAfter, .endOfDay, "The same, with the clock stopped"),
        Row("uk-bank-fca", "erase_not_before", .fixed(36), .calendarMonths, .dayAfter, .endOfDay, "DISP 1.9.1R: three years"),
        Row("uk-bank-fca", "life_safety_response", .setting("life_safety_minutes"), .minutes, .receipt, .instant, "FG21/1: any hour"),
        Row(
            "uk-bank-fca", "live_scam_response", .setting("live_scam_minutes"), .minutes, .receipt, .instant, "the firm's setting: any hour"
        ),
        Row(
            "uk-gdpr", "dsar_response", .fixed(1), .calendarMonths, .dayAfter, .endOfDay, roll: .nextWorkingDay, alerts: true,
            "UK GDPR art. 12(3), as the ICO counts"),
        Row(
            "uk-gdpr", "answer_request", .fixed(1), .calendarMonths, .dayAfter, .endOfDay, roll: .nextWorkingDay, alerts: true,
            "UK GDPR art. 12(3), 17, 21"),
        Row(
            "uk-gdpr", "dp_ack_30d", .fixed(30), .calendarDays, .dayAfter, .endOfDay, roll: .nextWorkingDay, alerts: true,
            "DPA 2018, s.164A, as the ICO counts"),
        Row("uk-gdpr", "breach_72h", .fixed(72), .hours, .awareness, .instant, alerts: true, "UK GDPR art. 33: elapsed"),
        Row("platform-terms", "window_closes", .fixed(24), .hours, .receipt, .instant, "Meta and WhatsApp: from the last message"),
        Row(
            "platform-terms", "x_removal_24h", .fixed(24), .hours, .receipt, .instant, alerts: true,
            "X developer policy: from what its author did"),
        Row(
            "eu-bank", "dsar_response", .fixed(1), .calendarMonths, .dayAfter, .endOfDay, roll: .nextWorkingDay, by: "EU-TARGET",
            alerts: true, "GDPR art. 12(3); Regulation 1182/71"),
        Row(
            "eu-bank", "answer_request", .fixed(1), .calendarMonths, .dayAfter, .endOfDay, roll: .nextWorkingDay, by: "EU-TARGET",
            alerts: true, "GDPR art. 12(3); Regulation 1182/71"),
        Row("eu-bank", "breach_72h", .fixed(72), .hours, .awareness, .instant, alerts: true, "GDPR art. 33"),
        Row(
            "eu-bank", "acknowledge", .fixed(1), .businessDays, .dayAfter, .closeOfBusiness, by: "EU-TARGET",
            "JC 2018 35; the firm's setting"),
        Row("eu-bank", "psd_15bd", .fixed(15), .businessDays, .dayAfter, .endOfDay, by: "EU-TARGET", "PSD2, art. 101(2)"),
        Row("eu-bank", "life_safety_response", .setting("life_safety_minutes"), .minutes, .receipt, .instant, "any hour"),
        Row("au-rg271", "acknowledge", .fixed(24), .hours, .receipt, .instant, "ASIC RG 271: 24 hours"),
        Row("au-rg271", "idr_response", .fixed(30), .calendarDays, .dayAfter, .endOfDay, alerts: true, "ASIC RG 271"),
        Row("au-rg271", "idr_response_super", .fixed(45), .calendarDays, .dayAfter, .endOfDay, alerts: true, "ASIC RG 271, superannuation"),
        Row("au-rg271", "life_safety_response", .setting("life_safety_minutes"), .minutes, .receipt, .instant, "any hour"),
        Row("uk-utility", "redress_8_weeks", .fixed(8), .calendarWeeks, .dayAfter, .endOfDay, alerts: true, "SI 2008/1898"),
        Row("uk-utility", "adr_letter_6_weeks", .fixed(6), .calendarWeeks, .dayAfter, .endOfDay, alerts: true, "Ofcom, from 8 April 2026"),
        Row("uk-utility", "end_of_first_working_day_after", .fixed(1), .businessDays, .dayAfter, .endOfDay, "SI 2008/1898, reg. 11"),
        Row("uk-utility", "stage1_acknowledge_5wd", .fixed(5), .businessDays, .dayAfter, .endOfDay, "Complaint Handling Code"),
        Row("uk-utility", "stage1_response_10wd", .fixed(10), .businessDays, .dayAfter, .endOfDay, "Complaint Handling Code"),
        // A holiday of any part of the United Kingdom counts as one.
        Row("uk-utility", "foi_response", .fixed(20), .businessDays, .dayAfter, .endOfDay, by: "UK-ANY", "FOIA s.10(1), (6)"),
        Row("uk-utility", "life_safety_response", .setting("life_safety_minutes"), .minutes, .receipt, .instant, "any hour"),
        Row("healthcare-hipaa", "acknowledge", .fixed(3), .businessDays, .dayAfter, .endOfDay, "NHS (England) complaints"),
        Row("healthcare-hipaa", "erase_not_before", .fixed(72), .calendarMonths, .dayAfter, .endOfDay, "45 CFR 164.316(b)(2): six years"),
        Row("healthcare-hipaa", "life_safety_response", .setting("life_safety_minutes"), .minutes, .receipt, .instant, "any hour"),
        Row("us-broker-dealer", "life_safety_response", .setting("life_safety_minutes"), .minutes, .receipt, .instant, "any hour"),
    ]

    @Test(arguments: rows)
    func itIsCountedAsItsSourceSays(_ row: Row) throws {
        let pack = try #require(Shipped.folder.get().packs.first { $0.reference.id == row.pack })
        let found = try #require(pack.deadlines.first { $0.name.text == row.name }, "the pack has no such deadline")
        #expect(found.count == row.count)
        #expect(found.unit == row.unit)
        #expect(found.start == row.start)
        #expect(found.end == row.end)
        #expect(found.roll == row.roll)
        #expect(found.calendar == row.calendar)
        #expect((found.alert != nil) == row.alerts)
        // Nothing that law or a network sets waits for staffed hours.
        #expect(found.basis == .allTime)
    }

    @Test func everyDeadlineHasItsRowAndSomeRuleThatSetsIt() throws {
        for pack in try Shipped.folder.get().packs {
            let rows = Set(Self.rows.filter { $0.pack == pack.reference.id }.map(\.name))
            #expect(Set(pack.deadlines.map(\.name.text)) == rows, "\(pack.reference.id)")
            let set = pack.rules.reduce(into: Set<String>()) { $0.formUnion($1.outcome.deadlines.map(\.text)) }
            #expect(rows.isSubset(of: set), "\(pack.reference.id): \(rows.subtracting(set))")
        }
    }

    /// What can end on a day on which nobody works is warned of; what waits for business days by itself, and what is answered within the day or
    /// only limits what may be done, is not.
    @Test func whateverAWeekendCanSwallowIsWarnedOf() throws {
        let limits = ["erase_not_before", "window_closes", "acknowledge"]
        for pack in try Shipped.folder.get().packs {
            for definition in pack.deadlines where definition.unit != .minutes && definition.unit != .businessDays {
                #expect((definition.alert != nil) != limits.contains(definition.name.text), "\(pack.reference.id)/\(definition.name)")
            }
        }
    }
}
