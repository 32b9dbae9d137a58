package org.credence.client;

import java.util.Optional;

/** A member refused the request; another would do the same. */
public final class RequestRefused extends ClientException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String field;

    RequestRefused(int status, String code, String field, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    /** HTTP status, 400 to 499. */
    public int status() {
        return status;
    }

    /** The kind for programs, such as {@code FIELD_INVALID}. */
    public String code() {
        return code;
    }

    /** The field at fault, if there is one. */
    public Optional<String> field() {
        return field.isEmpty() ? Optional.empty() : Optional.of(field);
    }
}
