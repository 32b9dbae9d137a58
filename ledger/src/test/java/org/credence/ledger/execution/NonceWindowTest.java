package org.credence.ledger.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonceWindowTest {

    @ParameterizedTest
    @ValueSource(ints = {3, 40, 1_100, 5_000})
    void agreesWithASetOfAllUsedNonces(int spread) {
        Random random = new Random(spread);
        Set<Long> used = new TreeSet<>();
        Optional<byte[]> record = Optional.empty();
        long highest = -1;
        for (int i = 0; i < 4_000; i++) {
            long nonce =
                    Math.max(0, highest + 2 - random.nextInt(spread) + random.nextInt(3) * random.nextInt(spread) / 2);
            boolean allowed = !used.contains(nonce) && nonce > highest - NonceWindow.SIZE;
            Optional<byte[]> next = NonceWindow.use(record, nonce);
            assertThat(next.isPresent()).as("nonce %s, highest %s", nonce, highest).isEqualTo(allowed || highest < 0);
            if (next.isPresent()) {
                used.add(nonce);
                highest = Math.max(highest, nonce);
                record = next;
            }
        }
    }

    @Test
    void takesTheLowestAndTheHighestNonceThereIs() {
        Optional<byte[]> record = NonceWindow.use(Optional.empty(), 0);
        assertThat(NonceWindow.use(record, 0)).isEmpty();
        record = NonceWindow.use(record, Long.MAX_VALUE);
        assertThat(record).isPresent();
        assertThat(NonceWindow.use(record, Long.MAX_VALUE)).isEmpty();
        assertThat(NonceWindow.use(record, Long.MAX_VALUE - 1023)).isPresent();
        assertThat(NonceWindow.use(record, Long.MAX_VALUE - 1024)).isEmpty();
    }

    @Test
    void leavesTheRecordItWasGivenAlone() {
        byte[] first = NonceWindow.use(Optional.empty(), 5).orElseThrow();
        byte[] copy = first.clone();
        NonceWindow.use(Optional.of(first), 4);
        NonceWindow.use(Optional.of(first), 9);
        assertThat(first).isEqualTo(copy);
    }
}
