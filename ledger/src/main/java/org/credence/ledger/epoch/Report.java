package org.credence.ledger.epoch;

import java.util.List;
import org.credence.base.Limits;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What a member measured in an epoch (OBS of P§1.7). Wire: epoch u32, then a list (u32 count) of {@link Seen}.
 *
 * @param seen by member; the reporter's own entry does not count
 */
public record Report(int epoch, List<Seen> seen) {

    public Report {
        seen = List.copyOf(seen);
    }

    static Report read(Reader reader) {
        return new Report(reader.u32("report.epoch", Integer.MAX_VALUE),
                reader.list("report.seen", Limits.COMMITTEE, Seen::read));
    }

    void write(Writer writer) {
        writer.u32(epoch).list(seen, Seen::write);
    }

    static Report decode(byte[] value) {
        Reader reader = new Reader(value);
        Report report = read(reader);
        reader.end();
        return report;
    }

    /** The epoch of a report in the state. */
    public static int epochOf(byte[] value) {
        return new Reader(value).u32("report.epoch", Integer.MAX_VALUE);
    }

    byte[] encoded() {
        Writer writer = new Writer(8 + 8 * seen.size());
        write(writer);
        return writer.toBytes();
    }
}
