package org.credence.base.proof;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.merkle.InclusionProof;
import org.credence.base.merkle.MerkleTree;
import org.credence.base.merkle.RfcHash;

/**
 * That a block orders a transaction: the transaction is a leaf of its batch's tree, and the reference to the batch is a
 * leaf of the
 * block's payload tree. Carries all leaf hashes of the payload tree, at most {@link Limits#BLOCK_BATCHES}, instead of a
 * path: a header
 * does not say how many batches it commits to, so a path alone would leave the batch's place open.
 *
 * <p>
 * Wire: type, version, kind, batches (u32 count, each 32), position u8, batch reference, inclusion.
 *
 * @param batches   RFC 6962 leaf hashes of the block's batch references, in order
 * @param position  which of them is {@code batch}
 * @param batch     the reference to the batch that holds the transaction
 * @param inclusion the transaction's place in the batch
 */
public record TransactionProof(List<Digest> batches, int position, BatchRef batch, InclusionProof inclusion) {

    public TransactionProof {
        batches = List.copyOf(batches);
    }

    /**
     * The proof for one transaction of a block.
     *
     * @param position which of the block's batch references leads to {@code batch}
     * @param index    the transaction's place in the batch, from 0
     * @throws IndexOutOfBoundsException if there is no such batch or transaction
     */
    public static TransactionProof of(Block block, int position, Batch batch, int index) {
        List<Digest> leaves = new ArrayList<>(block.batches().size());
        block.batches().forEach(ref -> leaves.add(RfcHash.leaf(ref.encoded())));
        InclusionProof inclusion = MerkleTree.of(batch.transactions(), t -> t.encoded()).inclusion(index);
        return new TransactionProof(leaves, position, block.batches().get(position), inclusion);
    }

    /**
     * The proof these bytes encode.
     *
     * @throws Malformed if they are not exactly one
     */
    public static TransactionProof decode(byte[] encoded) {
        Reader reader = new Reader(encoded);
        TransactionProof proof = read(reader);
        reader.end();
        return proof;
    }

    public static TransactionProof read(Reader reader) {
        ProofKind.TRANSACTION.expect(reader);
        return new TransactionProof(
                reader.list("proof.batches", Limits.BLOCK_BATCHES, r -> r.digest("proof.batches")),
                reader.u8("proof.position"), BatchRef.read(reader), InclusionProof.read(reader));
    }

    public void write(Writer writer) {
        ProofKind.TRANSACTION.write(writer);
        writer.list(batches, (digest, w) -> w.digest(digest)).u8(position);
        batch.write(writer);
        inclusion.write(writer);
    }

    public byte[] encoded() {
        Writer writer = new Writer(1024);
        write(writer);
        return writer.toBytes();
    }

    /**
     * Whether the block with this payload root orders the transaction with these bytes, at the place that the proof
     * says.
     */
    public boolean proves(byte[] transaction, Digest payloadRoot) {
        return position < batches.size()
                && batches.get(position).equals(RfcHash.leaf(batch.encoded()))
                && MerkleTree.ofLeafHashes(batches).root().equals(payloadRoot)
                && inclusion.size() == batch.head().transactions()
                && inclusion.proves(transaction, batch.head().root());
    }
}
