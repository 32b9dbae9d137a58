package org.credence.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowsTest {

    private static final long START = -3_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void countsOnlyWithinItsSpan() {
        Windows windows = new Windows(START, 3);
        windows.add(START - 1, 100);
        windows.add(START, 10);
        windows.add(START + SECOND, 20);
        windows.add(START + 3 * SECOND - 1, 60);
        windows.add(START + 3 * SECOND, 1_000);

        assertThat(windows.total()).isEqualTo(90);
        assertThat(windows.median()).isEqualTo(20);
        assertThat(windows.mean()).isEqualTo(30);
        assertThat(windows.least()).isEqualTo(10);
        assertThat(windows.at(2)).isEqualTo(60);
    }

    @Test
    void takesTheMiddleOfAnEvenNumberOfSeconds() {
        Windows windows = new Windows(0, 4);
        windows.add(0, 1);
        windows.add(SECOND, 100);
        windows.add(2 * SECOND, 3);
        windows.add(3 * SECOND, 6);

        assertThat(windows.median()).isEqualTo(4.5);
    }
}
