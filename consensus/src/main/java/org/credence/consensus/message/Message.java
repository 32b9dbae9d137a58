package org.credence.consensus.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;

/**
 * Everything members say to each other. The sender is known from the channel; what has to be shown to third parties
 * carries a signature.
 * {@link MessageCodec} is the wire form.
 */
public sealed interface Message permits Message.Protocol, TransferMessage {

    WireType type();

    /** Writes the fields, without the leading type and version. */
    void write(Writer writer);

    /** What must verify before the message counts, if it came from {@code sender}. */
    List<Claim> claims(Committee committee, int sender);

    /** A message that an {@link org.credence.consensus.engine.Engine} takes part in. */
    sealed interface Protocol extends Message permits Common, FastCore, RaftMessage, PbftMessage {

        /** Batches beside the blocks that order them: an engine gets them with their client signatures verified. */
        default List<Batch> inline() {
            return List.of();
        }

        /** The epoch of a message that counts in one only; heartbeats count in any, for they tell stragglers. */
        default OptionalInt boundTo() {
            return Bound.of(this);
        }
    }

    /** Means the same under every protocol. */
    sealed interface Common extends Protocol {}

    /** Of the kernel FastCore, and so of every protocol that is a skin over it. */
    sealed interface FastCore extends Protocol {}

    /**
     * PROPOSE (P§1.2): a block under its proposer's signature. From the proposer it carries the proposer's own CONFIRM
     * too, so that a decision takes n(n−1) messages (P§9.1) and every certificate is made of votes alone.
     *
     * @param vote   the proposer's CONFIRM in the block's own view; empty if another member passes the block on
     * @param inline batches of the block that it orders without a certificate (P§1.8); their client signatures are
     *               verified before an engine gets them. A proposer sends all; whoever passes the block on, those it
     *               has
     */
    record Propose(SignedBlock block, Optional<Signature> vote, List<Batch> inline) implements Common {

        public Propose {
            inline = List.copyOf(inline);
        }

        /** A proposer's own. */
        public static Propose of(SignedBlock block, Signature vote) {
            return new Propose(block, Optional.of(vote), List.of());
        }

        /** A block that somebody asked for. */
        public static Propose passedOn(SignedBlock block) {
            return new Propose(block, Optional.empty(), List.of());
        }

        /** The same with these batches inline. */
        public Propose carrying(List<Batch> batches) {
            return new Propose(block, vote, batches);
        }

        static Propose read(Reader reader) {
            SignedBlock block = SignedBlock.read(reader);
            return new Propose(block,
                    reader.flag("propose.voted") ? Optional.of(reader.signature("propose.vote")) : Optional.empty(),
                    Inline.read(reader, List.of(block.block())));
        }

        /** The proposer's vote as a message of its own. */
        public Optional<Ballot> ballot() {
            return vote.map(signature -> new Ballot(Phase.CONFIRM, block.ref(), signature));
        }

        /** Block and vote as messages of their own, which say the same to whoever gets both. */
        public List<Common> apart() {
            return Stream.<Common>concat(Stream.of(passedOn(block).carrying(inline)), ballot().stream()).toList();
        }

        @Override
        public WireType type() {
            return WireType.PROPOSE;
        }

        @Override
        public void write(Writer writer) {
            block.write(writer);
            writer.u8(vote.isPresent() ? 1 : 0);
            vote.ifPresent(writer::signature);
            Inline.write(inline, writer);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            List<Claim> claims = new ArrayList<>(Claims.of(block, committee));
            ballot().ifPresent(cast -> claims.addAll(cast.claims(committee, block.block().header().proposer())));
            inline.forEach(batch -> claims.add(Claims.of(batch, committee)));
            return claims;
        }
    }

    /** CONFIRM or COMMIT of its sender. */
    record Ballot(Phase phase, BlockRef block, Signature signature) implements Common {

        @Override
        public WireType type() {
            return phase == Phase.CONFIRM ? WireType.CONFIRM : WireType.COMMIT;
        }

        @Override
        public void write(Writer writer) {
            block.write(writer);
            writer.signature(signature);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of(new Claim(sender, block.statement(committee.chainId(), phase), signature));
        }
    }

    /** REJECT: its sender holds the signed proposal and found it invalid (P§1.3). */
    record Reject(BlockRef block, int reason, Signature signature) implements Common {

        @Override
        public WireType type() {
            return WireType.REJECT;
        }

        @Override
        public void write(Writer writer) {
            block.write(writer);
            writer.u16(reason).signature(signature);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of(new Claim(sender, Claims.rejection(committee.chainId(), block, reason), signature));
        }
    }

