package org.credence.client;

/**
 * No member answered: each was tried in turn. The message names every one with its failure, the last one being the
 * cause.
 */
public final class MembersUnavailable extends ClientException {

    private static final long serialVersionUID = 1L;

    MembersUnavailable(String message, Throwable last) {
        super(message, last);
    }
}
