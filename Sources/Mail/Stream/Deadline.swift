/// The instant by which an exchange with a server must be over.
struct Deadline {
    let instant: ContinuousClock.Instant

    static func after(_ duration: Duration) -> Deadline {
        Deadline(instant: .now + duration)
    }

    /// Later by the time that `bytes` take on a slow line, 64 KiB a second.
    func allowing(_ bytes: Int) -> Deadline {
        Deadline(instant: instant + .seconds(bytes / 65_536))
    }

    /// Milliseconds left, rounded up, as `poll` takes them; 0 when it has passed.
    var milliseconds: Int32 {
        let left = instant - .now
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        return Int32(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
