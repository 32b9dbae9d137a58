package org.credence.base.proof;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * That the state after a height holds a value under a key, or holds none.
 *
 * <p>
 * Wire: type, version, kind u8 = 1, forks (u32 count, each bit u8 and sibling 32), end u8 (0 empty tree, 1
 * another leaf, 2 the value), then the other leaf's key hash and value hash, or the value (u32 length and bytes).
 *
 * @param forks from the root down
 * @param end   what following the key's bits leads to
 */
public record StateProof(List<Fork> forks, End end) {

    /** Bytes of a value, at the most. */
    public static final int VALUE_BYTES = 64 * 1024;

    private static final int BITS = 256;
    private static final int END_EMPTY = 0;
    private static final int END_OTHER = 1;
    private static final int END_VALUE = 2;

    /** One branch on the way: the bit it tests and the hash of the side not taken. */
    public record Fork(int bit, Digest sibling) {}

    /** Where the way ends. */
    public sealed interface End {}

    /** The tree holds nothing at all. */
    public record Nothing() implements End {}

    /** The leaf of another key: the key asked for is absent. */
    public record Other(Digest keyHash, Digest valueHash) implements End {}

    /** The leaf of the key itself. */
    public record Value(byte[] bytes) implements End {}

    public StateProof {
        forks = List.copyOf(forks);
    }

    /**
     * The proof these bytes encode.
     *
     * @throws Malformed if they are not exactly one
     */
    public static StateProof decode(byte[] encoded) {
        Reader reader = new Reader(encoded);
        StateProof proof = read(reader);
        reader.end();
        return proof;
    }

    public static StateProof read(Reader reader) {
        ProofKind.STATE.expect(reader);
        List<Fork> forks = reader.list("proof.forks", BITS,
                r -> new Fork(r.u8("proof.bit"), r.digest("proof.sibling")));
        int kind = reader.u8("proof.end");
        End end = switch (kind) {
            case END_EMPTY -> new Nothing();
            case END_OTHER -> new Other(reader.digest("proof.keyHash"), reader.digest("proof.valueHash"));
            case END_VALUE -> new Value(reader.bytes("proof.value", VALUE_BYTES));
            default -> throw new Malformed("proof.end", "is " + kind + ", must be 0, 1 or 2");
        };
        return new StateProof(forks, end);
    }

    public void write(Writer writer) {
        ProofKind.STATE.write(writer);
        writer.list(forks, (fork, w) -> w.u8(fork.bit()).digest(fork.sibling()));
        switch (end) {
            case Nothing() -> writer.u8(END_EMPTY);
            case Other(Digest keyHash, Digest valueHash) -> writer.u8(END_OTHER).digest(keyHash).digest(valueHash);
            case Value(byte[] bytes) -> writer.u8(END_VALUE).bytes(bytes);
        }
    }

    public byte[] encoded() {
        Writer writer = new Writer(64 + forks.size() * (Digest.LENGTH + 1));
        write(writer);
        return writer.toBytes();
    }

    /** The value shown; empty if absence is. Means nothing unless {@link #proves} was true. */
    public Optional<byte[]> value() {
        return end instanceof Value(byte[] bytes) ? Optional.of(bytes.clone()) : Optional.empty();
    }

    /** Whether the state after {@code height} with this root holds exactly {@link #value} under {@code key}. */
    public boolean proves(StateKey key, long height, Digest stateRoot) {
        return ascending() && matches(key) && StateHash.state(height, treeRoot(key)).equals(stateRoot);
    }

    private boolean ascending() {
        int last = -1;
        for (Fork fork : forks) {
            if (fork.bit() <= last || fork.bit() >= BITS) {
                return false;
            }
            last = fork.bit();
        }
        return true;
    }

    private boolean matches(StateKey key) {
        return switch (end) {
            case Nothing() -> forks.isEmpty();
            case Other(Digest keyHash, Digest _) -> !keyHash.equals(key.hash()) && sameWay(keyHash, key.hash());
            case Value _ -> true;
        };
    }

    /** The other leaf must lie on the key's own side of every fork, as it does in every tree that members build. */
    private boolean sameWay(Digest one, Digest other) {
        return forks.stream().allMatch(fork -> one.bit(fork.bit()) == other.bit(fork.bit()));
    }

    private Digest treeRoot(StateKey key) {
        StateHash hash = new StateHash();
        Digest node = switch (end) {
            case Nothing() -> StateHash.EMPTY;
            case Other(Digest keyHash, Digest valueHash) -> hash.leaf(keyHash, valueHash);
            case Value(byte[] bytes) -> hash.leaf(key.hash(), hash.bytes(bytes));
        };
        for (Fork fork : forks.reversed()) {
            node = key.hash().bit(fork.bit())
                    ? hash.branch(fork.bit(), fork.sibling(), node)
                    : hash.branch(fork.bit(), node, fork.sibling());
        }
        return node;
    }
}
