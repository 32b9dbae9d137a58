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
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import picocli.CommandLine.Option;

/** Which members to ask, and what to believe. */
final class ApiOptions {

    @Option(names = "--api", paramLabel = "URL", split = ",",
            description = "APIs of members, tried in this order (those of the genesis file).")
    private List<URI> api = List.of();

    @Option(names = "--genesis", paramLabel = "FILE", defaultValue = ".credence/genesis.json",
            description = "Genesis file: names the members and is what answers are checked against (${DEFAULT-VALUE}).")
    private Path genesis = Path.of(".credence/genesis.json");

    /** A client; the caller closes it. */
    CredenceClient client() {
        List<URI> members = api;
        if (members.isEmpty()) {
            if (!Files.exists(genesis)) {
                throw new Failure(ExitCode.USAGE, "there is no " + genesis + ": give --api or --genesis");
            }
            members = GenesisFile.read(genesis).members().stream().map(Observer::address).toList();
        }
        return CredenceClient.of(members);
    }

    /** The chain as the genesis file defines it. */
    Genesis genesis() {
        if (!Files.exists(genesis)) {
            throw new Failure(ExitCode.USAGE,
                    "there is no " + genesis
                            + " to check answers against: give --genesis, or --no-verify to believe them");
        }
        return GenesisFile.read(genesis);
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
        return Files.exists(genesis) ? Optional.of(GenesisFile.read(genesis)) : Optional.empty();
    }
}
