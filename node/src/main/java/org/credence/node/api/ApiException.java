package org.credence.node.api;

/** Ends the handling of a request with a problem as its answer. */
final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ApiException(Problem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    ApiException(ErrorCode code, String message) {
        this(Problem.of(code, message));
    }

    /** A field with a value it cannot have. */
    static ApiException field(String field, String problem, String limit) {
        return new ApiException(Problem.of(ErrorCode.FIELD_INVALID, field, problem, limit));
    }

    Problem problem() {
        return problem;
    }
}
