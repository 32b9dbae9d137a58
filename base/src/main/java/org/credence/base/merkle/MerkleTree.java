package org.credence.base.merkle;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.Hasher;

/** The Merkle tree of RFC 6962 §2.1 over a fixed list of leaves, with inclusion and consistency proofs. */
public final class MerkleTree {

    /** levels.get(0) holds the leaf hashes; an odd last node rises unchanged, which yields RFC 6962's shape. */
    private final List<List<Digest>> levels = new ArrayList<>();

    private MerkleTree(List<Digest> leafHashes, MessageDigest sha256) {
        levels.add(leafHashes);
        for (List<Digest> level = leafHashes; level.size() > 1; level = levels.getLast()) {
            levels.add(parents(level, sha256));
        }
    }

    /** The tree over {@code encode(value)} of each value, in order. */
    public static <T> MerkleTree of(List<T> values, Function<T, byte[]> encode) {
        MessageDigest sha256 = Hasher.sha256();
        List<Digest> hashes = new ArrayList<>(values.size());
        for (T value : values) {
            hashes.add(RfcHash.leaf(sha256, encode.apply(value)));
        }
        return new MerkleTree(hashes, sha256);
    }

    /** The tree over leaves that are already hashed by {@link RfcHash#leaf}. */
    public static MerkleTree ofLeafHashes(List<Digest> leafHashes) {
        return new MerkleTree(List.copyOf(leafHashes), Hasher.sha256());
    }

    /** Number of leaves. */
    public int size() {
        return levels.getFirst().size();
    }

    /** The root; of no leaves, the hash of the empty string. */
    public Digest root() {
        return size() == 0 ? RfcHash.EMPTY : levels.getLast().getFirst();
    }

    /**
     * The audit path of one leaf, from the bottom up.
     *
     * @throws IndexOutOfBoundsException if there is no such leaf
     */
    public InclusionProof inclusion(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("leaf " + index + " of " + size());
        }
        return new InclusionProof(index, size(), climb(0, index));
    }

    /**
     * That this tree extends the tree over its first {@code oldSize} leaves.
     *
     * @throws IndexOutOfBoundsException unless {@code oldSize} is from 1 to the size
     */
    public ConsistencyProof consistency(int oldSize) {
        if (oldSize < 1 || oldSize > size()) {
            throw new IndexOutOfBoundsException("old size " + oldSize + " of " + size());
        }
        if (oldSize == size()) {
            return new ConsistencyProof(oldSize, oldSize, List.of());
        }
        // The complete subtree at the old tree's right edge: the whole old tree when its size is a power of two.
        int level = Integer.numberOfTrailingZeros(oldSize);
        int position = (oldSize >> level) - 1;
        List<Digest> path = climb(level, position);
        if (position > 0) {
            path.addFirst(levels.get(level).get(position));
        }
        return new ConsistencyProof(oldSize, size(), path);
    }

    /** The siblings met on the way up from one node. */
    private List<Digest> climb(int fromLevel, int fromPosition) {
        List<Digest> path = new ArrayList<>();
        int position = fromPosition;
        for (List<Digest> level : levels.subList(fromLevel, levels.size())) {
            int sibling = position ^ 1;
            if (sibling < level.size()) {
                path.add(level.get(sibling));
            }
            position >>= 1;
        }
        return path;
    }

    private static List<Digest> parents(List<Digest> level, MessageDigest sha256) {
        List<Digest> parents = new ArrayList<>((level.size() + 1) / 2);
        for (int i = 0; i + 1 < level.size(); i += 2) {
            parents.add(RfcHash.node(sha256, level.get(i), level.get(i + 1)));
        }
        if (level.size() % 2 == 1) {
            parents.add(level.getLast());
        }
        return parents;
    }
}
