import Signer

extension Home {
    /// Whether a server has the folder open: its signer answers.
    public func isServing() throws -> Bool { try signerHeadSize() != nil }

    /// How many entries the running signer has signed; nil where none runs.
    func signerHeadSize() throws -> UInt64? {
        let client = SignerClient(socketPath: signerSocket, log: try logKey())
        do throws(SignerClientError) {
            return try client.head().tree.size
        } catch {
            guard case .unreachable = error else { throw error }
            return nil
        }
    }
}
