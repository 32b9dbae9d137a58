package org.credence.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The ports of the first member; the others count upwards from there. */
final class PortOptions {

    private static final int PEER = 7101;
    private static final int API = 8101;

    @Option(names = "--peer-port", paramLabel = "PORT",
            description = "Port between members of the first member, the next ones follow (" + PEER + ").")
    private @Nullable Integer peer;

    @Option(names = "--api-port", paramLabel = "PORT",
            description = "HTTP port of the first member, the next ones follow (" + API + ").")
    private @Nullable Integer api;

    int peer() {
        return peer == null ? PEER : peer;
    }

    int api() {
        return api == null ? API : api;
    }

    /** Whether the caller asked for any. */
    boolean given() {
        return peer != null || api != null;
    }
}
