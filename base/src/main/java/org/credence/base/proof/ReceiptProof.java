package org.credence.base.proof;

import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.merkle.InclusionProof;

/**
 * That a receipt was given: it is a leaf of its block's receipts tree, whose root the state holds at every height from
 * the receipt's on.
 *
 * <p>
 * Wire: type, version, kind u8 = 2, receipt, inclusion, state proof.
 *
 * @param receipt   the receipt
 * @param inclusion its place in the receipts tree
 * @param root      that the state holds the tree's root under {@link StateKey#receipts}
 */
public record ReceiptProof(Receipt receipt, InclusionProof inclusion, StateProof root) {

    /**
     * The proof these bytes encode.
     *
     * @throws Malformed if they are not exactly one
     */
    public static ReceiptProof decode(byte[] encoded) {
        Reader reader = new Reader(encoded);
        ReceiptProof proof = read(reader);
        reader.end();
        return proof;
    }

    public static ReceiptProof read(Reader reader) {
        ProofKind.RECEIPT.expect(reader);
        return new ReceiptProof(Receipt.read(reader), InclusionProof.read(reader), StateProof.read(reader));
    }

    public void write(Writer writer) {
        ProofKind.RECEIPT.write(writer);
        receipt.write(writer);
        inclusion.write(writer);
        root.write(writer);
    }

    public byte[] encoded() {
        Writer writer = new Writer(1024);
        write(writer);
        return writer.toBytes();
    }

    /** Whether the state after {@code height} with this root vouches for the receipt. */
    public boolean proves(long height, Digest stateRoot) {
        return root.end() instanceof StateProof.Value(byte[] bytes)
                && root.proves(StateKey.receipts(receipt.height()), height, stateRoot)
                && inTree(ReceiptsRoot.decode(bytes));
    }

    private boolean inTree(ReceiptsRoot tree) {
        return inclusion.index() == receipt.index()
                && inclusion.size() == tree.count()
                && inclusion.proves(receipt.encoded(), tree.root());
    }
}
