package org.credence.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.Reading;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Malformed;
import org.credence.client.CredenceClient;
import org.credence.client.Submission;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.crypto.Signer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands in a transaction and waits for its decision. */
@Command(name = "submit", description = "Hand in a transaction and wait until it is decided and executed.",
        subcommands = {SubmitCommand.Register.class, SubmitCommand.Read.class, SubmitCommand.Raw.class})
final class SubmitCommand extends Group {

    /**
     * A transaction to be made and handed in. Exit code 0 if it took effect, 1 if it failed or is not decided in time.
     */
    @Command(mixinStandardHelpOptions = true)
    abstract static class Submitting implements Callable<Integer> {

        @Option(names = "--wait", paramLabel = "SECONDS", defaultValue = "10",
                description = "How long to wait for the decision, at most 60 (${DEFAULT-VALUE}).")
        private int wait;

        @Mixin
        private ApiOptions api;

        @Mixin
        private JsonOption json;

        @Spec
        private CommandSpec spec;

        abstract Transaction transaction(CredenceClient client, ApiOptions trusted);

        @Override
        public Integer call() {
            if (wait < 0 || wait > 60) {
                throw new Failure(ExitCode.USAGE, "--wait: is " + wait + ", must be 0 to 60");
            }
            try (CredenceClient client = api.client()) {
                Transaction transaction = transaction(client, api);
                return switch (client.submitAndWait(transaction, Duration.ofSeconds(wait))) {
                    case Submission.Accepted accepted -> {
                        json.print(spec, Map.of("id", accepted.id().hex(), "status", "accepted"),
                                () -> accepted.id().hex() + " taken in, not decided yet");
                        yield ExitCode.VIOLATION.number();
                    }
                    case Submission.Decided decided -> {
                        json.print(spec,
                                Map.of("id", decided.id().hex(), "status", "decided", "height", decided.height(),
                                        "index", decided.index(), "outcome", decided.outcome()),
                                () -> decided.id().hex() + " decided at height " + decided.height() + ": "
                                        + decided.outcome());
                        yield (decided.accepted() ? ExitCode.OK : ExitCode.VIOLATION).number();
                    }
                };
            }
        }
    }

    /** The key that signs, and its next nonce. */
    static final class SenderOptions {

        @Option(names = "--key", paramLabel = "FILE", required = true, description = "Key file of the sender.")
        private Path key;

        @Option(names = "--nonce", paramLabel = "N", description = "Its nonce (one above the highest it has used).")
        private @Nullable Long nonce;

        @Mixin
        private PasswordOptions password;

        Signer signer() {
            char[] secret = password.existing(Optional.empty());
            try (KeyPair pair = Keystore.open(key, secret)) {
                return pair.signer();
            } finally {
                Arrays.fill(secret, '\0');
            }
        }

        long nonce(CredenceClient client, Signer signer) {
            return nonce != null
                    ? nonce
                    : client.get("/v1/accounts/" + signer.publicKey().hex()).path("highestNonce").asLong(0) + 1;
        }
    }

    @Command(name = "register", description = "Registers a meter under its own key.",
            footer = {"%nExample:",
                    "  credence submit register --key meter.key --name EM-4711 --salt c0ffee --region north"})
    static final class Register extends Submitting {

        @Mixin
        private SenderOptions sender;

        @Option(names = "--name", paramLabel = "NAME", required = true,
                description = "Name of the meter; only a salted digest of it gets into the chain.")
        private String name;

        @Option(names = "--salt", paramLabel = "HEX", required = true,
                description = "Keep it: it ties the name to the id.")
        private String salt;

        @Option(names = "--region", paramLabel = "REGION", required = true, description = "What the meter counts for.")
        private String region;

        @Override
        Transaction transaction(CredenceClient client, ApiOptions trusted) {
            Signer signer = sender.signer();
            Digest id = Metering.meterId(hex("--salt", salt), name);
            return Metering.register(trusted.genesis().chainId(), signer, sender.nonce(client, signer), id, signer,
                    region);
        }
    }

    @Command(name = "reading", description = "Submits one reading of a meter, signed by the meter's key.",
            footer = {"%nExample:",
                    "  credence submit reading --key meter.key --meter 77ab... --at 2011-07-01T00:30 --wh 392"})
    static final class Read extends Submitting {

        @Mixin
        private SenderOptions sender;

        @Option(names = "--meter", paramLabel = "ID", required = true, description = "Its id: 64 hexadecimal digits.")
        private String meter;

        @Option(names = "--at", paramLabel = "TIME", required = true,
                description = "When the half hour begins, in UTC: 2011-07-01T00:30.")
        private String at;

        @Option(names = "--wh", paramLabel = "N", required = true, description = "Watt-hours.")
        private int wattHours;

        @Override
        Transaction transaction(CredenceClient client, ApiOptions trusted) {
            Signer signer = sender.signer();
            return Metering.submit(trusted.genesis().chainId(), signer, sender.nonce(client, signer),
                    GetCommand.digest("--meter", meter), List.of(new Reading(interval(), wattHours)));
        }

        private int interval() {
            try {
                long millis = LocalDateTime.parse(at).toInstant(ZoneOffset.UTC).toEpochMilli();
                if (millis >= 0 && millis % Metering.INTERVAL_MS == 0
                        && millis / Metering.INTERVAL_MS <= Integer.MAX_VALUE) {
                    return (int) (millis / Metering.INTERVAL_MS);
                }
            } catch (DateTimeException e) {
                throw new Failure(ExitCode.USAGE, "--at: is '" + at + "', must be like 2011-07-01T00:30", e);
            }
            throw new Failure(ExitCode.USAGE, "--at: is " + at + ", must be a whole half hour from 1970 on");
        }
    }

    @Command(name = "raw", description = "Hands in an encoded transaction.",
            footer = {"%nExample:", "  credence submit raw transaction.hex"})
    static final class Raw extends Submitting {

        @Parameters(paramLabel = "FILE", description = "The encoded transaction in hexadecimal.")
        private Path file;

        @Override
        Transaction transaction(CredenceClient client, ApiOptions trusted) {
            try {
                return Transaction
                        .decode(hex(file.toString(), Files.readString(file, StandardCharsets.US_ASCII).strip()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Malformed e) {
                throw new Failure(ExitCode.USAGE, file + ": holds no transaction: " + e.getMessage(), e);
            }
        }
    }

    private static byte[] hex(String field, String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, field + ": holds no hexadecimal digits", e);
        }
    }
}
