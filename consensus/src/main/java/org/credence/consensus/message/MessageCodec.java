package org.credence.consensus.message;

import java.util.Arrays;
import java.util.List;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.consensus.message.Message.Accusation;
import org.credence.consensus.message.Message.Ballot;
import org.credence.consensus.message.Message.BatchCertified;
import org.credence.consensus.message.Message.BatchOffer;
import org.credence.consensus.message.Message.BatchVote;
import org.credence.consensus.message.Message.BlockRequest;
import org.credence.consensus.message.Message.Change;
import org.credence.consensus.message.Message.Decided;
import org.credence.consensus.message.Message.Heartbeat;
import org.credence.consensus.message.Message.NewView;
import org.credence.consensus.message.Message.Propose;
import org.credence.consensus.message.Message.Reject;
import org.credence.consensus.message.Message.ViewOpened;
import org.credence.consensus.message.Message.ViewReady;
import org.credence.consensus.message.TransferMessage.BatchBody;
import org.credence.consensus.message.TransferMessage.BatchRequest;
import org.credence.consensus.message.TransferMessage.DecisionRequest;
import org.credence.consensus.message.TransferMessage.Relay;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Phase;

/** The wire form of {@link Message}: type, version, fields; one encoding per value. */
public final class MessageCodec {

    private MessageCodec() {}

    public static byte[] encode(Message message) {
        Writer writer = Writer.of(message.type(), 512);
        message.write(writer);
        return writer.toBytes();
    }

    /**
     * The message these bytes encode.
     *
     * @throws Malformed if they are not exactly one canonical message within the limits
     */
    public static Message decode(byte[] bytes) {
        if (bytes.length == 0) {
            throw new Malformed("type", "needs 1 bytes, 0 left");
        }
        WireType type = WireType.of(bytes[0] & 0xff);
        Reader reader = new Reader(bytes).expect(type);
        Message message = read(type, reader, bytes);
        reader.end();
        return message;
    }

    private static Message read(WireType type, Reader reader, byte[] bytes) {
        return switch (type) {
            case PROPOSE -> Propose.read(reader);
            case CONFIRM -> new Ballot(Phase.CONFIRM, BlockRef.read(reader), reader.signature("confirm.signature"));
            case COMMIT -> new Ballot(Phase.COMMIT, BlockRef.read(reader), reader.signature("commit.signature"));
            case REJECT -> new Reject(BlockRef.read(reader), reader.u16("reject.reason"),
                    reader.signature("reject.signature"));
            case VIEW_CHANGE -> new Change(ViewChange.read(reader));
            case NEW_VIEW -> new NewView(NewViewProof.read(reader));
            case VIEW_READY -> new ViewReady(reader.u32("ready.epoch", Integer.MAX_VALUE), reader.u64("ready.view"),
                    reader.digest("ready.openingHash"), reader.signature("ready.signature"));
            case VIEW_OPENED -> new ViewOpened(Opening.read(reader));
            case ACCUSATION -> new Accusation(Evidence.read(reader));
            case BATCH_OFFER -> offer(reader.list("offer.asked", Limits.COMMITTEE, r -> r.member("offer.asked")),
                    reader, bytes);
            case BATCH_VOTE -> new BatchVote(BatchHead.read(reader), reader.signature("batchVote.signature"));
            case BATCH_CERTIFIED -> new BatchCertified(BatchRef.read(reader));
            case HEARTBEAT -> new Heartbeat(reader.u32("heartbeat.epoch", Integer.MAX_VALUE),
                    reader.u64("heartbeat.view"), reader.flag("heartbeat.active"),
                    reader.u64("heartbeat.decidedHeight"));
            case BLOCK_REQUEST -> new BlockRequest(reader.u64("blockRequest.height"), reader.digest("blockRequest.id"));
            case DECISION_REQUEST -> decisionRequest(reader.u64("decisionRequest.from"),
                    reader.u64("decisionRequest.to"));
            case DECIDED -> new Decided(Decision.read(reader), bodies(reader));
            case BATCH_REQUEST -> new BatchRequest(
                    reader.list("batchRequest.digests", BatchRequest.MOST, r -> r.digest("batchRequest.digests")));
            case BATCH_BODY -> new BatchBody(rest(reader, bytes));
            case PING -> new TransferMessage.Ping(reader.u64("ping.token"));
            case PONG -> new TransferMessage.Pong(reader.u64("pong.token"));
            case BLOCKS_DROPPED -> new TransferMessage.BlocksDropped(reader.u64("blocksDropped.first"));
            case RELAY -> new Relay(reader.list("relay.transactions", Relay.MOST,
                    r -> Transaction.decode(r.bytes("relay.transaction", Relay.BYTES))));
            case RAFT_APPEND -> RaftMessage.Append.read(reader);
            case RAFT_APPENDED -> RaftMessage.Appended.read(reader);
            case RAFT_MISMATCH -> RaftMessage.Mismatch.read(reader);
            case RAFT_BEHIND -> RaftMessage.Behind.read(reader);
            case RAFT_VOTE_REQUEST -> RaftMessage.VoteRequest.read(reader);
            case RAFT_VOTE -> RaftMessage.Vote.read(reader);
            case PBFT_VIEW_CHANGE -> PbftMessage.Change.read(reader);
            case PBFT_NEW_VIEW -> PbftMessage.NewView.read(reader);
            case TRANSACTION, BATCH, BLOCK, CERTIFICATE, DECISION, RECEIPT, PROOF, PROMISE, GENESIS ->
                throw new Malformed(
                        "type", type + " is not a message");
        };
    }

    private static DecisionRequest decisionRequest(long from, long to) {
        if (from > to || to - from >= DecisionRequest.MOST) {
            throw new Malformed("decisionRequest.to",
                    "spans " + from + " to " + to + ", limit " + DecisionRequest.MOST);
        }
        return new DecisionRequest(from, to);
    }

    private static List<Batch> bodies(Reader reader) {
        return reader.list("decided.bodies", Limits.BLOCK_BATCHES,
                r -> Batch.decode(r.bytes("decided.body", Limits.FRAME_BYTES)));
    }

    private static BatchOffer offer(List<Integer> asked, Reader reader, byte[] bytes) {
        for (int i = 1; i < asked.size(); i++) {
            if (asked.get(i - 1) >= asked.get(i)) {
                throw new Malformed("offer.asked", "is not ascending");
            }
        }
        return new BatchOffer(rest(reader, bytes), asked);
    }

    /** The batch that fills the rest of the frame; its own bytes are kept, so they are cut out once. */
    private static Batch rest(Reader reader, byte[] bytes) {
        Batch batch = Batch.decode(Arrays.copyOfRange(bytes, reader.position(), bytes.length));
        reader.raw("batch", reader.remaining());
        return batch;
    }
}
