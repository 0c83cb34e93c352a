import HTTPTypes
import Hummingbird
import NIOCore

/// Makes every answer that is a page, so that each has the same guards.
enum PageResponse {
    /// Nothing from elsewhere, nothing written into the page: styles and scripts are the program's own files (W3C CSP Level 3).
    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    // Header names.
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
    static let contentTypeOptions = HTTPField.Name("X-Content-Type-Options")!
    private static let openerPolicy = HTTPField.Name("Cross-Origin-Opener-Policy")!
    static let resourcePolicy = HTTPField.Name("Cross-Origin-Resource-Policy")!
    private static let permissionsPolicy = HTTPField.Name("Permissions-Policy")!

    static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: headers("text/html; charset=utf-8"), body: ResponseBody(byteBuffer: ByteBuffer(string: html.bytes)))
    }

    /// To be loaded by GET; what was posted is done.
    static func redirect(to path: String) -> Response {
        var headers = headers(nil)
        headers[.location] = path
        return Response(status: .seeOther, headers: headers)
    }

    /// What a browser is told with every page, and with every stream and file that belongs to one.
    static func headers(_ contentType: String?) -> HTTPFields {
        var headers: HTTPFields = [
            .cacheControl: "no-store", .contentSecurityPolicy: policy,
            // Addresses hold one-time tokens. `no-referrer` would also take the origin from forms, and with it the check of where they come from.
            referrerPolicy: "same-origin",
            contentTypeOptions: "nosniff", openerPolicy: "same-origin", resourcePolicy: "same-origin",
            permissionsPolicy: "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
        ]
        if let contentType { headers[.contentType] = contentType }
        return headers
    }
}
