package org.credence.node.storage;

import java.nio.file.Path;

/** The first block of a chain that does not hold. */
public final class BadBlock extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final long height;
    private final Flaw flaw;
    private final String file;
    private final String detail;

    BadBlock(long height, Flaw flaw, Path file, String detail) {
        super("block " + height + " in " + file + ": " + flaw + ": " + detail);
        this.height = height;
        this.flaw = flaw;
        this.file = file.toString();
        this.detail = detail;
    }

    public long height() {
        return height;
    }

    public Flaw flaw() {
        return flaw;
    }

    /** The file it is in, or should be. */
    public Path file() {
        return Path.of(file);
    }

    /** For people. */
    public String detail() {
        return detail;
    }
}
