package org.credence.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.credence.apps.OpaqueApplication;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.proof.Receipt;
import org.credence.consensus.message.TransferMessage.Relay;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Phase;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.ledger.Applications;
import org.credence.node.Admission;
import org.credence.node.Admission.Refusal;
import org.credence.node.ExecutedBlock;
import org.credence.node.NodeService;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.metrics.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MempoolTest {

    private static final Digest CHAIN = new Digest(1, 2, 3, 4);

    private final Signer client = KeyPair.generate(new SecureRandom()).signer();
    private final WorkPool pool = new WorkPool("test-work", 2, failure -> {
        throw new AssertionError(failure);
    });
    private final NodeMeters meters = new NodeMeters();
    private final AtomicInteger filled = new AtomicInteger();
    private final Applications applications = new Applications(List.of(new OpaqueApplication()));
    private final Mempool mempool = mempool(new Mempool.Bounds(100, 100_000));

    private Mempool mempool(Mempool.Bounds bounds) {
        BatchCheck check = new BatchCheck(CHAIN, applications, Ed25519.chosen(), true, pool,
                LoggerFactory.getLogger(MempoolTest.class));
        return new Mempool(bounds, check, applications, pool, meters, filled::incrementAndGet);
    }

    @AfterEach
    void close() {
        pool.close();
        meters.close();
    }

    private byte[] transaction(Digest chain, long nonce, int application, int size) {
        Transaction.Unsigned unsigned = new Transaction.Unsigned(chain, client.publicKey(), nonce, application,
                new byte[size]);
        return unsigned.signed(client.sign(unsigned.id())).encoded();
    }

    private byte[] good(long nonce) {
        return transaction(CHAIN, nonce, OpaqueApplication.ID, 10);
    }

    private static void assertRefused(Admission admission, Refusal refusal) {
        assertThat(admission).isInstanceOfSatisfying(Admission.Rejected.class,
                rejected -> assertThat(rejected.refusal()).isEqualTo(refusal));
    }

    private static ExecutedBlock executing(Transaction transaction) {
        Header header =
                new Header(CHAIN, 0, 0, 1, CHAIN, Block.payloadRoot(List.of()), 0, 1, Digest.ZERO, 0, Digest.ZERO);
        Block block = Block.of(header, List.of());
        Certificate certificate = new Certificate(Phase.CONFIRM, BlockRef.of(header, block.id()), List.of());
        return new ExecutedBlock(new Decision(block, List.of(), certificate),
                List.of(new Receipt(transaction.id(), 1, 0, Receipt.ACCEPTED)), Digest.ZERO);
    }

    @Test
    void goodTransactionsOfARequestAreTakenInOrderWhateverTheOthersAre() {
        byte[] forged = good(2).clone();
        forged[forged.length - 1] ^= 1;
        List<Admission> answers = mempool.submit(List.of(good(1), forged, new byte[3], good(3)));
        assertThat(answers.get(0)).isInstanceOf(Admission.Accepted.class);
        assertRefused(answers.get(1), Refusal.BAD_SIGNATURE);
        assertRefused(answers.get(2), Refusal.MALFORMED);
        assertThat(answers.get(3)).isInstanceOf(Admission.Accepted.class);
        assertThat(mempool.take().stream().map(Transaction::nonce)).containsExactly(1L, 3L);
        assertThat(filled).hasValue(1);
    }

    @Test
    void everyReasonIsTyped() {
        assertRefused(mempool.submit(List.of(transaction(Digest.ZERO, 1, OpaqueApplication.ID, 1))).getFirst(),
                Refusal.WRONG_CHAIN);
        assertRefused(mempool.submit(List.of(transaction(CHAIN, 1, 77, 1))).getFirst(), Refusal.UNKNOWN_APPLICATION);
        mempool.submit(List.of(good(1)));
        assertRefused(mempool.submit(List.of(good(1))).getFirst(), Refusal.DUPLICATE);
        List<Admission> many = mempool(new Mempool.Bounds(10_000, 10_000_000))
                .submit(new ArrayList<>(Collections.nCopies(NodeService.MOST_SUBMITTED + 1, good(9))));
        assertRefused(many.getLast(), Refusal.TOO_MANY);
    }

    @Test
    void fullMeansBusyAndWhatIsExecutedMakesRoom() {
        Mempool small = mempool(new Mempool.Bounds(2, 100_000));
        Admission first = small.submit(List.of(good(1))).getFirst();
        small.submit(List.of(good(2)));
        assertRefused(small.submit(List.of(good(3))).getFirst(), Refusal.BUSY);
        Transaction executed = small.take().getFirst();
        small.executed(executing(executed));
        assertThat(first).isInstanceOfSatisfying(Admission.Accepted.class,
                accepted -> assertThat(accepted.outcome().join().accepted()).isTrue());
        assertThat(small.submit(List.of(good(3))).getFirst()).isInstanceOf(Admission.Accepted.class);
        assertRefused(small.submit(List.of(good(1))).getFirst(), Refusal.DUPLICATE);
    }

    @Test
    void refusedTransactionsTakeNoRoom() {
        Mempool small = mempool(new Mempool.Bounds(1, 100_000));
        byte[] forged = good(1).clone();
        forged[forged.length - 1] ^= 1;
        assertRefused(small.submit(List.of(forged)).getFirst(), Refusal.BAD_SIGNATURE);
        assertThat(small.tracked()).isZero();
        assertThat(small.submit(List.of(good(1))).getFirst()).isInstanceOf(Admission.Accepted.class);
    }

    @Test
    void whatIsRelayedIsCheckedAndWhatIsKnownIsPassedOver() {
        List<Refused> refused = new ArrayList<>();
        byte[] forged = good(2).clone();
        forged[forged.length - 1] ^= 1;
        mempool.submit(List.of(good(1)));
        mempool.host(3, Stream.of(good(1), forged, good(3)).map(Transaction::decode).toList(), refused::add);
        assertThat(refused).containsExactly(Refused.INVALID_TRANSACTION);
        assertThat(mempool.take().stream().map(Transaction::nonce)).containsExactly(1L, 3L);
    }

    @Test
    void oneMemberCannotFillTheMempoolOfAnother() {
        Mempool large = mempool(new Mempool.Bounds(10_000, 10_000_000));
        List<Refused> refused = new ArrayList<>();
        List<Transaction> few = new ArrayList<>();
        for (int nonce = 0; refused.isEmpty(); nonce++) {
            Transaction next = Transaction.decode(transaction(CHAIN, nonce, OpaqueApplication.ID, 1_000));
            large.host(3, List.of(next), refused::add);
            few.add(next);
        }
        assertThat(refused).containsExactly(Refused.RELAY_LIMIT);
        assertThat(few.size() * Transaction.encodedSize(1_000)).isBetween(8 * Relay.BYTES, 9 * Relay.BYTES);
        Transaction last = few.getLast();
        large.host(2, List.of(last), refused::add);
        large.executed(executing(few.getFirst()));
        large.host(3, List.of(Transaction.decode(transaction(CHAIN, 1_000, OpaqueApplication.ID, 1_000))),
                refused::add);
        assertThat(refused).as("another member, and room again").hasSize(1);
    }

    /** P§1.7: batches of a session that ends are void, and so is what its leader was sent. */
    @Test
    void whatIsRelayedIsQueuedAgainForTheNextSession() {
        mempool.submit(List.of(good(1), good(2)));
        List<Transaction> relayed = mempool.relay(Duration.ofHours(1));
        assertThat(relayed).hasSize(2);
        assertThat(mempool.queued()).isZero();
        mempool.executed(executing(relayed.getFirst()));
        mempool.requeue();
        assertThat(mempool.untilLapse()).isEqualTo(Long.MAX_VALUE);
        assertThat(mempool.take().stream().map(Transaction::nonce)).containsExactly(2L);
    }

    @Test
    void aBatchStaysWithinItsLimits() {
        Mempool large = mempool(new Mempool.Bounds(1_000, 100_000_000));
        for (int i = 0; i < 20; i++) {
            large.submit(List.of(transaction(CHAIN, i + 1, OpaqueApplication.ID, 60_000)));
        }
        int first = large.take().size();
        assertThat(first).isEqualTo(1024 * 1024 / Transaction.encodedSize(60_000));
        assertThat(large.take()).hasSize(20 - first);
        assertThat(large.take()).isEmpty();
    }

    @Test
    void whoWaitsWhenTheNodeStopsIsTold() {
        Admission waiting = mempool.submit(List.of(good(1))).getFirst();
        mempool.close();
        assertRefused(mempool.submit(List.of(good(2))).getFirst(), Refusal.STOPPING);
        assertThat(waiting).isInstanceOfSatisfying(Admission.Accepted.class, accepted -> assertThatThrownBy(
                () -> accepted.outcome().join()).hasRootCauseInstanceOf(IllegalStateException.class));
    }
}
