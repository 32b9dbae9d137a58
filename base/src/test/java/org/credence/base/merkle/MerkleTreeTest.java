package org.credence.base.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Samples;
import org.junit.jupiter.api.Test;

/** The tree and its proofs against RFC 6962's own recursive definitions. */
class MerkleTreeTest {

    private static final int SIZES = 70;

    private final Samples samples = new Samples(31);
    private final List<byte[]> leaves = Stream.generate(() -> samples.bytes(samples.random().nextInt(40))).limit(SIZES)
            .toList();

    @Test
    void rootsAreThoseOfTheRecursiveDefinition() {
        for (int size = 0; size <= SIZES; size++) {
            List<byte[]> held = leaves.subList(0, size);
            assertThat(tree(size).root()).as("size %d", size).isEqualTo(Digest.of(recursiveRoot(held)));
            assertThat(MerkleTree.ofLeafHashes(held.stream().map(RfcHash::leaf).toList()).root())
                    .isEqualTo(tree(size).root());
        }
    }

    @Test
    void pathsAreThoseOfTheRecursiveDefinition() {
        for (int size = 1; size <= SIZES; size++) {
            MerkleTree tree = tree(size);
            for (int i = 0; i < size; i++) {
                assertThat(tree.inclusion(i).path()).as("leaf %d of %d", i, size)
                        .isEqualTo(recursivePath(i, leaves.subList(0, size)));
                assertThat(tree.consistency(i + 1).path()).as("first %d of %d", i + 1, size)
                        .isEqualTo(recursiveConsistency(i + 1, leaves.subList(0, size), true));
            }
        }
    }

    @Test
    void everyLeafIsProvedAndNothingElse() {
        for (int size = 1; size <= SIZES; size++) {
            MerkleTree tree = tree(size);
            for (int i = 0; i < size; i++) {
                InclusionProof proof = tree.inclusion(i);
                Digest leaf = RfcHash.leaf(leaves.get(i));
                Digest root = tree.root();
                assertThat(proof.proves(leaves.get(i), root)).as("leaf %d of %d", i, size).isTrue();
                assertThat(proof.proves(changed(leaf), root)).isFalse();
                assertThat(proof.proves(leaf, changed(root))).isFalse();
                assertThat(alteredPaths(proof.path(), path -> new InclusionProof(proof.index(), proof.size(), path)))
                        .noneMatch(altered -> altered.proves(leaf, root));
                assertThat(otherIndices(proof)).noneMatch(altered -> altered.proves(leaf, root));
            }
        }
    }

    @Test
    void everyOlderTreeIsProvedAndNothingElse() {
        for (int size = 1; size <= SIZES; size++) {
            MerkleTree tree = tree(size);
            for (int old = 1; old <= size; old++) {
                ConsistencyProof proof = tree.consistency(old);
                Digest before = tree(old).root();
                Digest after = tree.root();
                assertThat(proof.proves(before, after)).as("first %d of %d", old, size).isTrue();
                Predicate<ConsistencyProof> stillProves = altered -> altered.proves(before, after);
                assertThat(proof.proves(changed(before), after)).isFalse();
                assertThat(proof.proves(before, changed(after))).isFalse();
                assertThat(alteredPaths(proof.path(), p -> new ConsistencyProof(proof.oldSize(), proof.newSize(), p)))
                        .noneMatch(stillProves);
                assertThat(otherOldSizes(proof)).noneMatch(stillProves);
            }
        }
    }

