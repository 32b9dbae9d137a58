package org.credence.base.proof;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;

/**
 * The hashes of the state tree. Lays out each input in one buffer that is used again, since the tree hashes some thirty
 * nodes per transaction; so one instance belongs to one thread.
 */
public final class StateHash {

    /** Root of the tree that holds nothing. */
    public static final Digest EMPTY = Digest.ZERO;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] LEAF = Tag.STATE_LEAF.toBytes();
    private static final byte[] NODE = Tag.STATE_NODE.toBytes();

    private final MessageDigest sha256 = Hasher.sha256();
    private final byte[] leaf = prefixed(LEAF, 2 * Digest.LENGTH);
    private final byte[] node = prefixed(NODE, Integer.BYTES + 2 * Digest.LENGTH);
    private final byte[] result = new byte[Digest.LENGTH];

    /** Root of the whole state: what headers carry. */
    public static Digest state(long height, Digest treeRoot) {
        return Hasher.of(Tag.STATE).add(height).add(treeRoot).digest();
    }

    /** Plain SHA-256, of a key or a value. */
    public Digest bytes(byte[] bytes) {
        return digest(bytes, bytes.length);
    }

    /** Hash of a leaf. */
    public Digest leaf(Digest keyHash, Digest valueHash) {
        keyHash.write(leaf, LEAF.length);
        valueHash.write(leaf, LEAF.length + Digest.LENGTH);
        return digest(leaf, leaf.length);
    }

    /** Hash of a branch at {@code bit} of the key hash, 0 the most significant. */
    public Digest branch(int bit, Digest left, Digest right) {
        INTS.set(node, NODE.length, bit);
        left.write(node, NODE.length + Integer.BYTES);
        right.write(node, NODE.length + Integer.BYTES + Digest.LENGTH);
        return digest(node, node.length);
    }

    private Digest digest(byte[] input, int length) {
        sha256.update(input, 0, length);
        try {
            sha256.digest(result, 0, result.length);
        } catch (DigestException e) {
            throw new AssertionError("SHA-256 gives 32 bytes", e);
        }
        return Digest.read(result, 0);
    }

    private static byte[] prefixed(byte[] tag, int more) {
        byte[] buffer = new byte[tag.length + more];
        System.arraycopy(tag, 0, buffer, 0, tag.length);
        return buffer;
    }
}
