package org.credence.node.storage;

import java.io.IOException;
import java.nio.file.Path;

/** The disk refused to read or write: full, gone, or not permitted. What was not yet synced must be taken as lost. */
public final class StorageFailed extends StorageProblem {

    private static final long serialVersionUID = 1L;

    StorageFailed(Path file, IOException cause) {
        super(file + ": " + cause, cause);
    }

    StorageFailed(Path file, String problem) {
        super(file + ": " + problem);
    }
}
