package org.credence.consensus.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Vote;
import org.junit.jupiter.api.Test;

class HoldersTest {

    private static final Signature SIGNATURE = Signature.of(new byte[64]);
    private static final BatchRef REF = new BatchRef(new BatchHead(0, 1, 1, 1, Digest.ZERO),
            List.of(new Vote(0, SIGNATURE), new Vote(2, SIGNATURE), new Vote(3, SIGNATURE)));

    private final Holders holders = new Holders(List.of(0, 1, 3, 4));

    private List<Integer> ask() {
        List<Integer> asked = holders.of(REF);
        holders.asked();
        return asked;
    }

    @Test
    void oneThenAllThatVouchedThenEverybody() {
        assertThat(ask()).containsExactly(0);
        assertThat(ask()).containsExactly(0, 3);
        assertThat(ask()).containsExactly(0, 1, 3, 4);
        assertThat(ask()).containsExactly(0, 1, 3, 4);
    }

    @Test
    void ofAnInlineBatchTheAuthorThenEverybody() {
        BatchRef inline = new BatchRef(REF.head(), List.of());
        assertThat(holders.of(inline)).containsExactly(0);
        holders.asked();
        assertThat(holders.of(inline)).containsExactly(0, 1, 3, 4);
        assertThat(new Holders(List.of(1, 2)).of(inline)).isEmpty();
    }

    /** Found by the simulator (L3): who kept a body back cost a second for each block, together a view's time. */
    @Test
    void aRetryIsPaidOnceForARunOfBlocks() {
        ask();
        ask();
        holders.found();
        for (int block = 0; block < 3; block++) {
            assertThat(ask()).containsExactly(0, 3);
            holders.found();
        }
        holders.found();
        assertThat(ask()).containsExactly(0);
        holders.found();
        assertThat(ask()).containsExactly(0);
    }
}
