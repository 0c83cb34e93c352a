import Foundation
import Sandbox

extension SandboxNetwork {
    private var counts: [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(snapshot())) as? [String: Any]) ?? [:]
    }

    /// Nothing waits, and everything that was taken was delivered.
    var deliveriesAreDone: Bool { counts["waiting"] as? Int == 0 }
    var delivered: Int { counts["delivered"] as? Int ?? -1 }
    var abandoned: Int { counts["abandoned"] as? Int ?? -1 }
}
