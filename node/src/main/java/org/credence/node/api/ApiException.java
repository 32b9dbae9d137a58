package org.credence.node.api;

import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;

/** Ends the handling of a request with a problem as its answer. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode kind;
    private final transient Problem problem;
    private final transient Map<HttpHeader, String> headers;

    private ApiException(ErrorCode kind, Problem problem, Map<HttpHeader, String> headers) {
        super(problem.message(), null, false, false);
        this.kind = kind;
        this.problem = problem;
        this.headers = headers;
    }

    private ApiException(ErrorCode kind, Problem problem) {
        this(kind, problem, Map.of());
    }

    ApiException(ErrorCode kind, String message) {
        this(kind, Problem.of(kind, message));
    }

    /** Something at fault that has a name and a limit. */
    ApiException(ErrorCode kind, String field, String problem, String limit) {
        this(kind, Problem.of(kind, field, problem, limit));
    }

    /** A field with a value it cannot have. */
    static ApiException field(String field, String problem, String limit) {
        return new ApiException(ErrorCode.FIELD_INVALID, field, problem, limit);
    }

    /** A transaction that was refused, with the code of its refusal. */
    static ApiException rejected(String code, String field, String message) {
        return new ApiException(ErrorCode.TRANSACTION_REJECTED, Problem.rejected(code, field, message));
    }

    /** Something that passes: the client may come again after so many seconds. */
    static ApiException passing(ErrorCode kind, String message, int seconds) {
        return new ApiException(kind, Problem.of(kind, message),
                Map.of(HttpHeader.RETRY_AFTER, Integer.toString(seconds)));
    }

    /** A method that the path does not have, and those that it has. */
    static ApiException method(String message, List<String> allowed) {
        return new ApiException(ErrorCode.METHOD_NOT_ALLOWED, Problem.of(ErrorCode.METHOD_NOT_ALLOWED, message),
                Map.of(HttpHeader.ALLOW, String.join(", ", allowed)));
    }

    /** What it is counted as. */
    ErrorCode kind() {
        return kind;
    }

    Problem problem() {
        return problem;
    }

    /** What the answer's head says of it. */
    Map<HttpHeader, String> headers() {
        return headers;
    }
}
