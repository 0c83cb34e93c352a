import Conversations

/// How often somebody may do something: a burst at once, then one more every so often.
struct RateLimit: Sendable {
    var burst: Int
    /// Milliseconds until one more is allowed.
    var interval: Int64
}

/// Counts by key what was done lately; bounded, in memory, and a pure value.
struct RateTable: Sendable {
    private struct Bucket {
        /// When the bucket will be full again, in milliseconds since 1970.
        var fullAt: Int64
    }
    private var buckets: [String: Bucket] = [:]
    let limit: RateLimit
    /// Keys that are remembered; beyond them new ones wait, so that nobody washes the table out.
    let capacity: Int

    init(_ limit: RateLimit, capacity: Int = 20_000) {
        self.limit = limit
        self.capacity = capacity
    }

    /// Takes one; nil if it was there, else how many seconds to wait.
    mutating func take(_ key: String, at now: Timestamp) -> Int? {
        let now = now.milliseconds
        let debt = max(0, (buckets[key]?.fullAt ?? now) - now)
        let allowed = Int64(limit.burst - 1) * limit.interval
        guard debt <= allowed else { return seconds(debt - allowed) }
        if buckets[key] == nil, buckets.count >= capacity {
            buckets = buckets.filter { $0.value.fullAt > now }
            guard buckets.count < capacity else { return seconds(limit.interval) }
        }
        buckets[key] = Bucket(fullAt: now + debt + limit.interval)
        return nil
    }

    private func seconds(_ milliseconds: Int64) -> Int { Int((milliseconds + 999) / 1_000) }
}
