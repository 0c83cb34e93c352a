import Broker
import Hummingbird
import NIOCore

/// A request on its way: who asks, once that is known.
struct ConsoleContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    var staff: (id: StaffID, role: String)?

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        staff = nil
    }

    /// Nothing that is posted here is longer.
    var maxUploadSize: Int { 1 << 20 }
}
