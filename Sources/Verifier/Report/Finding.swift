/// One thing the verifier has to say about an export.
public struct Finding: Sendable, Equatable {
    /// What kind of thing; stable, for other tools.
    public enum Code: String, Sendable, CaseIterable {
        case keyNotPinned, keyFileMissing, keyMalformed, keyFileDiffers
        case checkpointMissing, checkpointMalformed, checkpointUnsigned, checkpointSignatureWrong, checkpointOfAnotherLog,
            checkpointExtended
        case fileUnreadable, bundleMissing, bundleMalformed, tileMissing, tileLengthWrong, tileMismatch, rootMismatch
        case leafMalformed, sequenceWrong, previousWrong, recordedTimeBack, eventRepeated, termsIndexWrong, streamsUntracked
        case termsNameWrong, termsMismatch, termsMissing, silence, recordedAhead
        case disclosuresMissing, disclosureMalformed, disclosureOrder, disclosureMismatch, erasureUnproved, configurationUndisclosed
        case fileUnexpected, temporaryStorage
        case retainedMalformed, retainedUnsigned, retainedNewer, retainedDiffers
        case checkpointByRetiredKey, checkpointByUnannouncedKey, keyHistoryWrong, handoverWrong
        case logContinued, continuationWrong, retainedLost
        case timeStampWrong, timeStampMissing, timeStampUnrecorded, timeStampsUnverified
        case cosignatureWrong, quorumMissed, cosignatureOld, cosignatureFromTheFuture
    }

    /// Whether the export can still be called verified.
    public enum Weight: String, Sendable {
        case failure
        case notice
    }

    public let code: Code
    public let weight: Weight
    /// Path in the export, or what the caller called the thing.
    public let file: String?
    /// Byte offset in the file.
    public let offset: Int?
    /// Index of the entry in the log.
    public let index: UInt64?
    /// What was found, in words.
    public let what: String
    /// What the person who verifies can do.
    public let advice: String
}

extension Finding: CustomStringConvertible {
    public var description: String {
        var place = file.map { " in \(PrintablePath.text($0))" } ?? ""
        if let offset { place += ", byte \(offset)" }
        if let index { place += ", entry \(index)" }
        return "\(weight.rawValue) \(code.rawValue)\(place): \(what). \(advice)"
    }
}

/// File names in an export are somebody else's text: shown short and without anything a terminal would act on.
enum PrintablePath {
    static func text(_ path: String) -> String {
        var shown = ""
        for scalar in path.unicodeScalars.prefix(200) {
            shown.unicodeScalars.append((0x20..<0x7F).contains(scalar.value) ? scalar : "?")
        }
        return shown
    }
}
