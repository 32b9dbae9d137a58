package org.credence.apps.metering;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.credence.apps.metering.contract.MeteringApplication;
import org.credence.apps.metering.contract.MeteringView;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.proof.Receipt;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.ledger.Applications;
import org.credence.ledger.Ledger;

/** One member's ledger with metering on it, fed with blocks that nobody voted on. */
final class Consortium implements AutoCloseable {

    static final Digest CHAIN = digest("consortium");
    static final Signature UNSIGNED = new Signature(Digest.ZERO, Digest.ZERO);
    /** 2011-07-01T00:00Z. */
    static final int JULY = 15_156 * 48;

    final Ledger ledger;
    final Applications applications;
    private long batches;
    private long timeMs = (JULY + 48L * 400) * Metering.INTERVAL_MS;

    Consortium(Path directory, MeteringRules rules) {
        applications = new Applications(List.of(new MeteringApplication(rules, Ed25519.chosen())));
        ledger = Ledger.open(directory, CHAIN, applications);
    }

    static Digest digest(String text) {
        return Hasher.of(Tag.CHAIN).add(text.getBytes(StandardCharsets.UTF_8)).digest();
    }

    static Signer signer(String name) {
        try (KeyPair pair = KeyPair.fromSeed(digest(name).toBytes())) {
            return pair.signer();
        }
    }

    /** Sets the agreed time of the blocks to come. */
    void time(long millis) {
        timeMs = millis;
    }

    /** Admits the transactions and executes them as one block; gives the names of their outcomes. */
    List<String> execute(Transaction... transactions) {
        Arrays.stream(transactions).forEach(transaction -> applications.check(CHAIN, transaction));
        return order(transactions);
    }

    /** As {@link #execute} without admission: what a block of a faulty member may hold. */
    List<String> order(Transaction... transactions) {
        List<Transaction> list = List.of(transactions);
        Batch body = Batch.of(Batch.head(0, ++batches, list), list, UNSIGNED);
        List<BatchRef> refs = List.of(new BatchRef(body.head(), List.of()));
        Header header =
                new Header(CHAIN, 0, 0, ledger.height() + 1, ledger.blockId(), Block.payloadRoot(refs), 0, timeMs,
                        Digest.ZERO, ledger.height(), ledger.stateRoot());
        List<String> names = new ArrayList<>();
        for (Receipt receipt : ledger.execute(Block.of(header, refs), List.of(body)).receipts()) {
            names.add(applications.outcomeName(Metering.APPLICATION, receipt.outcome()));
        }
        return names;
    }

    MeteringView view() {
        return new MeteringView(ledger.newest());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
