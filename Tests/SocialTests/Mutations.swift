/// Changes bytes at random but reproducibly: flips, deletions, insertions, copies.
struct Mutations {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % max(bound, 1)
    }

    mutating func mutated(_ bytes: [UInt8], times: Int) -> [UInt8] {
        var bytes = bytes
        let spice = Array("{}[]\",:\\u0d8-.eEtfn\u{0}".utf8) + [0xFF, 0x80, 0xED]
        for _ in 0..<times where !bytes.isEmpty {
            let at = next(below: bytes.count)
            switch next(below: 5) {
            case 0: bytes[at] ^= 1 << UInt8(next(below: 8))
            case 1: bytes.remove(at: at)
            case 2: bytes.insert(spice[next(below: spice.count)], at: at)
            case 3: bytes[at] = spice[next(below: spice.count)]
            default:
                let end = min(bytes.count, at + next(below: 40))
                bytes.insert(contentsOf: bytes[at..<end], at: next(below: bytes.count))
            }
        }
        return bytes
    }
}
