package org.credence.ledger.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree against a naive one, with nodes coming and going between memory and a store. */
class StateTreeTest {
    private final Map<Long, byte[]> store = new TreeMap<>();
    private final TreeMap<Digest, byte[]> oracle = new TreeMap<>();
    private final NodeSource source = stub -> {
        Stored node = NodeCodec.decode(stub.id(), store.get(stub.id()), new StateHash());
        if (!node.hash().equals(stub.hash())) {
            throw new NodeSource.Superseded(stub.id());
        }
        return node;
    };

    /** Bit by bit, with no idea of prefixes. */
    private static Digest naive(Collection<Map.Entry<Digest, byte[]>> leaves, int bit) {
        StateHash hash = new StateHash();
        if (leaves.isEmpty()) {
            return Digest.ZERO;
        }
        if (leaves.size() == 1) {
            Map.Entry<Digest, byte[]> leaf = leaves.iterator().next();
            return hash.leaf(leaf.getKey(), hash.bytes(leaf.getValue()));
        }
        List<Map.Entry<Digest, byte[]>> left = leaves.stream().filter(leaf -> !leaf.getKey().bit(bit)).toList();
        List<Map.Entry<Digest, byte[]>> right = leaves.stream().filter(leaf -> leaf.getKey().bit(bit)).toList();
        return left.isEmpty() || right.isEmpty()
                ? naive(leaves, bit + 1)
                : hash.branch(bit, naive(left, bit + 1), naive(right, bit + 1));
    }

    private Digest naive() {
        return naive(oracle.entrySet(), 0);
    }

    private List<Update> updates(Map<Digest, byte[]> writes) {
        oracle.putAll(writes);
        List<Update> updates = new ArrayList<>();
        new TreeMap<>(writes).forEach((key, value) -> updates.add(new Update(key, value)));
        return updates;
    }

    private void persist(Node node) {
        if (node instanceof Stored stored) {
            store.put(stored.id(), NodeCodec.encode(stored));
        }
        if (node instanceof Branch branch) {
            persist(branch.child(false));
            persist(branch.child(true));
        }
    }