    /** VIEW_CHANGE: its sender has left all views below {@code newView} and reports what it voted for (P§1.4). */
    record Change(ViewChange change) implements FastCore {

        @Override
        public WireType type() {
            return WireType.VIEW_CHANGE;
        }

        @Override
        public void write(Writer writer) {
            change.write(writer);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return Claims.of(change, committee);
        }
    }

    /** NEW_VIEW: the leader's selection and the VIEW_CHANGEs it follows from (P§1.4). */
    record NewView(NewViewProof proof) implements FastCore {

        @Override
        public WireType type() {
            return WireType.NEW_VIEW;
        }

        @Override
        public void write(Writer writer) {
            proof.write(writer);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return Claims.of(proof, committee);
        }
    }

    /** VIEW_READY: its sender recomputed the selection and agrees. */
    record ViewReady(int epoch, long view, Digest openingHash, Signature signature) implements FastCore {

        @Override
        public WireType type() {
            return WireType.VIEW_READY;
        }

        @Override
        public void write(Writer writer) {
            writer.u32(epoch).u64(view).digest(openingHash).signature(signature);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of(
                    new Claim(sender, Opening.statement(committee.chainId(), epoch, view, openingHash), signature));
        }
    }

    /** The progress certificate of a view: brings a member that lags into it. */
    record ViewOpened(Opening opening) implements FastCore {

        @Override
        public WireType type() {
            return WireType.VIEW_OPENED;
        }

        @Override
        public void write(Writer writer) {
            opening.write(writer);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return Claims.of(opening, committee);
        }
    }

    /** Proof of misbehaviour, passed on. */
    record Accusation(Evidence evidence) implements Common {

        @Override
        public WireType type() {
            return WireType.ACCUSATION;
        }

        @Override
        public void write(Writer writer) {
            evidence.write(writer);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return evidence.claims(committee.chainId());
        }
    }

    /**
     * An author spreads its batch (P§1.8). Whoever is asked verifies each client's signature in it and answers with a
     * {@link BatchVote}; the others keep it.
     *
     * @param asked members, ascending
     */
    record BatchOffer(Batch batch, List<Integer> asked) implements Common {

        public BatchOffer {
            asked = List.copyOf(asked);
        }

        /** Whether this member is asked to vouch for the batch. */
        public boolean asks(int member) {
            return asked.contains(member);
        }

        @Override
        public WireType type() {
            return WireType.BATCH_OFFER;
        }

        @Override
        public void write(Writer writer) {
            writer.list(asked, (member, w) -> w.u16(member)).raw(batch.encoded());
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of(Claims.of(batch, committee));
        }
    }

    /** Its sender holds the batch durably and has verified every client's signature in it. */
    record BatchVote(BatchHead head, Signature signature) implements Common {

        @Override
        public WireType type() {
            return WireType.BATCH_VOTE;
        }

        @Override
        public void write(Writer writer) {
            head.write(writer);
            writer.signature(signature);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of(new Claim(sender, head.availability(committee.chainId()), signature));
        }
    }

    /** A batch with its availability certificate, ready to be ordered. */
    record BatchCertified(BatchRef batch) implements Common {

        @Override
        public WireType type() {
            return WireType.BATCH_CERTIFIED;
        }

        @Override
        public void write(Writer writer) {
            batch.write(writer);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return Claims.of(batch, committee);
        }
    }

    /** Sent at a fixed period: where its sender stands. Claims nothing that others act on without proof. */
    record Heartbeat(int epoch, long view, boolean active, long decidedHeight) implements Common {

        @Override
        public WireType type() {
            return WireType.HEARTBEAT;
        }

        @Override
        public void write(Writer writer) {
            writer.u32(epoch).u64(view).u8(active ? 1 : 0).u64(decidedHeight);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /** Asks for an undecided block that votes speak of. */
    record BlockRequest(long height, Digest id) implements Common {

        @Override
        public WireType type() {
            return WireType.BLOCK_REQUEST;
        }

        @Override
        public void write(Writer writer) {
            writer.u64(height).digest(id);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /** A decided block with its proof and the bodies of its batches, for a member that lags. */
    record Decided(Decision decision, List<Batch> bodies) implements Common {

        public Decided {
            bodies = List.copyOf(bodies);
        }

        @Override
        public WireType type() {
            return WireType.DECIDED;
        }

        @Override
        public void write(Writer writer) {
            decision.write(writer);
            writer.list(bodies, (batch, w) -> w.bytes(batch.encoded()));
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return Claims.of(decision.certificate(), committee);
        }
    }
}
