package org.credence.node.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * An error as answered, after RFC 9457.
 *
 * @param type    always {@code about:blank}: {@code code} tells the kinds apart
 * @param title   the kind in words
 * @param status  HTTP status
 * @param code    the kind for programs; never changes
 * @param field   what is wrong: a path, query or body field
 * @param limit   what it must be
 * @param message for people
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record Problem(String type, String title, int status, String code, Optional<String> field, Optional<String> limit,
        String message) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ErrorCode code, String message) {
        return new Problem("about:blank", code.title(), code.status(), code.name(), Optional.empty(), Optional.empty(),
                message);
    }

    static Problem of(ErrorCode code, String field, String problem, String limit) {
        return new Problem("about:blank", code.title(), code.status(), code.name(), Optional.of(field),
                Optional.of(limit), field + ": " + problem + ", must be " + limit);
    }

    /** A transaction that was refused, with the code of its refusal. */
    static Problem rejected(String code, String field, String message) {
        ErrorCode kind = ErrorCode.TRANSACTION_REJECTED;
        return new Problem("about:blank", kind.title(), kind.status(), code, Optional.of(field), Optional.empty(),
                message);
    }
}