    /** Keys that agree in many leading bits, as an adversary would grind them, or in few. */
    private static Digest key(Random random, int distinctBits) {
        long last = random.nextLong() >>> (64 - distinctBits);
        return new Digest(7, 7, random.nextBoolean() ? 7 : 7 ^ (1L << random.nextInt(64)), last);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 5, 9, 30})
    void hasTheRootOfTheNaiveTreeWhateverIsInMemory(int distinctBits) {
        Random random = new Random(distinctBits);
        StateTree tree = new StateTree(new Nothing(), 0, 0, source);
        for (int height = 1; height <= 120; height++) {
            Map<Digest, byte[]> writes = new TreeMap<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                byte[] value = new byte[random.nextInt(40)];
                random.nextBytes(value);
                writes.put(key(random, distinctBits), value);
            }
            assertThat(tree.apply(height, updates(writes)).hash()).isEqualTo(naive());
            if (random.nextInt(4) == 0) {
                persist(tree.root());
                tree.evict(random.nextInt(20), height, height + 1 - random.nextInt(3));
            }
            if (random.nextInt(10) == 0) {
                persist(tree.root());
                Node root = tree.root() instanceof Stored stored ? new Stub(stored.id(), stored.hash()) : new Nothing();
                tree = new StateTree(root, tree.nextId(), height, source);
            }
            Digest absent = key(random, distinctBits);
            assertThat(tree.value(absent).map(Bytes::new))
                    .isEqualTo(Optional.ofNullable(oracle.get(absent)).map(Bytes::new));
        }
        assertThat(tree.nextId()).as("a branch less than leaves").isEqualTo(2L * oracle.size() - 1);
    }

    /** An array with value semantics. */
    private record Bytes(List<Byte> bytes) {
        Bytes(byte[] array) {
            this(new ArrayList<>());
            for (byte b : array) {
                bytes.add(b);
            }
        }
    }

    private static StateKey key(int number) {
        return StateKey.of(StateKey.begin(9, 1).u32(number));
    }

    private StateTree numbered(int keys) {
        StateTree tree = new StateTree(new Nothing(), 0, 0, source);
        for (int i = 0; i < keys; i++) {
            tree.apply(i + 1, updates(Map.of(key(i).hash(), new byte[]{(byte) i})));
        }
        return tree;
    }

    @Test
    void anOldVersionStaysReadableUntilTheStoreHasALaterOne() {
        StateTree tree = numbered(50);
        persist(tree.root());
        Node old = tree.root();
        Lookup stub = new Lookup(new Stub(((Stored) old).id(), old.hash()), source);
        tree.apply(51, updates(Map.of(key(3).hash(), new byte[]{77})));
        assertThat(stub.value(key(3))).hasValueSatisfying(value -> assertThat(value).containsExactly(3));
        assertThat(new Lookup(old, source).value(key(3)).orElseThrow()).containsExactly(3);
        assertThat(new Lookup(tree.root(), source).value(key(3)).orElseThrow()).containsExactly(77);
        persist(tree.root());
        assertThatThrownBy(() -> stub.value(key(3))).isInstanceOf(NodeSource.Superseded.class);
    }

    @Test
    void writingTheSameValueChangesNothing() {
        StateTree tree = numbered(20);
        Node before = tree.root();
        assertThat(tree.apply(99, updates(Map.of(key(3).hash(), new byte[]{3})))).isSameAs(before);
    }

    @Test
    void provesWhatIsThereAndWhatIsNotAtAnySize() {
        for (int size : new int[]{0, 1, 2, 3, 17}) {
            store.clear();
            oracle.clear();
            Lookup lookup = new Lookup(numbered(size).root(), source);
            Digest stateRoot = StateHash.state(5, naive());
            for (int i = 0; i < size + 20; i++) {
                StateProof proof = lookup.prove(key(i));
                assertThat(proof.proves(key(i), 5, stateRoot)).isTrue();
                assertThat(proof.value().isPresent()).isEqualTo(i < size);
                assertThat(proof.proves(key(i), 6, stateRoot)).as("another height").isFalse();
                assertThat(proof.proves(key(i + 1), 5, stateRoot) && i < size).as("another key").isFalse();
                assertThat(StateProof.decode(proof.encoded()).proves(key(i), 5, stateRoot)).isTrue();
            }
        }
    }

    @Test
    void aProofWithAnyBitOfItChangedProvesNothing() {
        Lookup lookup = new Lookup(numbered(40).root(), source);
        Digest stateRoot = StateHash.state(5, naive());
        for (int wanted : new int[]{7, 1_000}) {
            byte[] good = lookup.prove(key(wanted)).encoded();
            for (int at = 0; at < good.length * 8; at++) {
                byte[] bad = good.clone();
                bad[at / 8] ^= (byte) (1 << at % 8);
                assertThat(provesAnything(bad, key(wanted), stateRoot)).as("bit " + at).isFalse();
            }
        }
    }

    private static boolean provesAnything(byte[] encoded, StateKey key, Digest stateRoot) {
        try {
            return StateProof.decode(encoded).proves(key, 5, stateRoot);
        } catch (Malformed e) {
            return false;
        }
    }

    @Test
    void absenceCannotBeShownByTheLeafOfAnotherWay() {
        Lookup lookup = new Lookup(numbered(40).root(), source);
        Digest stateRoot = StateHash.state(5, naive());
        StateProof ofSeven = lookup.prove(key(7));
        StateHash hash = new StateHash();
        StateProof asOther = new StateProof(ofSeven.forks(),
                new StateProof.Other(key(7).hash(), hash.bytes(ofSeven.value().orElseThrow())));
        for (int i = 0; i < 40; i++) {
            assertThat(asOther.proves(key(i), 5, stateRoot)).as("key %s is present", i).isFalse();
        }
    }

    @Test
    void recordsAreReadBackOrRefused() {
        StateTree tree = numbered(3);
        persist(tree.root());
        store.forEach((id, record) -> {
            Stored node = NodeCodec.decode(id, record, new StateHash());
            assertThat(NodeCodec.encode(node)).isEqualTo(record);
            assertThatThrownBy(() -> NodeCodec.decode(id, Arrays.copyOf(record, record.length - 1), new StateHash()))
                    .isInstanceOf(Malformed.class);
        });
    }

    @Test
    void rootsOfAFewKeysAreFixedForEver() {
        assertThat(numbered(0).root().hash().hex()).isEqualTo(Digest.ZERO.hex());
        assertThat(numbered(1).root().hash().hex())
                .isEqualTo("558da2ecaa3ce0b343982ebff66f8ff4936053788af486863bdab6089e947a13");
        store.clear();
        assertThat(numbered(5).root().hash().hex())
                .isEqualTo("575d79e45a5342a1d84dd13f4ebc2f03961d2af0da87ed87eeb27ff552d865fc");
        assertThat(StateHash.state(5, naive()).hex())
                .isEqualTo("aade611bf24a94d1377a7023bbf5feb2f4199d48717d568d4b486e4bddc98ca4");
    }
}
