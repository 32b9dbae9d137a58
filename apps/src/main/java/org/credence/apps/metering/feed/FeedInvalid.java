package org.credence.apps.metering.feed;

/** A file of readings that cannot be read. Names the file, the line and the limit. */
public final class FeedInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FeedInvalid(String message) {
        super(message);
    }
}
