package org.credence.consensus.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Phase;

/**
 * Of Raft: the leader's blocks, what the others hold of them, and elections. Whoever receives them believes their
 * sender, as Raft does; only what becomes part of a certificate is signed.
 */
public sealed interface RaftMessage extends Message.Protocol {

    int epoch();

    /** The view its sender was in. */
    long view();

    /**
     * What follows {@code previous} in the leader's log; without blocks a sign of life (AppendEntries).
     *
     * @param previous what the blocks build on
     * @param blocks   each on the one before; at most {@link #MOST}
     * @param inline   batches of those blocks that have no certificate, but for what is decided
     * @param decided  the leader's newest certificate, for whoever may not have it
     * @param answer   whether the leader waits for an answer
     */
    record Append(long view, BlockRef previous, List<Block> blocks, List<Batch> inline, Optional<Certificate> decided,
            boolean answer) implements RaftMessage {

        /** Most blocks in one message. */
        public static final int MOST = Limits.WINDOW;

        public Append {
            blocks = List.copyOf(blocks);
            inline = List.copyOf(inline);
        }

        static Append read(Reader reader) {
            long view = reader.u64("append.view");
            BlockRef previous = BlockRef.read(reader);
            List<Block> blocks = reader.list("append.blocks", MOST, Block::read);
            return new Append(view, previous, blocks, Inline.read(reader, blocks),
                    reader.flag("append.certified") ? Optional.of(Certificate.read(reader)) : Optional.empty(),
                    reader.flag("append.answer"));
        }

        @Override
        public int epoch() {
            return previous.epoch();
        }

        @Override
        public WireType type() {
            return WireType.RAFT_APPEND;
        }

        @Override
        public void write(Writer writer) {
            writer.u64(view);
            previous.write(writer);
            Inline.write(inline, writer.list(blocks, Block::write));
            writer.u8(decided.isPresent() ? 1 : 0);
            decided.ifPresent(certificate -> certificate.write(writer));
            writer.u8(answer ? 1 : 0);
        }

        /** The leader's own signature is not among them: it is one of its certificate's. */
        @Override
        public List<Claim> claims(Committee committee, int sender) {
            List<Claim> claims = new ArrayList<>();
            blocks.forEach(block -> block.batches().forEach(batch -> claims.addAll(Claims.of(batch, committee))));
            inline.forEach(batch -> claims.add(Claims.of(batch, committee)));
            decided.ifPresent(certificate -> claims.addAll(Claims.of(certificate, committee)));
            return claims;
        }
    }

    /** That its sender holds a block durably, in the view that the block is of: a vote in its certificate. */
    record Holding(BlockRef block, Signature signature) {

        static Holding read(Reader reader) {
            return new Holding(BlockRef.read(reader), reader.signature("holding.signature"));
        }

        void write(Writer writer) {
            block.write(writer);
            writer.signature(signature);
        }
    }

    /**
     * Its sender's log is the leader's up to {@code height}, durably.
     *
     * @param holdings of the undecided blocks of this view among those it was sent; at most {@link Append#MOST} and one
     */
    record Appended(int epoch, long view, long height, List<Holding> holdings) implements RaftMessage {

        public Appended {
            holdings = List.copyOf(holdings);
        }

        static Appended read(Reader reader) {
            return new Appended(reader.u32("appended.epoch", Integer.MAX_VALUE), reader.u64("appended.view"),
                    reader.u64("appended.height"), reader.list("appended.holdings", Append.MOST + 1, Holding::read));
        }

        @Override
        public WireType type() {
            return WireType.RAFT_APPENDED;
        }

        @Override
        public void write(Writer writer) {
            writer.u32(epoch).u64(view).u64(height).list(holdings, Holding::write);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return holdings.stream().map(holding -> new Claim(sender,
                    holding.block().statement(committee.chainId(), Phase.CONFIRM), holding.signature())).toList();
        }
    }

    /**
     * Its sender lacks what an Append was to follow.
     *
     * @param refused       height that was to be followed
     * @param meetingView   view of the highest block where the logs may meet
     * @param meetingHeight its height
     */
    record Mismatch(int epoch, long view, long refused, long meetingView, long meetingHeight)
            implements
                RaftMessage {

        static Mismatch read(Reader reader) {
            return new Mismatch(reader.u32("mismatch.epoch", Integer.MAX_VALUE), reader.u64("mismatch.view"),
                    reader.u64("mismatch.refused"), reader.u64("mismatch.meetingView"),
                    reader.u64("mismatch.meetingHeight"));
        }

        @Override
        public WireType type() {
            return WireType.RAFT_MISMATCH;
        }

        @Override
        public void write(Writer writer) {
            writer.u32(epoch).u64(view).u64(refused).u64(meetingView).u64(meetingHeight);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /** The leader's log no longer reaches down to what its receiver lacks: it must catch up first (InstallSnapshot). */
    record Behind(int epoch, long view, long decidedView, long decidedHeight) implements RaftMessage {

        static Behind read(Reader reader) {
            return new Behind(reader.u32("behind.epoch", Integer.MAX_VALUE), reader.u64("behind.view"),
                    reader.u64("behind.decidedView"), reader.u64("behind.decidedHeight"));
        }

        @Override
        public WireType type() {
            return WireType.RAFT_BEHIND;
        }

        @Override
        public void write(Writer writer) {
            writer.u32(epoch).u64(view).u64(decidedView).u64(decidedHeight);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /**
     * Its sender stands for election (RequestVote).
     *
     * @param trial      whether it only asks if it would be elected into the next view
     * @param lastView   view of the last block of its log
     * @param lastHeight that block's height
     */
    record VoteRequest(int epoch, long view, boolean trial, long lastView, long lastHeight) implements RaftMessage {

        static VoteRequest read(Reader reader) {
            return new VoteRequest(reader.u32("voteRequest.epoch", Integer.MAX_VALUE), reader.u64("voteRequest.view"),
                    reader.flag("voteRequest.trial"), reader.u64("voteRequest.lastView"),
                    reader.u64("voteRequest.lastHeight"));
        }

        @Override
        public WireType type() {
            return WireType.RAFT_VOTE_REQUEST;
        }

        @Override
        public void write(Writer writer) {
            writer.u32(epoch).u64(view).u8(trial ? 1 : 0).u64(lastView).u64(lastHeight);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /**
     * The answer to a VoteRequest.
     *
     * @param asked view of the request
     */
    record Vote(int epoch, long view, boolean trial, long asked, boolean granted) implements RaftMessage {

        static Vote read(Reader reader) {
            return new Vote(reader.u32("vote.epoch", Integer.MAX_VALUE), reader.u64("vote.view"),
                    reader.flag("vote.trial"), reader.u64("vote.asked"), reader.flag("vote.granted"));
        }

        @Override
        public WireType type() {
            return WireType.RAFT_VOTE;
        }

        @Override
        public void write(Writer writer) {
            writer.u32(epoch).u64(view).u8(trial ? 1 : 0).u64(asked).u8(granted ? 1 : 0);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }
}
