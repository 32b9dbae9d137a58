package org.credence.cli.stage;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.apps.metering.Metering;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.cli.up.Crew;
import org.credence.cli.up.MemberProcess;
import org.credence.client.CredenceClient;
import org.credence.client.MembersUnavailable;
import org.credence.client.RequestRefused;
import org.credence.client.Submission;
import org.credence.client.TransactionRejected;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;

/**
 * Those who hand in transactions, each a new meter that registers itself. A client asks one member until that takes the
 * transaction in or is gone: what becomes of it there is for the script to say.
 */
final class Clients implements AutoCloseable {

    private static final long RETRY_MILLIS = 100;
    private static final String REGION = "north";

    private final Digest chainId;
    private final Crew.Processes crew;
    private final Chronicle chronicle;
    private final SecureRandom random = new SecureRandom();
    private final List<Digest> handedIn = new ArrayList<>();
    private volatile Optional<String> refused = Optional.empty();
    private volatile boolean open = true;

    Clients(Digest chainId, Crew.Processes crew, Chronicle chronicle) {
        this.chainId = chainId;
        this.crew = crew;
        this.chronicle = chronicle;
    }

    /** Hands a transaction to a member, which may take its time; to one that is down it is lost. */
    void handIn(int member, CredenceClient client) {
        MemberProcess process = crew.members().get(member);
        if (!crew.isAlive(member)) {
            chronicle.tell("m" + member + " is down: the transaction is lost");
            return;
        }
        Transaction transaction = transaction();
        handedIn.add(transaction.id());
        int number = handedIn.size();
        Thread.ofVirtual().name("client").start(() -> {
            try {
                insist(transaction, "transaction " + number, member, process, client);
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a client", e);
            }
        });
    }

    private void insist(Transaction transaction, String name, int member, MemberProcess process,
            CredenceClient client) throws InterruptedException {
        while (open) {
            try {
                client.submit(transaction);
                chronicle.tell("m" + member + " has taken in " + name);
                return;
            } catch (MembersUnavailable e) {
                // Busy, paused, still starting, or gone: only the last is for good.
                if (crew.members().get(member) != process || !crew.isAlive(member)) {
                    chronicle.tell("m" + member + " went down before it took in " + name);
                    return;
                }
                Thread.sleep(RETRY_MILLIS);
            } catch (TransactionRejected | RequestRefused e) {
                refused = Optional.of("m" + member + " refuses " + name + ": " + e.getMessage());
                return;
            }
        }
    }

    private Transaction transaction() {
        byte[] salt = new byte[Digest.LENGTH];
        random.nextBytes(salt);
        try (KeyPair pair = KeyPair.generate(random)) {
            Signer meter = pair.signer();
            return Metering.register(chainId, meter, 1, Metering.meterId(salt, "meter"), meter, REGION);
        }
    }

    /** How many transactions were handed in. */
    int handedIn() {
        return handedIn.size();
    }

    /** How many of them a member has decided, all with effect. */
    int decided(CredenceClient client) {
        return (int) handedIn.stream().map(client::transaction).flatMap(Optional::stream)
                .filter(fate -> fate instanceof Submission.Decided decided && decided.accepted()).count();
    }

    /** A transaction that a member did not want, which no script may bring about; empty if there is none. */
    Optional<String> refused() {
        return refused;
    }

    @Override
    public void close() {
        open = false;
    }
}
