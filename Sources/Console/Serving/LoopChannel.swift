import HummingbirdCore
import Logging
import NIOCore

/// An HTTP connection whose requests are answered on its own event loop's thread (``LoopExecutor``).
struct LoopChannel: ServerChildChannel {
    let http: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> { http.setup(channel: channel, logger: logger) }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(LoopExecutor.of(value.channel.eventLoop)) { await http.handle(value: value, logger: logger) }
    }
}
