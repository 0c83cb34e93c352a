import Crypto
import Ledger
import Testing

@testable import Storage

@Suite struct ObjectCipherTests {
    let key = SymmetricKey(size: .bits256)
    let object = ObjectID(number: 5, random: 6)
    let event = EventID(high: 1, low: 2)!
    let nonce = Nonce((0..<32).map { UInt8($0) })!

    func random(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255) } }

    @Test func whatGoesInComesOut() throws {
        for count in [0, 1, 15, 16, 17, 140, 5_000] {
            let bytes = random(count)
            let sealed = try ObjectCipher.seal(bytes, nonce: nonce, of: object, event: event, field: .facts, using: key)
            #expect(sealed.count == count + ObjectCipher.overhead)
            #expect(try ObjectCipher.open(sealed, of: object, event: event, field: .facts, using: key) == .init(nonce: nonce, bytes: bytes))
            #expect(count < 15 || !sealed.holds(bytes))
            #expect(!sealed.holds(nonce.bytes))
            #expect(try ObjectCipher.seal(bytes, nonce: nonce, of: object, event: event, field: .facts, using: key) != sealed)
        }
    }

    @Test func nothingOpensInAnotherPlaceOrUnderAnotherKey() throws {
        let sealed = try ObjectCipher.seal(random(40), nonce: nonce, of: object, event: event, field: .facts, using: key)
        let other = SymmetricKey(size: .bits256)
        let places: [(ObjectID, EventID, FieldID, SymmetricKey)] = [
            (ObjectID(number: 4, random: 6), event, .facts, key), (ObjectID(number: 5, random: 7), event, .facts, key),
            (object, EventID(high: 1, low: 3)!, .facts, key), (object, EventID(high: 2, low: 2)!, .facts, key),
            (object, event, FieldID(2)!, key),
            (object, event, FieldID(257)!, key), (object, event, .facts, other),
        ]
        for (object, event, field, key) in places {
            #expect(throws: ObjectCipher.Failure.doesNotOpen) {
                try ObjectCipher.open(sealed, of: object, event: event, field: field, using: key)
            }
        }
        #expect(throws: ObjectCipher.Failure.doesNotOpen) { try ObjectCipher.openFromQuarantine(sealed, of: object, using: key) }
        let kept = try ObjectCipher.sealForQuarantine([1, 2, 3], of: object, using: key)
        #expect(try ObjectCipher.openFromQuarantine(kept, of: object, using: key) == [1, 2, 3])
        #expect(throws: ObjectCipher.Failure.doesNotOpen) {
            try ObjectCipher.open(kept, of: object, event: event, field: .facts, using: key)
        }
    }

    @Test func everyChangedBitAndEveryCutIsNoticed() throws {
        let sealed = try ObjectCipher.seal(random(9), nonce: nonce, of: object, event: event, field: .facts, using: key)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1 << UInt8.random(in: 0..<8)
            #expect(throws: ObjectCipher.Failure.self) {
                try ObjectCipher.open(changed, of: object, event: event, field: .facts, using: key)
            }
            #expect(throws: ObjectCipher.Failure.self) {
                try ObjectCipher.open(Array(sealed[..<index]), of: object, event: event, field: .facts, using: key)
            }
        }
        #expect(throws: ObjectCipher.Failure.erased) {
            try ObjectCipher.open([UInt8](repeating: 0, count: 80), of: object, event: event, field: .facts, using: key)
        }
    }
}
