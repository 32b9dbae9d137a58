package org.credence.node.storage;

import java.nio.file.Path;

/** Another process, or another part of this one, works in the directory. */
public final class DirectoryInUse extends StorageProblem {

    private static final long serialVersionUID = 1L;

    private final String holder;

    DirectoryInUse(Path directory, String holder) {
        super(directory + ": in use by process " + holder);
        this.holder = holder;
    }

    /** Process id of the holder in decimal digits; "unknown" if it left none. */
    public String holder() {
        return holder;
    }
}
