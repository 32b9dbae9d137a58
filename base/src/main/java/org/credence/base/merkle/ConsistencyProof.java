package org.credence.base.merkle;

import java.security.MessageDigest;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * That the tree of {@code oldSize} leaves is what the tree of {@code newSize} leaves began with (RFC 6962 §2.1.2;
 * checked as RFC 9162 §2.1.4.2 lays down). The empty tree begins every tree, so that an old size of 0 says nothing
 * and is refused.
 *
 * @param path node hashes from the bottom up, at most 64
 */
public record ConsistencyProof(long oldSize, long newSize, List<Digest> path) {

    private static final int MAX_PATH = 64;

    public ConsistencyProof {
        path = List.copyOf(path);
    }

    public static ConsistencyProof read(Reader reader) {
        return new ConsistencyProof(reader.u64("consistency.oldSize"), reader.u64("consistency.newSize"),
                reader.list("consistency.path", MAX_PATH, r -> r.digest("consistency.path")));
    }

    public void write(Writer writer) {
        writer.u64(oldSize).u64(newSize).list(path, (digest, w) -> w.digest(digest));
    }

    /** Whether a tree with {@code oldRoot} grew into one with {@code newRoot}. */
    public boolean proves(Digest oldRoot, Digest newRoot) {
        if (oldSize < 1 || oldSize > newSize) {
            return false;
        }
        if (oldSize == newSize) {
            return path.isEmpty() && oldRoot.equals(newRoot);
        }
        int risen = Long.numberOfTrailingZeros(oldSize);
        long position = (oldSize >> risen) - 1;
        long last = (newSize - 1) >> risen;
        // An old tree of 2^k leaves is itself the node the climb begins at, and its hash is known.
        if (position == 0) {
            return climb(oldRoot, path, position, last, oldRoot, newRoot);
        }
        return !path.isEmpty()
                && climb(path.getFirst(), path.subList(1, path.size()), position, last, oldRoot, newRoot);
    }

    /** Rises from {@code start} at {@code position} of a level that ends at {@code last}, rebuilding both roots. */
    private static boolean climb(Digest start, List<Digest> siblings, long startPosition, long startLast,
            Digest oldRoot,
            Digest newRoot) {
        MessageDigest sha256 = Hasher.sha256();
        long position = startPosition;
        long last = startLast;
        Digest oldHash = start;
        Digest newHash = start;
        for (Digest sibling : siblings) {
            if (last == 0) {
                return false;
            }
            if ((position & 1) == 1 || position == last) {
                oldHash = RfcHash.node(sha256, sibling, oldHash);
                newHash = RfcHash.node(sha256, sibling, newHash);
                int skipped = (position & 1) == 1 ? 0 : Long.numberOfTrailingZeros(position);
                position >>= skipped;
                last >>= skipped;
            } else {
                newHash = RfcHash.node(sha256, newHash, sibling);
            }
            position >>= 1;
            last >>= 1;
        }
        return last == 0 && oldHash.equals(oldRoot) && newHash.equals(newRoot);
    }
}
