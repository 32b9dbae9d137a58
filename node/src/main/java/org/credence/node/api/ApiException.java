package org.credence.node.api;

import java.util.OptionalInt;

/** Ends the handling of a request with a problem as its answer. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode kind;
    private final transient Problem problem;
    private final transient OptionalInt retryAfter;

    private ApiException(ErrorCode kind, Problem problem, OptionalInt retryAfter) {
        super(problem.message(), null, false, false);
        this.kind = kind;
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    private ApiException(ErrorCode kind, Problem problem) {
        this(kind, problem, OptionalInt.empty());
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
        return new ApiException(kind, Problem.of(kind, message), OptionalInt.of(seconds));
    }

    /** What it is counted as. */
    ErrorCode kind() {
        return kind;
    }

    Problem problem() {
        return problem;
    }

    /** After how many seconds to try again, if that is known. */
    OptionalInt retryAfter() {
        return retryAfter;
    }
}
