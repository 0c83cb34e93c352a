import Testing

@testable import Ledger
@testable import Verifier

struct KeyHistoryTests {
    private static func key(_ byte: UInt8, _ name: String = "log.example.com/bank") throws -> SigningKey {
        let name = try #require(KeyName(name))
        return try #require(SigningKey(name: name, seed: [UInt8](repeating: byte, count: 32)))
    }

    private static func known(_ key: SigningKey) throws -> VerifyingKey { try VerifyingKey(key.verifierKey.line) }

    private static func note(_ size: UInt64, by keys: [SigningKey]) throws -> OpenedNote {
        let checkpoint = try Checkpoint(origin: keys[0].verifierKey.name, head: TreeHead(size: size, root: .sha256(of: [1])))
        let signed = try SignedNote(text: checkpoint.text, signatures: try keys.map { try $0.sign(checkpoint.text) })
        return try OpenedNote(signed.encode())
    }

    @Test func aKeySignsBetweenItsEntriesAndNeverElse() throws {
        let (one, two) = (try Self.key(1), try Self.key(2))
        let (first, second) = (try Self.known(one), try Self.known(two))
        let history = try KeyHistory([(10, .announced(second, before: first)), (20, .retired(first))], of: first)
        func signers(_ size: UInt64, _ keys: [SigningKey]) throws -> Result<[VerifyingKey], KeyHistory.Fault> {
            let note = try Self.note(size, by: keys)
            do throws(KeyHistory.Fault) { return .success(try history.signers(of: note, size: size)) } catch { return .failure(error) }
        }
        #expect(try signers(10, [one]) == .success([first]))
        #expect(try signers(10, [two]) == .failure(.unannounced(second)))
        #expect(try signers(11, [one, two]) == .success([first, second]))
        #expect(try signers(11, [two]) == .success([second]))
        #expect(try signers(20, [one]) == .success([first]))
        #expect(try signers(21, [one]) == .failure(.retired(first, by: 20)))
        #expect(try signers(21, [one, two]) == .success([second]))
        #expect(try signers(21, [try Self.key(3)]) == .failure(.unsigned))
        #expect(history.unproved(from: first, to: second) == 1..<2)
        #expect(history.unproved(from: second, to: second).isEmpty && history.unproved(from: second, to: first).isEmpty)
    }

    @Test func entriesThatMakeNoSenseAreRefused() throws {
        let keys = try (1...3 as ClosedRange<UInt8>).map { try Self.known(Self.key($0)) }
        let other = try Self.known(Self.key(4, "log.example.com/other"))
        let wrong: [[(index: UInt64, statement: KeyStatement)]] = [
            [(1, .retired(keys[0]))],
            [(1, .announced(keys[1], before: keys[0])), (2, .announced(keys[2], before: keys[1]))],
            [(1, .announced(keys[1], before: keys[0])), (2, .retired(keys[1]))],
            [(1, .announced(keys[1], before: keys[0])), (2, .retired(keys[0])), (3, .retired(keys[0]))],
            [(1, .announced(keys[1], before: keys[0])), (2, .retired(keys[0])), (3, .announced(keys[0], before: keys[1]))],
            [(1, .announced(keys[1], before: keys[0])), (2, .retired(keys[0])), (3, .announced(keys[2], before: keys[0]))],
            [(1, .announced(keys[0], before: keys[0]))],
            [(1, .announced(other, before: keys[0]))],
        ]
        for statements in wrong { #expect(throws: KeyHistory.Fault.self) { try KeyHistory(statements, of: keys[0]) } }
    }

    /// After a continuation the entries of the former log still stand; they say nothing of this log's keys, and none of them may.
    @Test func whatAFormerLogSaidOfItsKeysSaysNothing() throws {
        let former = try (1...2 as ClosedRange<UInt8>).map { try Self.known(Self.key($0)) }
        let own = try (3...4 as ClosedRange<UInt8>).map { try Self.known(Self.key($0, "log.example.com/bank/continued-2")) }
        let before: [(index: UInt64, statement: KeyStatement)] = [(1, .announced(former[1], before: former[0])), (2, .retired(former[0]))]
        #expect(try KeyHistory(before, of: own[0]).members.map(\.key) == [own[0]])
        #expect(try KeyHistory([], of: own[0]).members.map(\.key) == [own[0]])
        let history = try KeyHistory(before + [(9, .announced(own[1], before: own[0]))], of: own[1])
        #expect(history.members.map(\.key) == own && history.unproved(from: own[0], to: own[1]) == 1..<2)
        for crossing in [KeyStatement.announced(own[1], before: former[1]), .announced(former[1], before: own[0])] {
            #expect(throws: KeyHistory.Fault.self) { try KeyHistory(before + [(9, crossing)], of: own[0]) }
        }
    }

    @Test func nobodysWordsAreTakenForAStatement() throws {
        let (first, second) = (try Self.known(Self.key(1)), try Self.known(Self.key(2)))
        let (one, two) = (try Self.key(1).verifierKey.line, try Self.key(2).verifierKey.line)
        func statement(_ text: String) -> KeyStatement? { FactsText(Array(text.utf8)).keyStatement }
        let announced = #"{"version":1,"events":[{"logKey":{"_0":{"key":"\#(two)","before":"\#(one)"}}}]}"#
        #expect(statement(announced) == .announced(second, before: first))
        #expect(statement(#"{"version":1,"events":[{"logKeyRetired":{"_0":{"key":"\#(one)"}}}]}"#) == .retired(first))
        for wrong in [
            announced + " ", announced.replacing("]}", with: ",{\"reopened\":{}}]}"), announced.replacing("+", with: "\\u002b"), "",
        ] {
            #expect(statement(wrong) == nil)
        }
    }
}
