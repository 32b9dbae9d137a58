package org.credence.base.proof;

import java.util.Arrays;
import java.util.HexFormat;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.PublicKey;
import org.credence.base.codec.Writer;

/**
 * Address of one value of the state: application u16, kind u8, then what the kind lays down. Application 0 is the
 * ledger itself. Ordered and compared by hash, as the tree is.
 */
public final class StateKey implements Comparable<StateKey> {

    /** The ledger's own application number. */
    public static final int LEDGER = 0;

    private static final int RECEIPTS = 1;
    private static final int ACCOUNT = 2;
    private static final int AUTHORS = 3;
    private static final int EPOCH = 4;
    private static final int REPORT = 5;
    private static final int FAULT = 6;
    private static final int CONVICTED = 7;
    private static final int ROSTER = 8;
    private static final int PAST_ROSTER = 9;
    private static final int PROPOSALS = 10;

    private final byte[] bytes;
    private final Digest hash;

    private StateKey(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Digest.of(Hasher.sha256().digest(bytes));
    }

    /** A writer that has written application and kind; the rest follows. */
    public static Writer begin(int application, int kind) {
        return new Writer(64).u16(application).u8(kind);
    }

    /** The key made of what the writer holds. */
    public static StateKey of(Writer writer) {
        return new StateKey(writer.toBytes());
    }

    /** Where the {@link ReceiptsRoot} of the block at {@code height} is; a block without transactions has none. */
    public static StateKey receipts(long height) {
        return of(begin(LEDGER, RECEIPTS).u64(height));
    }

    /** Where the nonces that a sender has used are. */
    public static StateKey account(PublicKey sender) {
        return of(begin(LEDGER, ACCOUNT).key(sender));
    }

    /** Where the next batch sequence of every author is. */
    public static StateKey authors() {
        return of(begin(LEDGER, AUTHORS));
    }

    /** Where the table of the epoch that lasts is; the first epoch's is not written down. */
    public static StateKey epoch() {
        return of(begin(LEDGER, EPOCH));
    }

    /** Where a member's last report on the others is. */
    public static StateKey report(int member) {
        return of(begin(LEDGER, REPORT).u16(member));
    }

    /** Where it stands in which epoch a fault was punished. */
    public static StateKey fault(Digest fault) {
        return of(begin(LEDGER, FAULT).digest(fault));
    }

    /** Where it stands in which epoch a fault of the member was last punished. */
    public static StateKey convicted(int member) {
        return of(begin(LEDGER, CONVICTED).u16(member));
    }

    /** Who the members are, if not those of the genesis any more. */
    public static StateKey roster() {
        return of(begin(LEDGER, ROSTER));
    }

    /** Who the members were from an epoch on, until they changed. */
    public static StateKey pastRoster(int since) {
        return of(begin(LEDGER, PAST_ROSTER).u32(since));
    }

    /** Where the open proposals are. */
    public static StateKey proposals() {
        return of(begin(LEDGER, PROPOSALS));
    }

    /** SHA-256 of the key: its place in the tree. */
    public Digest hash() {
        return hash;
    }

    /** A copy of the key's bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    @Override
    public int compareTo(StateKey other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return "key " + HexFormat.of().formatHex(bytes);
    }
}
