package org.credence.node.storage;

import java.nio.file.Path;

/** Tries to take a directory from a process of its own. */
final class LockProbe {

    static final int IN_USE = 7;

    private LockProbe() {}

    public static void main(String[] arguments) {
        try (DirectoryLock lock = DirectoryLock.take(Path.of(arguments[0]))) {
            System.out.println("taken: " + lock);
        } catch (DirectoryInUse e) {
            System.out.println("holder " + e.holder());
            System.exit(IN_USE);
        }
    }
}
