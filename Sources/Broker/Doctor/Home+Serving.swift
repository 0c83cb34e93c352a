import Glibc
import Signer

extension Home {
    /// How many entries the running signer has signed; nil where none runs.
    func signerHeadSize() throws -> UInt64? {
        let client = SignerClient(socketPath: signerSocket, log: try logKeys())
        do throws(SignerClientError) {
            return try client.head().tree.size
        } catch {
            guard case .unreachable = error else { throw error }
            return nil
        }
    }

    /// Whether something on this machine takes connections where the server of this folder would.
    static func isListening(port: Int) -> Bool {
        guard let number = UInt16(exactly: port) else { return false }
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return false }
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = number.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
