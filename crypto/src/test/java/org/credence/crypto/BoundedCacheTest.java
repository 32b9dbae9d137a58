package org.credence.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedCacheTest {

    @Test
    void remembersRecentKeysAndStaysBounded() {
        BoundedCache<Integer, String> cache = new BoundedCache<>(10);
        List<Integer> made = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            cache.get(i, key -> {
                made.add(key);
                return "v" + key;
            });
            assertThat(cache.size()).isLessThanOrEqualTo(20);
        }
        assertThat(made).hasSize(1_000);
        for (int i = 990; i < 1_000; i++) {
            assertThat(cache.get(i, key -> "made again")).isEqualTo("v" + i);
        }
        assertThat(cache.get(5, key -> "made again")).isEqualTo("made again");
    }

    @Test
    void aKeyInSteadyUseIsNeverMadeAgain() {
        BoundedCache<Integer, Integer> cache = new BoundedCache<>(4);
        int[] made = {0};
        for (int i = 1; i < 100; i++) {
            cache.get(0, key -> ++made[0]);
            cache.get(i, key -> key);
        }
        assertThat(made[0]).isEqualTo(1);
    }
}
