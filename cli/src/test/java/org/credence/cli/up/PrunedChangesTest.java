package org.credence.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.credence.node.Retention;
import org.credence.node.genesis.DataDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Members that drop old blocks, but for one, as processes under load (P§1.7): somebody joins with a snapshot, and
 * somebody is cut off until only a snapshot brings it back. {@code mvn -B verify -Pprocesses}. Prints how long the
 * chain paused.
 */
@Tag("processes")
class PrunedChangesTest {

    private static final Retention LAST = Retention.last(600);
    /** Keeps everything. */
    private static final int ARCHIVE = 0;
    private static final int CUT_OFF = 3;

    @TempDir
    private Path directory;

    private UnderLoad busy;

    @BeforeEach
    void startFourMembersUnderLoad() {
        busy = new UnderLoad(directory, founder -> founder == ARCHIVE ? Retention.all() : LAST, CUT_OFF);
    }

    @AfterEach
    void stopAll() {
        busy.close();
    }

    @Test
    void aNewcomerBeginsWithASnapshotAndNothingAcknowledgedIsLost() throws IOException {
        awaitDropped(1, List.of(busy.address(1), busy.address(2), busy.address(CUT_OFF)));
        UnderLoad.Joined east = busy.join(LAST);
        assertThat(UnderLoad.firstHeight(east.address())).as("it began above a snapshot")
                .isGreaterThan(UnderLoad.EPOCH);

        long stood = UnderLoad.executedHeight(busy.address(CUT_OFF));
        busy.founder(CUT_OFF).pause();
        assertThat(busy.roster().quorum().slow()).as("without the newcomer's vote nothing is decided now").isEqualTo(4);
        List<URI> going = List.of(busy.address(1), busy.address(2), east.address());
        // More than what was on its way to it when it was cut off.
        awaitDropped(stood + UnderLoad.EPOCH, going);
        busy.load().close();
        busy.requireOnLedger(busy.address(ARCHIVE));
        long height = UnderLoad.executedHeight(busy.address(ARCHIVE));
        for (URI member : going) {
            await("it has executed all").atMost(UnderLoad.LONG).until(() -> UnderLoad.executedHeight(member) >= height);
            assertThat(busy.requireProven(member)).isGreaterThan(100);
        }
        long back = bringBack();

        busy.close();
        compare(east, back);
    }

    private static void awaitDropped(long below, List<URI> members) {
        await("blocks up to " + below + " are dropped").atMost(UnderLoad.LONG)
                .until(() -> members.stream().allMatch(member -> UnderLoad.firstHeight(member) > below));
    }

    /** Without the archive nobody has what it needs; the height that it keeps blocks from in the end. */
    private long bringBack() {
        busy.founder(ARCHIVE).stop();
        busy.founder(CUT_OFF).resume();
        await("it stops itself").atMost(UnderLoad.LONG)
                .until(() -> busy.founder(CUT_OFF).endedByItself().isPresent());
        String words = busy.founder(CUT_OFF).endedByItself().orElseThrow();
        System.out.println(words);
        assertThat(words).contains("ended by itself with 5", "restart: a snapshot is needed, others keep blocks from");
        busy.restart(CUT_OFF);
        long others = UnderLoad.executedHeight(busy.address(1));
        await("it has executed what the others had").atMost(UnderLoad.LONG)
                .failFast(() -> assertThat(busy.founder(CUT_OFF).endedByItself()).isEmpty())
                .until(() -> UnderLoad.executedHeight(busy.address(CUT_OFF)) >= others);
        return UnderLoad.firstHeight(busy.address(CUT_OFF));
    }

    private void compare(UnderLoad.Joined east, long back) throws IOException {
        LocalConsortium consortium = busy.consortium();
        History whole = busy.history(consortium.home(ARCHIVE));
        busy.report(whole);
        assertThat(whole.first()).isOne();
        assertThat(whole.changes()).containsExactly((long) (east.agreed() + 1) * UnderLoad.EPOCH);
        busy.requireOnce(whole);
        assertThat(busy.audited(consortium.home(ARCHIVE)).path("height").asLong()).isEqualTo(whole.last());
        for (DataDirectory home : Stream.of(consortium.home(1), consortium.home(2), consortium.home(CUT_OFF),
                east.home()).toList()) {
            History kept = busy.history(home);
            assertThat(kept.first()).as(home.root().toString()).isGreaterThan(UnderLoad.EPOCH);
            busy.requireOnce(kept, whole);
            kept.requireSame(whole);
            var audit = busy.audited(home);
            assertThat(audit.path("height").asLong()).isEqualTo(kept.last());
            assertThat(audit.path("base").asLong()).isEqualTo(kept.first() - 1);
        }
        assertThat(busy.history(consortium.home(CUT_OFF)).first()).isEqualTo(back);
    }
}
