package org.credence.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;

/** Makes chains of decided blocks, signed by a committee of four with known keys. */
final class Chains {

    static final Digest CHAIN = new Digest(1, 2, 3, 4);

    private static final List<Signer> SIGNERS = List.of(signer(1), signer(2), signer(3), signer(4));
    private static final Signer CLIENT = signer(9);

    final Committee committee = new Committee(CHAIN, 0, SIGNERS.stream().map(Signer::publicKey).toList(),
            Quorum.of(4));
    private final long[] sequences = {1, 1, 1, 1};
    private Digest parent = CHAIN;
    private long height;

    static Signer signer(int number) {
        byte[] seed = new byte[KeyPair.SEED_LENGTH];
        Arrays.fill(seed, (byte) number);
        return KeyPair.fromSeed(seed).signer();
    }

    static Signer member(int member) {
        return SIGNERS.get(member);
    }

    static Transaction transaction(long nonce, int payloadBytes) {
        byte[] payload = new byte[payloadBytes];
        ByteBuffer.wrap(payload).putLong(nonce);
        var unsigned = new Transaction.Unsigned(CHAIN, CLIENT.publicKey(), nonce, 1, payload);
        return unsigned.signed(CLIENT.sign(unsigned.id()));
    }

    /** A batch of two transactions, signed by its author. */
    static Batch batch(int author, long sequence, int payloadBytes) {
        List<Transaction> transactions = List.of(transaction(sequence * 10 + author, payloadBytes),
                transaction(sequence * 10 + author + 1_000_000, payloadBytes));
        BatchHead head = Batch.head(author, sequence, transactions);
        return Batch.of(head, transactions, member(author).sign(head.availability(CHAIN)));
    }

    static BatchRef certified(Batch batch) {
        int author = batch.head().author();
        int other = (author + 1) % 4;
        List<Vote> votes = new ArrayList<>();
        for (int member : new int[]{Math.min(author, other), Math.max(author, other)}) {
            votes.add(new Vote(member, member(member).sign(batch.head().availability(CHAIN))));
        }
        return new BatchRef(batch.head(), votes);
    }

    static Certificate certificate(BlockRef ref, int... members) {
        List<Vote> votes = new ArrayList<>();
        for (int member : members) {
            votes.add(new Vote(member, member(member).sign(ref.statement(CHAIN, Phase.CONFIRM))));
        }
        return new Certificate(Phase.CONFIRM, ref, votes);
    }

    /** The next block, with one batch of each of the first {@code batches} members. */
    StoredBlock next(int batches, int payloadBytes) {
        return next(batches, payloadBytes, header -> header);
    }

    /** The next block with its header changed before anyone votes. */
    StoredBlock next(int batches, int payloadBytes, UnaryOperator<Header> change) {
        List<Batch> bodies = new ArrayList<>();
        for (int author = 0; author < batches; author++) {
            bodies.add(batch(author, sequences[author]++, payloadBytes));
        }
        return next(bodies, change);
    }

    StoredBlock next(List<Batch> bodies, UnaryOperator<Header> change) {
        height++;
        List<BatchRef> refs = bodies.stream().map(Chains::certified).toList();
        Header header = change.apply(new Header(CHAIN, 0, height / 8, height, parent, Block.payloadRoot(refs),
                (int) (height % 4), 1_000 + height, Digest.ZERO, height - 1, Digest.ZERO));
        Block block = Block.of(header, refs);
        parent = block.id();
        Certificate certificate = certificate(BlockRef.of(header, block.id()), 0, 1, 3);
        return new StoredBlock(new Decision(block, List.of(), certificate), bodies);
    }

    /** As many blocks with up to three batches each. */
    List<StoredBlock> next(int blocks) {
        List<StoredBlock> made = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            made.add(next(i % 4, 40));
        }
        return made;
    }

    /** Overwrites one byte of a file. */
    static void poke(Path file, int position, int value) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[]{(byte) value}), position);
        }
    }

    static void append(ChainStore store, List<StoredBlock> blocks) {
        blocks.forEach(block -> store.append(block.decision(), block.bodies()));
    }
}
