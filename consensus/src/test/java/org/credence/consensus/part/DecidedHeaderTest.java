package org.credence.consensus.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Samples;
import org.credence.base.block.Header;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which certificates prove that a header is decided. */
class DecidedHeaderTest {

    private final Samples samples = new Samples(1);

    private Header header(long view, long height, Digest parent) {
        return new Header(new Digest(1, 2, 3, 4), 0, view, height, parent, Digest.ZERO, 0, 0, Digest.ZERO, 0,
                Digest.ZERO);
    }

    private DecidedHeader decided(Phase phase, long view, Header header, List<Header> link) {
        Header top = link.isEmpty() ? header : link.getLast();
        return new DecidedHeader(header, link,
                new Certificate(phase, new BlockRef(0, view, top.height(), top.id()), samples.votes(3)));
    }

    /** Only PBFT votes anew on a block of an earlier view, and nobody votes on one of a later view. */
    @ParameterizedTest
    @CsvSource({"PBFT, 5, true", "PBFT, 7, true", "PBFT, 4, false", "CBFT, 5, true", "CBFT, 7, false",
            "RAFT, 7, false"})
    void theVotesViewIsTheBlocksOrWithPbftALaterOne(Protocol protocol, long view, boolean holds) {
        Phase phase = protocol == Protocol.RAFT ? Phase.CONFIRM : Phase.COMMIT;
        assertThat(decided(phase, view, header(5, 1, Digest.ZERO), List.of()).holds(protocol.quorum(4)))
                .isEqualTo(holds);
    }

    @Test
    void aLinkLeadsFromParentToChild() {
        Header low = header(0, 1, Digest.ZERO);
        Header high = header(0, 2, low.id());
        Header astray = header(0, 2, samples.digest());
        Quorum quorum = Protocol.PBFT.quorum(4);
        assertThat(decided(Phase.COMMIT, 0, low, List.of(high)).holds(quorum)).isTrue();
        assertThat(decided(Phase.COMMIT, 0, low, List.of(astray)).holds(quorum)).isFalse();
        assertThat(decided(Phase.CONFIRM, 0, low, List.of(high)).holds(quorum)).isFalse();
    }

    @Test
    void theCertificateIsOnTheLastHeaderOfTheLink() {
        Header low = header(0, 1, Digest.ZERO);
        DecidedHeader proof = decided(Phase.COMMIT, 0, low, List.of(header(0, 2, low.id())));
        DecidedHeader cut = new DecidedHeader(low, List.of(), proof.certificate());
        assertThat(cut.holds(Protocol.PBFT.quorum(4))).isFalse();
    }
}
