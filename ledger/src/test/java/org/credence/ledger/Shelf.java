package org.credence.ledger;

import java.util.Arrays;
import java.util.List;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.proof.StateKey;

/** An application for tests: puts values on a shelf, refuses some after having written, and has one bug. */
final class Shelf implements Application {

    static final int ID = 7;
    static final int BUG = 0xbad;

    enum Refusal implements Code {
        ODD;

        @Override
        public int number() {
            return FIRST_OF_APPLICATIONS + 1;
        }
    }

    static byte[] put(int place, int value) {
        return new Writer(8).u32(place).u32(value).toBytes();
    }

    static StateKey key(int place) {
        return StateKey.of(StateKey.begin(ID, 1).u32(place));
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "shelf";
    }

    @Override
    public List<? extends Code> codes() {
        return List.of(Refusal.values());
    }

    @Override
    public void check(Transaction transaction) {
        read(transaction);
    }

    private static int[] read(Transaction transaction) {
        Reader reader = new Reader(transaction.payload());
        int[] values = {reader.u32("place", 1 << 20), reader.u32("value", Integer.MAX_VALUE)};
        reader.end();
        return values;
    }

    @Override
    public void execute(Transaction transaction, BlockContext block, State state) {
        int[] values = read(transaction);
        if (values[1] == BUG) {
            throw new IllegalStateException("bug");
        }
        byte[] value = new byte[1 + values[1] % 64];
        Arrays.fill(value, (byte) values[1]);
        state.put(key(values[0]), value);
        state.put(key(values[0] + 1), value);
        if (values[1] % 2 == 1) {
            throw new Rejected(Refusal.ODD, "value", "is odd");
        }
    }
}
