package org.credence.node.api;

/**
 * Why the API refuses a request: the {@code code} of its answer, and a label of its error counter. Names never change.
 */
enum ErrorCode {
    /** No HTTP, or against its rules. */
    REQUEST_MALFORMED(400, "Malformed request"),
    /** A path, query or body field has a value it cannot have. */
    FIELD_INVALID(400, "Invalid field"),
    /** The body is no JSON of the form asked for. */
    JSON_MALFORMED(400, "Malformed JSON"),
    /** No such route. */
    ROUTE_UNKNOWN(404, "Unknown route"),
    /** The member knows no such thing (yet). */
    NOT_FOUND(404, "Not found"),
    /** The route exists for another method. */
    METHOD_NOT_ALLOWED(405, "Method not allowed"),
    /** The route has no answer of a type in {@code Accept}. */
    NOT_ACCEPTABLE(406, "Not acceptable"),
    /** The request came too slowly. */
    REQUEST_TIMEOUT(408, "Request too slow"),
    /** The body, or the number of transactions in it, is above its limit. */
    TOO_LARGE(413, "Request too large"),
    /** The request line is above its limit. */
    URI_TOO_LONG(414, "Request line too long"),
    /** The body's type is none the route takes. */
    MEDIA_TYPE_UNSUPPORTED(415, "Unsupported media type"),
    /** The one transaction handed in was refused; the answer's code says why. */
    TRANSACTION_REJECTED(422, "Transaction rejected"),
    /** As many block streams are open as may be. */
    TOO_MANY_SUBSCRIBERS(429, "Too many subscribers"),
    /** The headers are above their limit. */
    HEADERS_TOO_LARGE(431, "Headers too large"),
    /** A fault of this member. */
    INTERNAL(500, "Internal error"),
    /** The member's buffers are full, or it is stopping: try again, here or elsewhere. */
    BUSY(503, "Busy"),
    /** The member has stopped itself. */
    HALTED(503, "Halted"),
    /** No decided header carries a state root that is held here: the chain has just begun, or the member catches up. */
    STATE_NOT_CERTIFIED(503, "State not certified yet");

    private final int status;
    private final String title;

    ErrorCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** What stands for a status that the HTTP layer below gave. */
    static ErrorCode of(int status) {
        return switch (status) {
            case 404 -> ROUTE_UNKNOWN;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 408 -> REQUEST_TIMEOUT;
            case 413 -> TOO_LARGE;
            case 414 -> URI_TOO_LONG;
            case 415 -> MEDIA_TYPE_UNSUPPORTED;
            case 431 -> HEADERS_TOO_LARGE;
            case 503 -> BUSY;
            default -> status >= 400 && status < 500 ? REQUEST_MALFORMED : INTERNAL;
        };
    }
}
