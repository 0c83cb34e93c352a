import CCurl
import Glibc

/// A TLS connection to a mail server, logged in, over which this module speaks the protocol itself.
///
/// libcurl resolves, connects, upgrades to TLS, checks the certificate and logs in (`CURLOPT_CONNECT_ONLY`); from there on only
/// bytes go through it. Its own IMAP cuts long lines silently and takes lines of a mail for replies of the server, so it is
/// not used. Not Sendable: one owner, on one thread of its own, since every call may block.
final class CurlStream {
    enum Service: String {
        case imap
        case smtp
    }

    private let handle: UnsafeMutableRawPointer
    /// curl writes its last error here for as long as the handle lives.
    private let errorText: UnsafeMutablePointer<CChar>
    private let socket: curl_socket_t
    private let wake: WakeSignal

    /// libcurl is set up once a process; its own lock makes that safe (feature `threadsafe` since 7.84).
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Connects, secures and logs in.
    ///
    /// - Parameters:
    ///   - name: what to call ourselves in EHLO; not used by IMAP.
    ///   - credentials: nil to stay without log-in.
    ///   - wake: ends any wait when raised.
    init(
        _ service: Service, at server: MailServer, as name: String = "", credentials: MailCredentials?, timeout: Duration, wake: WakeSignal
    ) throws(MailFailure) {
        guard Self.isReady, let handle = curl_easy_init() else { throw MailFailure(.misconfigured, "libcurl", "cannot be initialised") }
        let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        var connected = false
        defer {
            if !connected {
                curl_easy_cleanup(handle)
                errorText.deallocate()
            }
        }
        func set(_ option: CURLoption, _ value: Int) throws(MailFailure) {
            guard parley_curl_set_long(handle, option, value) == CURLE_OK else {
                throw MailFailure(.misconfigured, "libcurl", "does not know option \(option.rawValue)")
            }
        }
        func set(_ option: CURLoption, _ value: String?) throws(MailFailure) {
            guard parley_curl_set_string(handle, option, value) == CURLE_OK else {
                throw MailFailure(.misconfigured, "libcurl", "does not know option \(option.rawValue)")
            }
        }
        _ = parley_curl_set_error_buffer(handle, errorText)
        let milliseconds = Int(Deadline.after(timeout).milliseconds)
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_CONNECT_ONLY, 1)
        try set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds)
        try set(CURLOPT_TIMEOUT_MS, milliseconds)
        try set(CURLOPT_TCP_NODELAY, 1)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        // Neither the environment nor a file in somebody's home decides where mail goes.
        try set(CURLOPT_PROXY, "")
        try set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
        try set(CURLOPT_PROTOCOLS_STR, "\(service.rawValue),\(service.rawValue)s")
        // TLS or nothing, to the host that was named.
        try set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
        try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        try set(CURLOPT_SSL_VERIFYPEER, 1)
        try set(CURLOPT_SSL_VERIFYHOST, 2)
        if let file = server.authorityFile {
            try set(CURLOPT_CAINFO, file)
            // Without this the system's folder of authorities is trusted beside the file.
            try set(CURLOPT_CAPATH, nil as String?)
        }
        if let credentials {
            guard credentials.isClean else { throw MailFailure(.misconfigured, "log-in", "the name or secret has control characters") }
            try set(CURLOPT_USERNAME, credentials.user)
            try set(CURLOPT_SASL_IR, 1)
            switch credentials.secret {
            case .password(let password): try set(CURLOPT_PASSWORD, password)
            case .bearer(let token): try set(CURLOPT_XOAUTH2_BEARER, token)
            }
        }
        let scheme = server.security == .implicitTLS ? service.rawValue + "s" : service.rawValue
        try set(CURLOPT_URL, "\(scheme)://\(server.host):\(server.port)/\(name)")
        let result = curl_easy_perform(handle)
        guard result == CURLE_OK else {
            let operation = "\(service.rawValue)://\(server.host):\(server.port)"
            throw MailFailure(Self.code(of: result), operation, String(cString: errorText))
        }
        var socket: curl_socket_t = -1
        guard parley_curl_get_socket(handle, &socket) == CURLE_OK, socket >= 0 else {
            throw MailFailure(.disconnected, "connect", "no socket after the log-in")
        }
        self.handle = handle
        self.errorText = errorText
        self.socket = socket
        self.wake = wake
        connected = true
    }

    deinit {
        curl_easy_cleanup(handle)
        errorText.deallocate()
    }

    /// Reads at least one byte.
    func read(into buffer: UnsafeMutableRawBufferPointer, by deadline: Deadline) throws(MailFailure) -> Int {
        while true {
            var count = 0
            switch curl_easy_recv(handle, buffer.baseAddress, buffer.count, &count) {
            case CURLE_OK:
                guard count > 0 else { throw MailFailure(.disconnected, "receive", "the server closed the connection") }
                return count
            case CURLE_AGAIN:
                // Only now: what TLS has decrypted already does not make the socket readable.
                try wait(for: Int16(POLLIN), by: deadline)
            case let code:
                throw MailFailure(.disconnected, "receive", String(cString: curl_easy_strerror(code)))
            }
        }
    }

    /// Writes all of `bytes`.
    func write(_ bytes: UnsafeRawBufferPointer, by deadline: Deadline) throws(MailFailure) {
        var done = 0
        while done < bytes.count {
            var count = 0
            switch curl_easy_send(handle, bytes.baseAddress! + done, bytes.count - done, &count) {
            case CURLE_OK:
                done += count
            case CURLE_AGAIN:
                try wait(for: Int16(POLLOUT), by: deadline)
            case let code:
                throw MailFailure(.disconnected, "send", String(cString: curl_easy_strerror(code)))
            }
        }
    }

    /// Lets time pass, or throws `cancelled` when woken.
    func pause(by deadline: Deadline) throws(MailFailure) {
        var watched = pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = poll(&watched, 1, deadline.milliseconds)
            if ready < 0 && errno == EINTR { continue }
            if ready > 0 { throw MailFailure(.cancelled, "wait") }
            return
        }
    }

    private func wait(for events: Int16, by deadline: Deadline) throws(MailFailure) {
        var watched = [pollfd(fd: socket, events: events, revents: 0), pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)]
        while true {
            let ready = poll(&watched, 2, deadline.milliseconds)
            if ready < 0 && errno == EINTR { continue }
            guard ready > 0 else { throw MailFailure(.timedOut, "wait for the server") }
            if watched[1].revents != 0 { throw MailFailure(.cancelled, "wait for the server") }
            return
        }
    }

    private static func code(of result: CURLcode) -> MailFailure.Code {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT: .unreachable
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_USE_SSL_FAILED, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CIPHER:
            .untrusted
        case CURLE_LOGIN_DENIED: .loginRefused
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .misconfigured
        case CURLE_WEIRD_SERVER_REPLY: .malformed
        default: .disconnected
        }
    }
}