    @Test
    void sizesAndIndicesOutsideTheTreeAreRefused() {
        MerkleTree tree = tree(5);
        Digest root = tree.root();
        Digest leaf = RfcHash.leaf(leaves.getFirst());
        for (int wrong : new int[]{-1, 5, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> tree.inclusion(wrong));
        }
        for (int wrong : new int[]{-1, 0, 6, Integer.MAX_VALUE}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> tree.consistency(wrong));
        }
        assertThat(new InclusionProof(-1, 5, tree.inclusion(0).path()).proves(leaf, root)).isFalse();
        assertThat(new InclusionProof(0, -1, tree.inclusion(0).path()).proves(leaf, root)).isFalse();
        assertThat(new InclusionProof(0, 0, List.of()).proves(RfcHash.EMPTY, RfcHash.EMPTY)).isFalse();
        assertThat(new ConsistencyProof(0, 0, List.of()).proves(RfcHash.EMPTY, RfcHash.EMPTY)).isFalse();
        assertThat(new ConsistencyProof(6, 5, List.of()).proves(root, root)).isFalse();
        assertThat(new ConsistencyProof(-2, -1, List.of()).proves(root, root)).isFalse();
    }

    @Test
    void theLargestSizesEndInAnAnswer() {
        List<Digest> path = Stream.generate(samples::digest).limit(64).toList();
        long[] sizes = {1, 2, 3, 1L << 62, (1L << 62) + 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};
        for (long size : sizes) {
            for (long other : sizes) {
                assertThat(new InclusionProof(other, size, path).proves(Digest.ZERO, Digest.ZERO)).isFalse();
                assertThat(new ConsistencyProof(other, size, path).proves(Digest.ZERO, samples.digest())).isFalse();
            }
        }
    }

    private MerkleTree tree(int size) {
        return MerkleTree.of(leaves.subList(0, size), Function.identity());
    }

    private Stream<InclusionProof> otherIndices(InclusionProof proof) {
        return IntStream.rangeClosed(-1, SIZES).filter(i -> i != proof.index())
                .mapToObj(i -> new InclusionProof(i, proof.size(), proof.path()));
    }

    private Stream<ConsistencyProof> otherOldSizes(ConsistencyProof proof) {
        return IntStream.rangeClosed(-1, SIZES).filter(i -> i != proof.oldSize())
                .mapToObj(i -> new ConsistencyProof(i, proof.newSize(), proof.path()));
    }

    /** The path with one element changed, one left out, or one more at either end or anywhere between. */
    private <T> Stream<T> alteredPaths(List<Digest> path, Function<List<Digest>, T> proof) {
        List<List<Digest>> altered = new ArrayList<>();
        for (int i = 0; i <= path.size(); i++) {
            List<Digest> longer = new ArrayList<>(path);
            longer.add(i, samples.digest());
            altered.add(longer);
            if (i < path.size()) {
                List<Digest> other = new ArrayList<>(path);
                other.set(i, changed(path.get(i)));
                altered.add(other);
                List<Digest> shorter = new ArrayList<>(path);
                shorter.remove(i);
                altered.add(shorter);
            }
        }
        return altered.stream().map(proof);
    }

    private Digest changed(Digest digest) {
        byte[] bytes = digest.toBytes();
        bytes[samples.random().nextInt(bytes.length)] ^= (byte) (1 << samples.random().nextInt(Byte.SIZE));
        return Digest.of(bytes);
    }

    /** MTH of RFC 6962 §2.1. */
    private static byte[] recursiveRoot(List<byte[]> leaves) {
        MessageDigest sha256 = Hasher.sha256();
        if (leaves.isEmpty()) {
            return sha256.digest();
        }
        if (leaves.size() == 1) {
            sha256.update((byte) 0);
            return sha256.digest(leaves.getFirst());
        }
        int split = split(leaves.size());
        sha256.update((byte) 1);
        sha256.update(recursiveRoot(leaves.subList(0, split)));
        return sha256.digest(recursiveRoot(leaves.subList(split, leaves.size())));
    }

    /** PATH of RFC 6962 §2.1.1. */
    private static List<Digest> recursivePath(int index, List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return List.of();
        }
        int split = split(leaves.size());
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        return index < split
                ? joined(recursivePath(index, left), recursiveRoot(right))
                : joined(recursivePath(index - split, right), recursiveRoot(left));
    }

    /** SUBPROOF of RFC 6962 §2.1.2. */
    private static List<Digest> recursiveConsistency(int old, List<byte[]> leaves, boolean complete) {
        if (old == leaves.size()) {
            return complete ? List.of() : List.of(Digest.of(recursiveRoot(leaves)));
        }
        int split = split(leaves.size());
        List<byte[]> left = leaves.subList(0, split);
        List<byte[]> right = leaves.subList(split, leaves.size());
        return old <= split
                ? joined(recursiveConsistency(old, left, complete), recursiveRoot(right))
                : joined(recursiveConsistency(old - split, right, false), recursiveRoot(left));
    }

    private static List<Digest> joined(List<Digest> below, byte[] last) {
        return Stream.concat(below.stream(), Stream.of(Digest.of(last))).toList();
    }

    /** The largest power of two below {@code size}. */
    private static int split(int size) {
        return Integer.highestOneBit(size - 1);
    }
}
