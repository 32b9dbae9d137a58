package org.credence.consensus.engine;

import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.SignedBlock;

/** What a member must remember across a crash, so that it never contradicts itself (P§1.2, durable state). */
public sealed interface Promise {

    /** Has left all views below {@code view}: sent VIEW_CHANGE for it, or entered it by an opening. */
    record Entered(long view) implements Promise {}

    /** Has sent CONFIRM for the block; for the proposer, also PROPOSE. */
    record Confirmed(SignedBlock block) implements Promise {}

    /** Has sent COMMIT for the block. */
    record Committed(BlockRef block) implements Promise {}

    /** Has seen this CC, higher than those before. */
    record Certified(Certificate certificate) implements Promise {}

    /** Has sent VIEW_READY in {@code view}. */
    record Readied(long view, Digest openingHash) implements Promise {}

    /** Holds the progress certificate of a view. */
    record Opened(Opening opening) implements Promise {}

    /** Holds the batch and has vouched for it; its own batches too. */
    record Held(Batch batch) implements Promise {}

    /** Keeps a block it has not CONFIRMed, because its next report must show it: its vote or a CC stands on it. */
    record Kept(SignedBlock block) implements Promise {}

    /** Has given its one vote of {@code view}, in an election (Raft). */
    record Voted(long view, int candidate) implements Promise {}

    /** Holds the block in its log, in place of whatever it held at its height and above (Raft). */
    record Logged(Block block) implements Promise {}

    /** Has sent PREPARE for the block, which it keeps; for its proposer, PROPOSE (PBFT). */
    record Cast(BlockRef block) implements Promise {}

    /** Holds this prepared certificate, of a later view than the one it held at that height (PBFT). */
    record Prepared(Certificate certificate) implements Promise {}

    /** Has left all epochs below this one; what it promised in them binds it no more, but for the batches it holds. */
    record EpochEntered(int epoch) implements Promise {}

    /** Has entered the view that this NEW_VIEW begins (PBFT). */
    record Installed(PbftMessage.NewView newView) implements Promise {}

    /**
     * Has decided the block. Nothing waits for this to be durable, but nothing promised later is durable without it: a
     * vote may build on the state after the block, and whoever reports that vote must be able to show the decision.
     */
    record Decided(Decision decision) implements Promise {}

    default byte[] encode() {
        Writer writer = Writer.of(WireType.PROMISE, 512);
        switch (this) {
            case Entered entered -> writer.u8(0).u64(entered.view);
            case Confirmed confirmed -> confirmed.block.write(writer.u8(1));
            case Committed committed -> committed.block.write(writer.u8(2));
            case Certified certified -> certified.certificate.write(writer.u8(3));
            case Readied readied -> writer.u8(4).u64(readied.view).digest(readied.openingHash);
            case Opened opened -> opened.opening.write(writer.u8(5));
            case Held held -> writer.u8(6).raw(held.batch.encoded());
            case Kept kept -> kept.block.write(writer.u8(7));
            case Voted voted -> writer.u8(8).u64(voted.view).u16(voted.candidate);
            case Logged logged -> logged.block.write(writer.u8(9));
            case Cast cast -> cast.block.write(writer.u8(10));
            case Prepared prepared -> prepared.certificate.write(writer.u8(11));
            case Installed installed -> installed.newView.write(writer.u8(12));
            case EpochEntered entered -> writer.u8(13).u32(entered.epoch);
            case Decided decided -> decided.decision.write(writer.u8(14));
        }
        return writer.toBytes();
    }

    /** @throws Malformed if the bytes are not exactly one canonical promise */
    static Promise decode(byte[] bytes) {
        Reader reader = new Reader(bytes).expect(WireType.PROMISE);
        int kind = reader.u8("promise.kind");
        Promise promise = switch (kind) {
            case 0 -> new Entered(reader.u64("promise.view"));
            case 1 -> new Confirmed(SignedBlock.read(reader));
            case 2 -> new Committed(BlockRef.read(reader));
            case 3 -> new Certified(Certificate.read(reader));
            case 4 -> new Readied(reader.u64("promise.view"), reader.digest("promise.openingHash"));
            case 5 -> new Opened(Opening.read(reader));
            case 6 -> new Held(Batch.decode(reader.raw("promise.batch", reader.remaining())));
            case 7 -> new Kept(SignedBlock.read(reader));
            case 8 -> new Voted(reader.u64("promise.view"), reader.member("promise.candidate"));
            case 9 -> new Logged(Block.read(reader));
            case 10 -> new Cast(BlockRef.read(reader));
            case 11 -> new Prepared(Certificate.read(reader));
            case 12 -> new Installed(PbftMessage.NewView.read(reader));
            case 13 -> new EpochEntered(reader.u32("promise.epoch", Integer.MAX_VALUE));
            case 14 -> new Decided(Decision.read(reader));
            default -> throw new Malformed("promise.kind", "is " + kind + ", limit 14");
        };
        reader.end();
        return promise;
    }
}
