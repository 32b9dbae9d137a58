package org.credence.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.credence.cli.up.Observer;
import org.credence.client.CredenceClient;
import org.credence.client.verify.ChainTrust;
import org.credence.ledger.epoch.Constitution;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which members to ask, and what to believe. */
final class ApiOptions {

    @Option(names = "--api", paramLabel = "URL", split = ",",
            description = "APIs of members, tried in this order (those of the genesis file).")
    private List<URI> api = List.of();

    @Option(names = "--genesis", paramLabel = "FILE",
            description = "Genesis file: names the members and is what answers are checked against (that in DIR "
                    + "where --data is given, else .credence/genesis.json).")
    private @Nullable Path file;

    private Path usual = Path.of(".credence/genesis.json");

    /** The same, but that a member's directory says what the genesis is where no option does. */
    ApiOptions of(DataDirectory home) {
        usual = home.genesis();
        return this;
    }

    private Path file() {
        return file == null ? usual : file;
    }

    /** A client; the caller closes it. */
    CredenceClient client() {
        List<URI> members = api;
        if (members.isEmpty()) {
            if (!Files.exists(file())) {
                throw new Failure(ExitCode.USAGE, "there is no " + file() + ": give --api or --genesis");
            }
            members = GenesisFile.read(file()).members().stream().map(Observer::address).toList();
        }
        return CredenceClient.of(members);
    }

    /** The chain as the genesis file defines it. */
    Genesis genesis() {
        if (!Files.exists(file())) {
            throw new Failure(ExitCode.USAGE,
                    "there is no " + file()
                            + " to check answers against: give --genesis, or --no-verify to believe them");
        }
        return GenesisFile.read(file());
    }

    /** What answers are checked against. */
    ChainTrust trust() {
        Genesis known = genesis();
        return ChainTrust.of(known.committee(), known.epochLength());
    }

    /** What the genesis file lays down about epochs. */
    Constitution constitution() {
        return genesis().constitution().orElseThrow(() -> new Failure(ExitCode.USAGE,
                "this chain has one epoch, whose leaders and members never change: there is no credit"));
    }

    /** The genesis file, if it is there. */
    Optional<Genesis> known() {
        return Files.exists(file()) ? Optional.of(GenesisFile.read(file())) : Optional.empty();
    }
}
