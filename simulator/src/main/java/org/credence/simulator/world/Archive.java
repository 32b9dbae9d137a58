package org.credence.simulator.world;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.message.TransferMessage.DecisionRequest;
import org.credence.consensus.part.Decision;
import org.credence.simulator.byzantine.Deviant;

/** What a process has on disk for those who lack it; a liar withholds or spoils it. */
final class Archive {

    private final Disk disk;
    private final Optional<Deviant> liar;

    Archive(Disk disk, Engine engine) {
        this.disk = disk;
        liar = engine instanceof Deviant deviant ? Optional.of(deviant) : Optional.empty();
    }

    /** Decided blocks of these heights, with the bodies that it has. */
    List<Message> decided(long from, long to) {
        return withheld() ? List.of()
                : LongStream.rangeClosed(Math.max(disk.lowest(), from), Math.min(to, disk.height()))
                        .mapToObj(this::stored).map(this::served).toList();
    }

    /** For one who has no seat, as a member's API does: only blocks of which it has everything. */
    List<Message> complete(DecisionRequest request) {
        return decided(request.from(), Math.min(request.to(), disk.executed()));
    }

    private Message stored(long height) {
        Decision decision = disk.decision(height);
        List<Batch> bodies =
                decision.block().batches().stream().flatMap(batch -> disk.body(batch.digest()).stream()).toList();
        return new Message.Decided(decision, bodies);
    }

    /** The body of a batch; empty if it lacks it itself. */
    Optional<Message> body(Digest digest) {
        return withheld() ? Optional.empty()
                : disk.body(digest).map(TransferMessage.BatchBody::new).map(this::served);
    }

    private boolean withheld() {
        return liar.filter(Predicate.not(Deviant::serves)).isPresent();
    }

    private Message served(Message answer) {
        return liar.map(deviant -> deviant.served(answer)).orElse(answer);
    }
}
