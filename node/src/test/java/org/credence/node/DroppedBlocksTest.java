package org.credence.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One in four may lie. This member stands at height 40. */
class DroppedBlocksTest {

    private final AtomicLong height = new AtomicLong(40);
    private final List<Throwable> failures = new ArrayList<>();
    private final DroppedBlocks dropped = new DroppedBlocks(1, height::get, failures::add);

    private void told(int member, long first, double seconds) {
        dropped.told(member, first, (long) (seconds * 1e9));
    }

    @Test
    void twoWhoSayItForAWhileAreBelievedAndTheLowestHeightIsNamed() {
        told(0, 91, 0);
        told(2, 61, 1);
        told(0, 91, 10.9);
        assertThat(failures).isEmpty();
        told(2, 61, 11);
        assertThat(failures).singleElement().isInstanceOf(LeftBehind.class).extracting(Throwable::getMessage)
                .isEqualTo(
                        "restart: a snapshot is needed, others keep blocks from height 61, this member stands at 40");
    }

    @Test
    void oneAloneIsNeverBelievedHoweverOftenItSaysSo() {
        for (int second = 0; second < 100; second++) {
            told(1, 1_000, second);
        }
        assertThat(failures).isEmpty();
        told(0, 91, 100);
        told(1, 1_000, 109);
        assertThat(failures).as("the time is that of two").isEmpty();
    }

    @Test
    void whatComesFromSomebodyElseEndsIt() {
        told(0, 91, 0);
        told(2, 91, 0);
        height.set(41);
        told(0, 91, 20);
        told(2, 91, 21);
        told(0, 91, 30);
        assertThat(failures).isEmpty();
        told(0, 91, 31);
        assertThat(failures).hasSize(1);
    }

    @Test
    void whoKeepsTheNextBlockHasDroppedNothingThatIsNeeded() {
        for (int second = 0; second < 100; second++) {
            told(second % 3, 41, second);
        }
        assertThat(failures).isEmpty();
    }
}
