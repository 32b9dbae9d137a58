package org.credence.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {

    @Test
    void groupsByHeightAndSorts() {
        Acknowledged acknowledged = new Acknowledged(10);
        acknowledged.add(2, 30);
        acknowledged.add(1, 5);
        acknowledged.add(2, -1);
        acknowledged.add(2, 7);

        SortedMap<Long, long[]> byHeight = acknowledged.byHeight();
        assertThat(byHeight.keySet()).containsExactly(1L, 2L);
        assertThat(byHeight.get(1L)).containsExactly(5);
        assertThat(byHeight.get(2L)).containsExactly(-1, 7, 30);
    }

    @Test
    void onlyCountsWhatIsAboveItsBound() {
        Acknowledged acknowledged = new Acknowledged(100_000);
        for (int i = 0; i < 100_001; i++) {
            acknowledged.add(1, i);
        }
        assertThat(acknowledged.seen()).isEqualTo(100_001);
        assertThat(acknowledged.remembered()).isEqualTo(100_000);
        assertThat(acknowledged.byHeight().get(1L)).hasSize(100_000).startsWith(0, 1, 2);
    }
}
