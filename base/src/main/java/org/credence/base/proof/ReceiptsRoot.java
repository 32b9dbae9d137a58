package org.credence.base.proof;

import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What the state keeps of a block's receipts. The count is there because an RFC 6962 path alone does not fix the size
 * of its tree.
 *
 * <p>
 * Wire: root 32, count u32.
 *
 * @param root  RFC 6962 root over the encoded receipts, in order
 * @param count how many there are
 */
public record ReceiptsRoot(Digest root, int count) {

    /**
     * @throws Malformed if the bytes are not exactly one
     */
    public static ReceiptsRoot decode(byte[] bytes) {
        Reader reader = new Reader(bytes);
        ReceiptsRoot value = new ReceiptsRoot(reader.digest("receipts.root"),
                reader.u32("receipts.count", Integer.MAX_VALUE));
        reader.end();
        return value;
    }

    public byte[] encoded() {
        return new Writer(Digest.LENGTH + Integer.BYTES).digest(root).u32(count).toBytes();
    }
}
