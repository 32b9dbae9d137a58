package org.credence.bench.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.Transaction;
import org.credence.bench.BenchFailed;
import org.credence.crypto.Signer;
import org.credence.node.driver.Driver;
import org.credence.node.pipeline.BatchCheck;
import org.credence.node.pipeline.WorkPool;

/** The clients of one member: what they hand in is cut, signed and checked as a member does it, then submitted. */
final class Clients implements AutoCloseable {

    private final Course course;
    private final Supply supply;
    private final Digest chainId;
    private final int self;
    private final Signer signer;
    private final BatchCheck check;
    private final Consumer<Batch> submit;
    private final Consumer<Throwable> failed;
    private final ExecutorService thread;
    private long sequence;
    /** The engine takes batches in the order of their sequences, however their checks end. */
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Clients(Course course, Supply supply, Digest chainId, int self, Signer signer, BatchCheck check,
            Consumer<Batch> submit, Consumer<Throwable> failed) {
        this.course = course;
        this.supply = supply;
        this.chainId = chainId;
        this.self = self;
        this.signer = signer;
        this.check = check;
        this.submit = submit;
        this.failed = failed;
        thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("member-" + self + "-clients").daemon(true).factory());
    }

    /** As many batches as the course wants under way. */
    void begin() {
        for (int i = 0; i < course.window(self); i++) {
            next();
        }
    }

    /** One more batch, if there is one. Does not wait. */
    void next() {
        thread.execute(this::handIn);
    }

    private void handIn() {
        try {
            Optional<List<Transaction>> parcel = supply.next();
            if (parcel.isPresent()) {
                course.handedIn(Driver.nowMicros(), self);
                cut(parcel.get());
            }
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }

    private void cut(List<Transaction> transactions) {
        BatchHead head = Batch.head(self, ++sequence, transactions);
        Batch batch = Batch.of(head, transactions, signer.sign(head.availability(chainId)));
        CompletableFuture<Boolean> checked = new CompletableFuture<>();
        check.check(WorkPool.Urgency.CLIENTS, List.of(batch), checked::complete);
        last = last.thenCombine(checked, (_, valid) -> {
            if (valid) {
                submit.accept(batch);
            } else {
                failed.accept(new BenchFailed("batch: is refused by its author's own check"));
            }
            return null;
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
