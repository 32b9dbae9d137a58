package org.credence.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.proof.StateKey;
import org.credence.cli.up.LocalConsortium;
import org.credence.client.CredenceClient;
import org.credence.client.Submission;
import org.credence.client.verify.ChainTrust;
import org.credence.consensus.part.Roster;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.crypto.Signer;
import org.credence.ledger.epoch.Change;
import org.credence.ledger.epoch.ConsortiumApplication;
import org.credence.ledger.epoch.Operation;
import org.credence.ledger.epoch.Proposal;
import org.credence.node.genesis.DataDirectory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Speaks for a member: signs with its key what it wants of the consortium, and waits until that is decided. */
final class MemberVoice {

    private static final Duration WAIT = Duration.ofSeconds(30);

    @Option(names = "--data", paramLabel = "DIR", required = true,
            description = "The member's directory: its key signs.")
    private Path data;

    @Mixin
    private PasswordOptions password;

    @Mixin
    private ApiOptions api;

    DataDirectory home() {
        return new DataDirectory(data);
    }

    ApiOptions api() {
        return api.of(home());
    }

    /** The password of the member's keys; the caller zeroes it. */
    char[] secret() {
        return password.existing(Optional.of(data.resolve(LocalConsortium.PASSWORD)));
    }

    /**
     * A change that has been proposed.
     *
     * @param id what others approve
     */
    record Proposed(Digest id, long height) {}

    /** @throws Failure unless the change was proposed */
    Proposed propose(Change change) {
        long height = say(new Operation.Propose(change)).height();
        int epoch = api().constitution().length().epochOf(height);
        return new Proposed(new Proposal(epoch, change, List.of()).id(), height);
    }

    /** @throws Failure unless the operation took effect */
    Submission.Decided say(Operation operation) {
        char[] secret = secret();
        try (CredenceClient client = api().client()) {
            Roster roster = roster(client);
            for (Path file : List.of(home().key(), home().nextKey())) {
                if (Files.exists(file) && roster.member(Keystore.publicKey(file)).isPresent()) {
                    try (KeyPair pair = Keystore.open(file, secret)) {
                        return say(operation, pair.signer(), client);
                    }
                }
            }
            throw new Failure(ExitCode.USAGE, "--data: no key in " + data + " is a member's");
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    /** Who the members are, checked. */
    Roster roster(CredenceClient client) {
        return AcrossEpochs.ask(() -> {
            ChainTrust trust = client.renewed(api().trust());
            return api().constitution().roster(client.state("/v1/roster", StateKey.roster(), trust).value());
        });
    }

    private Submission.Decided say(Operation operation, Signer signer, CredenceClient client) {
        // As the member itself does, so that what the two send does not use up each other's numbers.
        long nonce = System.currentTimeMillis();
        Transaction.Unsigned unsigned = new Transaction.Unsigned(api().genesis().chainId(), signer.publicKey(), nonce,
                ConsortiumApplication.ID, operation.encoded());
        return switch (client.submitAndWait(unsigned.signed(signer.sign(unsigned.id())), WAIT)) {
            case Submission.Accepted accepted -> throw new Failure(ExitCode.VIOLATION,
                    accepted.id().hex() + " is not decided after " + WAIT.toSeconds() + " s");
            case Submission.Decided decided when decided.accepted() -> decided;
            case Submission.Decided decided -> throw new Failure(ExitCode.VIOLATION, "refused: " + decided.outcome());
        };
    }
}
