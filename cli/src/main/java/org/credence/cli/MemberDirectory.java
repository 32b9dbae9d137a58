package org.credence.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.credence.node.genesis.DataDirectory;

/** Tells a member's directory from any other. */
final class MemberDirectory {

    private MemberDirectory() {}

    /** @throws Failure if it holds no genesis file */
    static DataDirectory at(Path directory) {
        DataDirectory home = new DataDirectory(directory);
        if (!Files.exists(home.genesis())) {
            throw new Failure(ExitCode.USAGE, directory + ": holds no genesis.json, so it is no member's directory");
        }
        return home;
    }
}
