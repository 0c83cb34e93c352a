/// What a rule rests on, the most binding first.
public enum LegalBasis: String, CaseIterable, Hashable, Comparable, Sendable {
    case law
    case regulatorRule = "regulator_rule"
    case regulatorGuidance = "regulator_guidance"
    case contract
    case industryCode = "industry_code"
    case firmPolicy = "firm_policy"

    /// `left < right`: left binds more.
    public static func < (left: Self, right: Self) -> Bool { left.place < right.place }

    /// 0 binds most.
    var place: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
