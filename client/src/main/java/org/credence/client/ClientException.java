package org.credence.client;

/** Why a request to the members failed. */
public abstract sealed class ClientException extends RuntimeException
        permits AnswerMalformed, MembersUnavailable, RequestRefused, TransactionRejected {

    private static final long serialVersionUID = 1L;

    ClientException(String message) {
        super(message);
    }

    ClientException(String message, Throwable cause) {
        super(message, cause);
    }
}
