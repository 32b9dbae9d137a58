package org.credence.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.credence.apps.OpaqueApplication;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.TransferMessage;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.ledger.Applications;
import org.credence.node.metrics.NodeMeters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class BatcherTest {

    private static final Digest CHAIN = new Digest(1, 2, 3, 4);
    private static final int CLIENTS = 4;
    private static final int EACH = 200;

    private final Signer signer = KeyPair.generate(new SecureRandom()).signer();
    private final WorkPool pool = new WorkPool("test-work", 2, failure -> {
        throw new AssertionError(failure);
    });
    private final NodeMeters meters = new NodeMeters();
    private final Applications applications = new Applications(List.of(new OpaqueApplication()));
    private final CompletableFuture<Batcher> filled = new CompletableFuture<>();
    private final Mempool mempool = new Mempool(new Mempool.Bounds(10_000, 10_000_000),
            new BatchCheck(CHAIN, applications, Ed25519.chosen(), true, pool,
                    LoggerFactory.getLogger(BatcherTest.class)),
            applications, pool, meters, () -> filled.join().filled());
    private final List<Batch> submitted = new CopyOnWriteArrayList<>();
    private final List<List<Long>> relayed = new CopyOnWriteArrayList<>();
    /** Where the engine of member 0 stands: it leads, unless a test says otherwise. */
    private volatile Status status = status(0, 0);
    private volatile BooleanSupplier connected = () -> true;
    private final Relays relays =
            new Relays(0, () -> status, _ -> connected.getAsBoolean(), this::sent, Duration.ofMillis(500));

    @AfterEach
    void close() {
        filled.join().close();
        pool.close();
        meters.close();
    }

    private static Status status(long view, int leader) {
        return new Status("cbft", 0, view, Status.Stage.ACTIVE, leader, 0, Digest.ZERO, List.of(), 0, 1, 0, List.of());
    }

    private void sent(Audience audience, Message message) {
        assertThat(audience).isEqualTo(new Audience.One(status.leader()));
        assertThat(message).isInstanceOfSatisfying(TransferMessage.Relay.class,
                relay -> relayed.add(relay.transactions().stream().map(Transaction::nonce).toList()));
    }

    private Batcher batcher() {
        return batcher(Duration.ZERO);
    }

    private Batcher batcher(Duration rest) {
        return batcher(rest, submitted::add);
    }

    private Batcher batcher(Duration rest, Consumer<Batch> submit) {
        Batcher batcher = new Batcher("test-batches", CHAIN, 0, signer, mempool, submit, relays, meters, rest);
        filled.complete(batcher);
        return batcher;
    }

    private byte[] transaction(long nonce) {
        Transaction.Unsigned unsigned = new Transaction.Unsigned(CHAIN, signer.publicKey(), nonce,
                OpaqueApplication.ID, new byte[10]);
        return unsigned.signed(signer.sign(unsigned.id())).encoded();
    }

    private long batched() {
        return submitted.stream().mapToLong(batch -> batch.transactions().size()).sum();
    }

    @Test
    void whoHandsInWhatGoesAtOnceCutsTheBatchItself() {
        batcher().start(1, 0);
        mempool.submit(List.of(transaction(1)));
        assertThat(submitted).singleElement().satisfies(batch -> assertThat(batch.head().sequence()).isEqualTo(1));
    }

    @Test
    void transactionsGatherWhileABatchIsOnItsWayAndGoWhenItIsCertified() {
        Batcher batcher = batcher();
        batcher.start(1, 0);
        mempool.submit(List.of(transaction(1)));
        mempool.submit(List.of(transaction(2)));
        mempool.submit(List.of(transaction(3)));
        assertThat(submitted).hasSize(1);
        batcher.certified(1);
        await().untilAsserted(() -> assertThat(submitted).hasSize(2));
        assertThat(submitted.getLast().transactions().stream().map(Transaction::nonce)).containsExactly(2L, 3L);
    }

    @Test
    void smallBatchesFollowEachOtherOnlyAfterARest() {
        Batcher batcher = batcher(Duration.ofSeconds(1));
        batcher.start(1, 0);
        mempool.submit(List.of(transaction(1)));
        batcher.certified(1);
        mempool.submit(List.of(transaction(2)));
        mempool.submit(List.of(transaction(3)));
        assertThat(submitted).hasSize(1);
        await().untilAsserted(() -> assertThat(submitted).hasSize(2));
        assertThat(submitted.getLast().transactions().stream().map(Transaction::nonce)).containsExactly(2L, 3L);
    }

    @Test
    void nothingIsCutBeforeTheStart() {
        Batcher batcher = batcher();
        mempool.submit(List.of(transaction(1)));
        assertThat(submitted).isEmpty();
        batcher.start(7, 0);
        await().untilAsserted(() -> assertThat(submitted).hasSize(1));
        assertThat(submitted.getFirst().head().sequence()).isEqualTo(7);
    }

    @Test
    void noMoreThanTheWindowAreUnordered() {
        Batcher batcher = batcher();
        batcher.start(1, 0);
        for (int i = 1; i <= Limits.AUTHOR_WINDOW + 1; i++) {
            mempool.submit(List.of(transaction(i)));
            batcher.certified(submitted.size());
        }
        assertThat(submitted).hasSize(Limits.AUTHOR_WINDOW);
        batcher.ordered(1);
        await().untilAsserted(() -> assertThat(submitted).hasSize(Limits.AUTHOR_WINDOW + 1));
    }

    @Test
    void littleGoesToTheLeaderAtOnceAndIsNotBatchedHere() {
        status = status(0, 2);
        batcher(Duration.ofSeconds(1)).start(1, 0);
        mempool.submit(List.of(transaction(1)));
        mempool.submit(List.of(transaction(2), transaction(3)));
        assertThat(relayed).containsExactly(List.of(1L), List.of(2L, 3L));
        assertThat(submitted).isEmpty();
    }

    @Test
    void whatTheLeaderDoesNotOrderInTimeIsBatchedHereAndItGetsNoMoreForAWhile() {
        status = status(0, 2);
        Batcher batcher = batcher();
        batcher.start(1, 0);
        mempool.submit(List.of(transaction(1)));
        await().untilAsserted(() -> assertThat(submitted).hasSize(1));
        batcher.certified(1);
        mempool.submit(List.of(transaction(2)));
        assertThat(submitted).hasSize(2);
        status = status(1, 3);
        mempool.submit(List.of(transaction(3)));
        assertThat(submitted.stream().flatMap(batch -> batch.transactions().stream()).map(Transaction::nonce))
                .containsExactly(1L, 2L);
        assertThat(relayed).containsExactly(List.of(1L), List.of(3L));
        assertThat(meters.registry().get("credence_transactions_lapsed_total").counter().count()).isEqualTo(1);
    }

    @Test
    void aLeaderThatIsNotConnectedGetsNothing() {
        status = status(0, 2);
        connected = () -> false;
        batcher().start(1, 0);
        mempool.submit(List.of(transaction(1)));
        assertThat(submitted).hasSize(1);
        assertThat(relayed).isEmpty();
    }

    /** A batch beyond the window would stop the node. */
    @Test
    void whatCannotBeRelayedAfterAllIsNotBatchedBeyondTheWindow() {
        Batcher batcher = batcher();
        batcher.start(1, 0);
        for (int i = 1; i <= Limits.AUTHOR_WINDOW; i++) {
            mempool.submit(List.of(transaction(i)));
            batcher.certified(submitted.size());
        }
        AtomicInteger asked = new AtomicInteger();
        connected = () -> asked.incrementAndGet() == 1;
        status = status(0, 2);
        mempool.submit(List.of(transaction(Limits.AUTHOR_WINDOW + 1)));
        assertThat(asked).hasValueGreaterThan(1);
        assertThat(relayed).isEmpty();
        assertThat(submitted).hasSize(Limits.AUTHOR_WINDOW);
        batcher.ordered(1);
        await().untilAsserted(() -> assertThat(submitted).hasSize(Limits.AUTHOR_WINDOW + 1));
    }

    /** What was relayed here stays here, or it could go round for ever while members disagree about who leads. */
    @Test
    void whatAnotherMemberRelayedIsBatchedWhoeverLeads() {
        status = status(0, 2);
        batcher().start(1, 0);
        mempool.host(1, List.of(Transaction.decode(transaction(1))), reason -> {
            throw new AssertionError(reason);
        });
        assertThat(submitted).hasSize(1);
        assertThat(relayed).isEmpty();
    }

    @Test
    void theLeaderHasOnlyAsMuchAsARelayHoldsAndTheRestIsBatched() {
        status = status(0, 2);
        batcher().start(1, 0);
        for (int nonce = 1; nonce <= 3 * TransferMessage.Relay.MOST; nonce++) {
            mempool.submit(List.of(transaction(nonce)));
        }
        int length = transaction(1).length;
        assertThat(relayed.stream().mapToInt(List::size).sum())
                .isEqualTo(TransferMessage.Relay.BYTES / length);
        assertThat(submitted).isNotEmpty();
    }

    /** Else it would take from the pool what is queued again for the batcher of the next session, and lose it. */
    @Test
    void closesOnlyWhenWhoIsCuttingHasHandedIn() {
        CompletableFuture<Void> cutting = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        Batcher batcher = batcher(Duration.ZERO, batch -> {
            cutting.complete(null);
            mayEnd.join();
            submitted.add(batch);
        });
        batcher.start(1, 0);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<?> client = threads.submit(() -> mempool.submit(List.of(transaction(1))));
            cutting.join();
            Future<Integer> closed = threads.submit(() -> {
                batcher.close();
                return submitted.size();
            });
            assertThat(closed).as("closed while a client cuts").failsWithin(Duration.ofMillis(300));
            mayEnd.complete(null);
            assertThat(closed).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(1);
            assertThat(client).succeedsWithin(Duration.ofSeconds(20));
        } finally {
            mayEnd.complete(null);
            threads.close();
        }
    }

    /** Clients and the batcher's own thread cut in turn; sequences must follow each other in the order handed in. */
    @Test
    void manyThreadsLeaveNoGapAndNothingBehind() throws Exception {
        Batcher batcher = batcher();
        batcher.start(1, 0);
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS + 1)) {
            List<Future<?>> handedIn = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int first = client * EACH;
                handedIn.add(clients.submit(() -> {
                    for (int i = 0; i < EACH; i++) {
                        mempool.submit(List.of(transaction(first + i)));
                    }
                }));
            }
            Future<?> engine = clients.submit(() -> {
                while (batched() < CLIENTS * EACH) {
                    int last = submitted.size();
                    batcher.certified(last);
                    batcher.ordered(last);
                }
            });
            for (Future<?> client : handedIn) {
                client.get();
            }
            engine.get();
        }
        assertThat(batched()).isEqualTo(CLIENTS * EACH);
        assertThat(submitted).extracting(batch -> batch.head().sequence())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, submitted.size()).boxed().toList());
    }
}
