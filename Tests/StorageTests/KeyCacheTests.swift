import Crypto
import Testing

@testable import Storage

@Suite struct KeyCacheTests {
    @Test func itNeverHoldsMoreThanItMayAndOverwritesWhatLeaves() {
        var cache = KeyCache<Int>(capacity: 16)
        var oracle: [Int: SymmetricKey] = [:]
        for _ in 0..<3_000 {
            let name = Int.random(in: 0..<60)
            switch Int.random(in: 0..<10) {
            case 0:
                cache.remove(name)
                oracle[name] = nil
            case 1...5:
                let key = oracle[name] ?? SymmetricKey(size: .bits256)
                oracle[name] = key
                cache.insert(key, for: name)
            default:
                if let key = cache[name] { #expect(key == oracle[name]) }
            }
            let held = (0..<60).count { cache[$0] != nil }
            #expect(held == cache.count && held <= 16)
            #expect(cache.nonZeroPlaces == held)
        }
        cache.removeAll()
        #expect(cache.nonZeroPlaces == 0 && cache.count == 0)
    }

    @Test func whatIsUsedStaysLongerThanWhatIsNot() {
        var cache = KeyCache<Int>(capacity: 8)
        cache.insert(SymmetricKey(size: .bits256), for: -1)
        for name in 0..<100 {
            #expect(cache[-1] != nil)
            cache.insert(SymmetricKey(size: .bits256), for: name)
        }
    }

    @Test func theSmallestCacheHoldsTheNewestKey() {
        var cache = KeyCache<Int>(capacity: 0)
        for name in 0..<5 {
            cache.insert(SymmetricKey(size: .bits256), for: name)
            #expect(cache[name] != nil && cache.count == 1)
        }
    }
}
