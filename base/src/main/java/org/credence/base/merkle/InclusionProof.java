package org.credence.base.merkle;

import java.security.MessageDigest;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * That a leaf stands at {@code index} of a tree of {@code size} leaves (RFC 6962 §2.1.1; checked as RFC 9162
 * §2.1.3.2 lays down).
 *
 * @param path sibling hashes from the leaf up, at most 63
 */
public record InclusionProof(long index, long size, List<Digest> path) {

    private static final int MAX_PATH = 63;

    public InclusionProof {
        path = List.copyOf(path);
    }

    public static InclusionProof read(Reader reader) {
        return new InclusionProof(reader.u64("inclusion.index"), reader.u64("inclusion.size"),
                reader.list("inclusion.path", MAX_PATH, r -> r.digest("inclusion.path")));
    }

    public void write(Writer writer) {
        writer.u64(index).u64(size).list(path, (digest, w) -> w.digest(digest));
    }

    /** Whether the leaf with these bytes leads to {@code root}. */
    public boolean proves(byte[] leaf, Digest root) {
        return proves(RfcHash.leaf(leaf), root);
    }

    /** Whether the leaf with this hash leads to {@code root}. */
    public boolean proves(Digest leafHash, Digest root) {
        if (index < 0 || index >= size) {
            return false;
        }
        MessageDigest sha256 = Hasher.sha256();
        long position = index;
        long last = size - 1;
        Digest hash = leafHash;
        for (Digest sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((position & 1) == 1 || position == last) {
                hash = RfcHash.node(sha256, sibling, hash);
                int risen = (position & 1) == 1 ? 0 : Long.numberOfTrailingZeros(position);
                position >>= risen;
                last >>= risen;
            } else {
                hash = RfcHash.node(sha256, hash, sibling);
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
