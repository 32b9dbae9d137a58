package org.credence.ledger;

import java.nio.file.Path;
import org.credence.base.Digest;

/** The directory holds the state of another chain. */
public final class WrongChain extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongChain(Path directory, Digest found, Digest wanted) {
        super("state directory " + directory + ": belongs to chain " + found.brief() + ", not to " + wanted.brief());
    }
}
