import Glibc
public import Ledger

/// The one moment at which a log comes into being: its key and its empty head are created together.
public enum SignerInception {
    /// Creates both files, durable, and returns the key that the world verifies with. Changes nothing if either exists.
    public static func create(keyFile: String, headFile: String, origin: KeyName) throws(SignerError) -> VerifierKey {
        for path in [keyFile, headFile] {
            let presence: Files.Presence
            do { presence = try Files.presence(of: path) } catch { throw .file(path: path, .system(error)) }
            guard presence == .absent else { throw .alreadyIncepted(path: path) }
        }
        let key: SigningKey
        do { key = try KeyFile.create(keyFile, origin: origin) } catch { throw .file(path: keyFile, .system(error)) }
        do { try HeadFile.create(headFile, log: key.verifierKey) } catch {
            // The key has signed nothing, so inception can be asked for again.
            unlink(keyFile)
            throw .file(path: headFile, .system(error))
        }
        return key.verifierKey
    }

    /// Creates the head of a log whose key has been made, then the roster that names it; changes nothing if either exists.
    public static func create(roster path: String, first: KeyRoster.Member, headFile: String) throws(SignerError) {
        for path in [path, headFile] {
            let presence: Files.Presence
            do { presence = try Files.presence(of: path) } catch { throw .file(path: path, .system(error)) }
            guard presence == .absent else { throw .alreadyIncepted(path: path) }
        }
        do { try HeadFile.create(headFile, log: first.key) } catch { throw .file(path: headFile, .system(error)) }
        do { try KeyRoster(first).create(path) } catch {
            // Nothing has been signed, so inception can be asked for again.
            unlink(headFile)
            throw error
        }
    }
}
