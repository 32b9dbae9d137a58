package org.credence.lab.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.PublicKey;
import org.credence.base.Tag;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.protocol.Protocol;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.ledger.epoch.Report;
import org.credence.ledger.epoch.Seen;
import org.junit.jupiter.api.Test;

/** The table in the laboratory is the ledger's. */
class BooksTest {

    private static final int MEMBERS = 7;
    private static final int SILENT = 2;
    private static final Seen WELL = new Seen(1, 0, 0, 0);
    private static final Committee FOUNDERS = new Committee(digest(0), 0,
            IntStream.rangeClosed(1, MEMBERS).mapToObj(member -> new PublicKey(digest(member))).toList(),
            Protocol.CBFT.quorum(MEMBERS));

    private static Digest digest(int number) {
        return Hasher.of(Tag.CHAIN).add(number).digest();
    }

    private static EpochRecord afterSilence(int age) {
        Books books = Books.of(FOUNDERS, new EpochLength(200), age);
        List<Seen> seen = new ArrayList<>(Collections.nCopies(MEMBERS, WELL));
        seen.set(SILENT, new Seen(1, 0, 80, 400));
        IntStream.range(0, MEMBERS).filter(member -> member != SILENT)
                .forEach(member -> books.report(member, new Report(0, seen)));
        books.close();
        return books.record();
    }

    @Test
    void whoeverWasSilentComesLastAmongFoundersByTheModelsWordAlone() {
        EpochRecord record = afterSilence(0);

        assertThat(record.number()).isEqualTo(1);
        assertThat(record.rank()).endsWith(SILENT);
        // Age caps all credit alike.
        assertThat(record.members().stream().mapToInt(member -> member.standing().credit()).distinct().count())
                .isEqualTo(1);
    }

    @Test
    void amongTheSettledItLosesCredit() {
        EpochRecord record = afterSilence(Policy.SETTLED.age());

        assertThat(record.rank()).endsWith(SILENT);
        int silent = record.members().get(SILENT).standing().credit();
        assertThat(record.members().getFirst().standing().credit()).isGreaterThan(silent + 65_536 / 20);
    }

    @Test
    void theSettledBeginInTheGenesissOrder() {
        EpochRecord record = Books.of(FOUNDERS, new EpochLength(200), 40).record();

        assertThat(record.number()).isZero();
        assertThat(record.rank()).isSorted();
        assertThat(record.members()).allMatch(member -> member.standing().age() == 40);
        assertThat(record.members()).allMatch(member -> member.standing().credit() > 65_536 * 9 / 10);
    }
}
