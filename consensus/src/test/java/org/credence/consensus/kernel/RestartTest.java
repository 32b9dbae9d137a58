package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a member knows after a crash, in the protocols whose new views rest on reports. */
class RestartTest {

    @ParameterizedTest
    @EnumSource(names = {"CBFT", "PBFT"})
    void aRestartedMemberKeepsItsPromisesAndCatchesUp(Protocol protocol) {
        Cluster cluster = new Cluster(protocol, 4);
        cluster.submit(1, 10);
        fallBehind(cluster, 3, 100);
        cluster.restart(3);
        cluster.run(3_000_000);
        assertThat(cluster.ordered(0)).isEqualTo(101);
        assertThat(cluster.chain(3)).isEqualTo(cluster.chain(0));
        cluster.restart(0);
        cluster.submit(2, 10);
        cluster.run(3_000_000);
        assertThat(cluster.ordered(0)).isEqualTo(102);
        assertThat(cluster.chain(3)).isEqualTo(cluster.chain(0));
    }

    /**
     * Its reports would leave out what its vote or certificate is for, and a new view could undo a decision (P§1.5).
     */
    @ParameterizedTest
    @EnumSource(names = {"CBFT", "PBFT"})
    void aMemberThatCannotShowWhatItsVoteStandsOnDoesNotStart(Protocol protocol) {
        Cluster cluster = new Cluster(protocol, 4);
        fallBehind(cluster, 3, 40);
        cluster.run(3_000_000);
        assertThat(cluster.chain(3)).as("taken over from others").isEqualTo(cluster.chain(0));
        cluster.submit(1, 10);
        cluster.run(3_000_000);
        cluster.decided.get(3).subList(5, cluster.decided.get(3).size()).clear();
        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> cluster.restart(3))
                .withMessageStartingWith("S4: promises reach");
    }

    /** The others decide so many transactions without the member, which is connected again afterwards. */
    private static void fallBehind(Cluster cluster, int member, int transactions) {
        cluster.lost = (link, message) -> link.startsWith(member + ">") || link.endsWith(">" + member);
        for (int i = 0; i < transactions; i++) {
            cluster.submit(i % 3, 10);
            cluster.run(10_000);
        }
        cluster.lost = (link, message) -> false;
    }
}
