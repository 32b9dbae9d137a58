package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;
import org.credence.crypto.Signer;
import org.credence.simulator.random.Chance;

/** A liar's means: its own key, what it knows of the present epoch, and the notebook it shares with the others. */
public final class Actor {

    private final int self;
    private final Signer signer;
    private final Function<Epoch, Leadership> leaderships;
    private final Notebook notebook;
    private final Chance chance;
    private Epoch epoch;
    private Leadership leadership;

    /**
     * @param epoch       the one it starts in
     * @param leaderships who leads in an epoch
     */
    public Actor(int self, Epoch epoch, Signer signer, Function<Epoch, Leadership> leaderships, Notebook notebook,
            Chance chance) {
        this.self = self;
        this.epoch = epoch;
        this.signer = signer;
        this.leaderships = leaderships;
        this.leadership = leaderships.apply(epoch);
        this.notebook = notebook;
        this.chance = chance;
    }

    /** The engine inside goes on to the next epoch. */
    void began(Epoch next) {
        epoch = next;
        leadership = leaderships.apply(next);
    }

    int self() {
        return self;
    }

    Epoch epoch() {
        return epoch;
    }

    Committee committee() {
        return epoch.committee();
    }

    Signer signer() {
        return signer;
    }

    Leadership leadership() {
        return leadership;
    }

    Notebook notebook() {
        return notebook;
    }

    Chance chance() {
        return chance;
    }

    /** The members that {@code audience} names, without the liar itself. */
    List<Integer> members(Audience audience) {
        return audience.members(self, committee());
    }

    /** A random part of the others, each with even odds. */
    List<Integer> some() {
        return members(new Audience.Others()).stream().filter(_ -> chance.happens(0.5)).toList();
    }

    int anyone() {
        return chance.pick(members(new Audience.Others()));
    }

    SignedBlock signed(Block block) {
        return new SignedBlock(block, signer.sign(block.id()));
    }

    Message.Ballot ballot(Phase phase, BlockRef block) {
        return new Message.Ballot(phase, block, signer.sign(block.statement(committee().chainId(), phase)));
    }

    Message.Change signed(ViewChange change) {
        return new Message.Change(change.signed(signer.sign(change.statement(committee().chainId()))));
    }

    /** A report that shows neither tip nor certificate. */
    Message.Change nothingToReport(ViewChange change) {
        return signed(new ViewChange(change.epoch(), change.newView(), change.voter(), change.leader(),
                change.decided(), Optional.empty(), Optional.empty(), List.of(), List.of(), List.of(), unsigned()));
    }

    Message.NewView signed(NewViewProof proof) {
        return new Message.NewView(proof.signed(signer.sign(proof.statement(committee().chainId()))));
    }

    PbftMessage.Change signed(PbftMessage.Change change) {
        return change.signed(signer.sign(change.statement(committee().chainId())));
    }

    PbftMessage.NewView signed(PbftMessage.NewView newView) {
        return newView.signed(signer.sign(newView.statement(committee().chainId())));
    }

    /** A report of PBFT that shows a decided block at the most, in place of {@code change}. */
    PbftMessage.Change empty(PbftMessage.Change change) {
        return signed(new PbftMessage.Change(change.epoch(), change.newView(), self, change.decided(), List.of(),
                List.of(), unsigned()));
    }

    Digest noise() {
        return new Digest(chance.number(), chance.number(), chance.number(), chance.number());
    }

    /** A place to put where a signature will be. */
    static Signature unsigned() {
        return new Signature(Digest.ZERO, Digest.ZERO);
    }
}
