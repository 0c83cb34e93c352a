extension Timestamp {
    /// What rules may ask about the moment on the firm's own clocks.
    public func localFacts(in zone: ZoneRules) -> [FactPath: FactValue] {
        let local = zone.local(at: self)
        return [
            FactPath("local", "hour"): .count(local.millisecond / 3_600_000),
            FactPath("local", "weekday"): .word(local.date.weekday.abbreviation),
        ]
    }
}
