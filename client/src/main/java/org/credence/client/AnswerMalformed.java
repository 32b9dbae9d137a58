package org.credence.client;

/** A member answered something that is not of the contract's form: another version, or no member at all. */
public final class AnswerMalformed extends ClientException {

    private static final long serialVersionUID = 1L;

    AnswerMalformed(String message) {
        super(message);
    }

    AnswerMalformed(String message, Throwable cause) {
        super(message, cause);
    }
}
