package org.credence.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Calendar;
import org.junit.jupiter.api.Test;

class DiskTest {

    private static final Committee COMMITTEE = new Committee(Digest.ZERO, 0,
            IntStream.range(0, 4).mapToObj(i -> new PublicKey(new Digest(0, 0, 0, i))).toList(), new Quorum(4, 1, 1));

    /** A chance with which it syncs no chain by itself. */
    private final Disk lazy =
            new Disk(new Scribe(), Calendar.of(COMMITTEE, 2), Digest.ZERO, true, false, new Chance(4));
    private final List<Decision> run = decisions(3);

    private static List<Decision> decisions(int count) {
        List<Decision> run = new ArrayList<>();
        Digest parent = Digest.ZERO;
        for (int height = 1; height <= count; height++) {
            Header header = new Header(Digest.ZERO, 0, 0, height, parent, Block.payloadRoot(List.of()), 0, 0,
                    Digest.ZERO, 0, Digest.ZERO);
            run.add(new Decision(Block.of(header, List.of()), List.of(),
                    new Certificate(Phase.CONFIRM, BlockRef.of(header, header.id()), List.of())));
            parent = header.id();
        }
        return run;
    }

    private void decide(Decision decision) {
        lazy.persist(new Promise.Decided(decision));
        lazy.append(decision);
    }

    @Test
    void aCrashTakesDecisionsThatNoPromiseFollowed() {
        run.forEach(this::decide);
        lazy.crash();
        assertThat(lazy.height()).isZero();
        assertThat(lazy.lost()).isEmpty();
    }

    @Test
    void whatCameBeforeAPromiseIsInTheJournal() {
        decide(run.get(0));
        decide(run.get(1));
        lazy.persist(new Promise.Entered(1));
        decide(run.get(2));
        lazy.crash();
        assertThat(lazy.height()).isZero();
        assertThat(lazy.lost()).isEqualTo(run.subList(0, 2));
        lazy.lost().forEach(lazy::append);
        assertThat(lazy.lost()).isEmpty();
        assertThat(lazy.chainView().height()).isEqualTo(2);
    }

    @Test
    void theNextEpochBeginsWhenTheChainIsStoredForGoodAndNotWhenTheJournalHoldsIt() {
        decide(run.get(0));
        decide(run.get(1));
        lazy.persist(new Promise.Entered(1));
        lazy.crash();
        lazy.lost().forEach(lazy::append);
        assertThat(lazy.epoch().number()).isZero();
        assertThat(lazy.close().number()).isEqualTo(1);
        lazy.crash();
        assertThat(lazy.epoch().number()).isEqualTo(1);
        assertThat(lazy.height()).isEqualTo(2);
    }
}
