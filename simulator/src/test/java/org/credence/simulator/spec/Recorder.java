package org.credence.simulator.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.setup.Witness;

/** Records a run: what its correct members did, and every block and NEW_VIEW that anybody sent. */
final class Recorder implements Witness {

    private Optional<Committee> committee = Optional.empty();
    private final TreeSet<Integer> liars = new TreeSet<>();
    private final List<Event> events = new ArrayList<>();
    private final TreeMap<Digest, Block> blocks = new TreeMap<>();
    /** By the hash of the selection. */
    private final TreeMap<Digest, List<NewViewProof>> proofs = new TreeMap<>();
    private final Set<Digest> announced = new HashSet<>();

    @Override
    public void began(Committee members, Set<Integer> lying) {
        committee = Optional.of(members);
        liars.addAll(lying);
    }

    @Override
    public void promised(int member, Promise promise) {
        if (liars.contains(member)) {
            return;
        }
        switch (promise) {
            case Promise.Entered(long view) -> events.add(new Event.Left(member, view));
            case Promise.Confirmed(var block) -> {
                blocks.put(block.id(), block.block());
                boolean own = block.block().header().proposer() == member;
                events.add(new Event.OfBlock(own ? "Propose" : "Confirm", member, block.id()));
            }
            case Promise.Committed(var block) -> events.add(new Event.OfBlock("Commit", member, block.id()));
            case Promise.Certified(var certificate) ->
                events.add(new Event.OfBlock("Certified", member, certificate.block().id()));
            case Promise.Readied(long view, Digest opening) -> {
                if (Protocol.CBFT.leadership(Epoch.endless(committee())).leader(view) == member) {
                    announce(member, view, opening);
                }
                events.add(new Event.Readied(member, view, opening));
            }
            case Promise.Opened(var opening) -> events.add(new Event.Entered(member, opening));
            case Promise.Kept(var block) -> blocks.put(block.id(), block.block());
            case Promise.Held _,Promise.Decided _ -> {}
            case Promise.Voted _,Promise.Logged _,Promise.Cast _,Promise.Prepared _,Promise.Installed _ ->
                throw new AssertionError("another protocol than what is specified");
            case Promise.EpochEntered _ -> throw new AssertionError("another epoch than what is specified");
        }
    }

    @Override
    public void sent(int member, Message message) {
        switch (message) {
            case Message.Propose(var block, _, _) -> blocks.put(block.id(), block.block());
            case Message.Change(var change) -> {
                keep(change);
                if (!liars.contains(member)) {
                    events.add(new Event.Reported(member, change));
                }
            }
            case Message.NewView(var proof) -> {
                proof.changes().forEach(this::keep);
                Digest opening = proof.selection().hash(committee().chainId(), proof.epoch(), proof.view());
                List<NewViewProof> known = proofs.computeIfAbsent(opening, hash -> new ArrayList<>());
                if (!known.contains(proof)) {
                    known.add(proof);
                }
                if (!liars.contains(member)) {
                    announce(member, proof.view(), opening);
                }
            }
            case Message _ -> {}
        }
    }

    /** The leader promises VIEW_READY before its NEW_VIEW leaves. */
    private void announce(int member, long view, Digest opening) {
        if (announced.add(opening)) {
            events.add(new Event.Announced(member, view, opening));
        }
    }

    private void keep(ViewChange change) {
        change.path().forEach(block -> blocks.put(block.id(), block.block()));
    }

    @Override
    public void decided(int member, Decision decision) {
        blocks.put(decision.block().id(), decision.block());
        if (!liars.contains(member)) {
            events.add(new Event.OfBlock("Decide", member, decision.block().id()));
        }
    }

    Committee committee() {
        return committee.orElseThrow();
    }

    TreeSet<Integer> liars() {
        return liars;
    }

    List<Event> events() {
        return events;
    }

    TreeMap<Digest, Block> blocks() {
        return blocks;
    }

    /** The NEW_VIEWs that announced a selection; empty if a crash kept its leader from sending any. */
    List<NewViewProof> proofs(Digest opening) {
        return proofs.getOrDefault(opening, List.of());
    }
}
