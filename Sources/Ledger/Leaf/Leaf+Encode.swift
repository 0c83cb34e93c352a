extension Leaf {
    /// The leaf's bytes.
    public func encode() -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(byteCount)
        encode(into: &output)
        return output
    }

    /// Appends the leaf's bytes to a buffer that the caller keeps for the next one.
    public func encode(into output: inout [UInt8]) {
        output.append(contentsOf: Leaf.magic)
        output.append(Leaf.format)
        output.append(bigEndian: commandType)
        output.append(bigEndian: recordedTime)
        output.append(bigEndian: sourceTime ?? 0)
        appendActor(to: &output)
        output.append(channelKind)
        output.append(clock?.operation.rawValue ?? 0)
        let reading = clock?.reading
        output.append(reading?.basis.rawValue ?? 0)
        output.append(bigEndian: reading?.target ?? 0)
        output.append(bigEndian: reading?.turnStart ?? 0)
        output.append(bigEndian: reading?.resolved ?? 0)
        output.append(bigEndian: terms ?? .max)
        output.append(decision)
        output.append(eventID.identifier)
        output.append(bigEndian: subject?.identifier.high ?? 0)
        output.append(bigEndian: subject?.identifier.low ?? 0)
        output.append(bigEndian: commitments.fieldCount)
        output.append(commitments.hash)
        output.append(UInt8(streams.count))
        for stream in streams {
            output.append(stream.kind.rawValue)
            output.append(stream.id.identifier)
            output.append(bigEndian: stream.position.sequence)
            output.append(bigEndian: stream.position.previous ?? .max)
        }
    }

    private func appendActor(to output: inout [UInt8]) {
        switch actor {
        case .system(let pseudonym): append(0, pseudonym, to: &output)
        case .customer(let number):
            output.append(1)
            for _ in 0..<7 { output.append(bigEndian: 0 as UInt32) }
            output.append(bigEndian: number.rawValue)
        case .staff(let pseudonym): append(2, pseudonym, to: &output)
        case .automation(let pseudonym): append(3, pseudonym, to: &output)
        case .network(let pseudonym): append(4, pseudonym, to: &output)
        }
    }

    private func append(_ kind: UInt8, _ pseudonym: Pseudonym?, to output: inout [UInt8]) {
        output.append(kind)
        if let pseudonym {
            output.append(pseudonym.hash)
        } else {
            for _ in 0..<4 { output.append(bigEndian: 0 as UInt64) }
        }
    }
}
