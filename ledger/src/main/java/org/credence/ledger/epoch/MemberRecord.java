package org.credence.ledger.epoch;

import java.util.List;
import java.util.stream.Stream;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.reputation.Indicator;
import org.credence.reputation.Indicators;
import org.credence.reputation.Standing;

/**
 * A member's line of the table, the "node status record" of the CBFT paper. Wire: credit u32, age u32, barred u8,
 * indicators (u64 each), assessment u32, stale u16.
 *
 * @param standing   what it has earned by the end of the epoch before
 * @param indicators what was known of it then
 * @param assessment what the model made of that, from 0 to 1 in 1/65,536
 * @param stale      epochs in a row for which too few reported on it, so that older measurements stand
 */
public record MemberRecord(Standing standing, Indicators indicators, int assessment, int stale) {

    static final int MOST_STALE = 65_535;
    private static final int BYTES = 4 + 4 + 1 + 8 * 8 + 4 + 2;

    /** A newcomer's, of whom nothing is known yet. */
    static MemberRecord newcomer() {
        Standing standing = Standing.newcomer();
        return new MemberRecord(standing, new Indicators(Stream.of(Indicator.values()).map(indicator -> 0L).toList()),
                standing.credit(), 0);
    }

    static MemberRecord read(Reader reader) {
        Standing standing = standing(reader.u32("member.credit", 1 << 16),
                reader.u32("member.age", Integer.MAX_VALUE), reader.u8("member.barred"));
        List<Long> values = Stream.of(Indicator.values()).map(i -> reader.u64("member." + i.label())).toList();
        return new MemberRecord(standing, new Indicators(values), reader.u32("member.assessment", 1 << 16),
                reader.u16("member.stale"));
    }

    private static Standing standing(int credit, int age, int barred) {
        try {
            return new Standing(credit, age, barred);
        } catch (IllegalArgumentException e) {
            throw new Malformed("member.standing", String.valueOf(e.getMessage()));
        }
    }

    void write(Writer writer) {
        writer.u32(standing.credit()).u32(standing.age()).u8(standing.barred());
        indicators.values().forEach(writer::u64);
        writer.u32(assessment).u16(stale);
    }

    static int bytes(int members) {
        return members * BYTES;
    }
}
