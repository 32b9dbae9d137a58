package org.credence.node.genesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a member keeps everything: {@code genesis.json}, {@code member.key}, and the directories {@code journal},
 * {@code chain}, {@code state}, {@code snapshots} and {@code logs}. Copying the key file to a second running node makes
 * that member Byzantine; copying
 * the journal back in
 * time does too.
 */
public record DataDirectory(Path root) {

    /** The directory, made if it is missing. */
    public static DataDirectory in(Path root) {
        try {
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new DataDirectory(root);
    }

    public Path genesis() {
        return root.resolve("genesis.json");
    }

    /** The encrypted key. */
    public Path key() {
        return root.resolve("member.key");
    }

    /** What this member has promised; losing it makes it Byzantine. */
    public Path journal() {
        return root.resolve("journal");
    }

    /** The decided blocks. */
    public Path chain() {
        return root.resolve("chain");
    }

    /** The executed state; made anew from the chain if it is lost. */
    public Path state() {
        return root.resolve("state");
    }

    /** The credit model, if it is another than the one that comes with the program. */
    public Path creditModel() {
        return root.resolve("credit.model");
    }

    /** Credit models that the consortium may change to. */
    public Path models() {
        return root.resolve("models");
    }

    /** The encrypted key that the member is about to get. */
    public Path nextKey() {
        return root.resolve("member.next.key");
    }

    /** States that the chain can begin above. */
    public Path snapshots() {
        return root.resolve("snapshots");
    }

    public Path logs() {
        return root.resolve("logs");
    }
}
