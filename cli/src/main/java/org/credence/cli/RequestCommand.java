package org.credence.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.credence.base.codec.Malformed;
import org.credence.consensus.part.Seat;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.crypto.Signer;
import org.credence.ledger.epoch.Change;
import org.credence.ledger.epoch.Operation;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A newcomer asks to become a member: its key signs the place it wants. */
@Command(name = "request", mixinStandardHelpOptions = true,
        description = {"Writes a request to become a member, for a member to propose.",
                "DIR holds the newcomer's member.key, made with `credence key create`, and the chain's genesis.json."},
        footer = {"%nExample:",
                "  credence member request east.request --data east --name east --peer-port 7105 --api-port 8105"})
final class RequestCommand implements Runnable {

    @Parameters(paramLabel = "FILE", description = "The file to write.")
    private Path file;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The newcomer's directory.")
    private Path data;

    @Option(names = "--name", required = true, description = "What it wants to be called.")
    private String name;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Where it is reached (${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--peer-port", paramLabel = "PORT", required = true, description = "Its port for members.")
    private int peerPort;

    @Option(names = "--api-port", paramLabel = "PORT", required = true, description = "Its port for clients.")
    private int apiPort;

    @Mixin
    private PasswordOptions password;

    @Mixin
    private JsonOption json;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Genesis genesis = GenesisFile.read(data.resolve("genesis.json"));
        char[] secret = password.existing(Optional.empty());
        try (KeyPair pair = Keystore.open(data.resolve("member.key"), secret)) {
            Signer signer = pair.signer();
            Seat seat = new Seat(name, signer.publicKey(), host, peerPort, apiPort);
            Change change = new Change.Join(seat, signer.sign(Change.statement(genesis.chainId(), seat)));
            Files.writeString(file, HexFormat.of().formatHex(new Operation.Propose(change).encoded()) + "\n");
        } catch (Malformed e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Arrays.fill(secret, '\0');
        }
        json.print(spec, Map.of("file", file.toString()),
                () -> "wrote " + file + ": a member proposes it with `credence member propose join`");
    }
}
