package org.credence.lab.attack;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.simulator.setup.Witness;

/** Compares what correct members decide, height by height, and passes on what it hears. */
final class Comparison implements Witness {

    private record First(int member, Digest block) {}

    private final Witness next;
    private final Set<Integer> liars = new TreeSet<>();
    private final TreeMap<Long, First> decided = new TreeMap<>();
    private Optional<Finding.Fork> fork = Optional.empty();

    Comparison(Witness next) {
        this.next = next;
    }

    /** The first fork there was. */
    Optional<Finding.Fork> fork() {
        return fork;
    }

    @Override
    public void began(Committee committee, Set<Integer> lying) {
        liars.addAll(lying);
        next.began(committee, lying);
    }

    @Override
    public void promised(int member, Promise promise) {
        next.promised(member, promise);
    }

    @Override
    public void sent(int member, Message message) {
        next.sent(member, message);
    }

    @Override
    public void decided(int member, Decision decision) {
        next.decided(member, decision);
        if (liars.contains(member)) {
            return;
        }
        Digest block = decision.block().id();
        First first = decided.computeIfAbsent(decision.height(), _ -> new First(member, block));
        if (fork.isEmpty() && !first.block.equals(block)) {
            fork = Optional.of(new Finding.Fork(decision.height(), first.member, first.block, member, block));
        }
    }
}
