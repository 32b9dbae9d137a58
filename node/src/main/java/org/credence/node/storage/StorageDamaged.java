package org.credence.node.storage;

import java.nio.file.Path;
import java.util.OptionalLong;

/** Bytes that were once durable have changed or are gone. */
public final class StorageDamaged extends StorageProblem {

    private static final long serialVersionUID = 1L;
    private static final long NO_HEIGHT = -1;

    private final String file;
    private final long height;

    private StorageDamaged(Path file, long height, String message) {
        super(message);
        this.file = file.toString();
        this.height = height;
    }

    static StorageDamaged block(Path file, long height, String problem) {
        return new StorageDamaged(file, height, "block " + height + " in " + file + ": " + problem);
    }

    static StorageDamaged snapshot(Path file, String problem) {
        return new StorageDamaged(file, NO_HEIGHT, "snapshot " + file + ": " + problem
                + "; remove it, unless the chain begins there: then restore it");
    }

    static StorageDamaged journal(Path file, long position, String problem) {
        return new StorageDamaged(file, NO_HEIGHT, file + " at byte " + position + ": " + problem
                + "; this member may have promised more than it remembers, so it must not vote again");
    }

    /** The damaged file. */
    public Path file() {
        return Path.of(file);
    }

    /** The first damaged block; empty if it is the journal or a snapshot that is damaged. */
    public OptionalLong height() {
        return height == NO_HEIGHT ? OptionalLong.empty() : OptionalLong.of(height);
    }
}
