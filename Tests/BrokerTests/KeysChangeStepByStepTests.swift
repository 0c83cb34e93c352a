import Ledger
import Signer
import Storage
import Testing

@testable import Broker

/// Whatever the process was doing when it was killed, the next start finds the next step of a change of keys.
struct KeysChangeStepByStepTests {
    private let first: KeyRoster.Member
    private let second: KeyRoster.Member

    init() throws {
        func member(_ byte: UInt8) throws -> KeyRoster.Member {
            let name = try #require(KeyName("log.example.com/bank"))
            let key = try #require(SigningKey(name: name, seed: [UInt8](repeating: byte, count: 32)))
            return KeyRoster.Member(key: key.verifierKey, place: .file("\(byte).key"))
        }
        first = try member(1)
        second = try member(2)
    }

    @Test func everyStepFollowsFromListAndLedger() throws {
        var roster = KeyRoster(first)
        #expect(KeyChange.next(roster, entries: [], hasHandover: false) == .nothing)
        try roster.add(second)
        let announced = KeyEntry.announced(key: second.key.line, before: first.key.line)
        let retired = KeyEntry.retired(key: first.key.line)
        #expect(
            KeyChange.next(roster, entries: [], hasHandover: false)
                == .announce(.init(key: second.key.line, before: first.key.line)))
        #expect(KeyChange.next(roster, entries: [announced], hasHandover: true) == .nothing)
        try roster.beginRetiring()
        // Asked to retire before anything was announced: first things first.
        #expect(KeyChange.next(roster, entries: [], hasHandover: false) != .retire(.init(key: first.key.line)))
        #expect(KeyChange.next(roster, entries: [announced], hasHandover: false) == .wait)
        #expect(KeyChange.next(roster, entries: [announced], hasHandover: true) == .retire(.init(key: first.key.line)))
        // Killed between the entry and the list.
        #expect(KeyChange.next(roster, entries: [announced, retired], hasHandover: true) == .letGo)
        try roster.retire()
        #expect(KeyChange.next(roster, entries: [announced, retired], hasHandover: true) == .nothing)
        #expect(roster.signing.map(\.key) == [second.key])
    }
}
