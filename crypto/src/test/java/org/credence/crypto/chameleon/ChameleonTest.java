package org.credence.crypto.chameleon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.sharing.Dealing;
import org.credence.crypto.sharing.Dealing.Recovery;
import org.credence.crypto.sharing.Share;
import org.junit.jupiter.api.Test;

class ChameleonTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Trapdoor trapdoor = Trapdoor.generate(RANDOM);
    private final ChameleonKey key = trapdoor.key();
    private final Opening opening = new Opening(Point.SCALARS.uniform(RANDOM), Point.SCALARS.uniform(RANDOM));

    @Test
    void theTrapdoorOpensAHashToAnyMessage() {
        Point hash = key.hash(opening);
        for (Scalar message : List.of(Point.SCALARS.zero(), Point.SCALARS.one(), Point.SCALARS.uniform(RANDOM))) {
            Opening forged = trapdoor.forge(opening, message);
            assertThat(forged.message()).isEqualTo(message);
            assertThat(forged).isNotEqualTo(opening);
            assertThat(key.opens(hash, forged)).isTrue();
        }
        assertThat(trapdoor.forge(opening, opening.message())).isEqualTo(opening);
    }

    @Test
    void withoutTheTrapdoorNothingElseOpensIt() {
        Point hash = key.hash(opening);
        Scalar one = Point.SCALARS.one();
        assertThat(key.opens(hash, new Opening(opening.message().plus(one), opening.randomness()))).isFalse();
        assertThat(key.opens(hash, new Opening(opening.message(), opening.randomness().plus(one)))).isFalse();
        assertThat(key.opens(hash, new Opening(opening.randomness(), opening.message()))).isFalse();
        try (Trapdoor other = Trapdoor.generate(RANDOM)) {
            assertThat(key.opens(hash, other.forge(opening, one))).isFalse();
            assertThat(other.key().opens(hash, opening)).isFalse();
        }
    }

    /** P§4.1 G13: why a key serves one election. */
    @Test
    void aCollisionTellsTheTrapdoor() {
        Opening forged = trapdoor.forge(opening, Point.SCALARS.one());
        try (Trapdoor exposed = key.exposedBy(opening, forged)) {
            assertThat(exposed.reveal()).isEqualTo(trapdoor.reveal());
        }
        assertThatIllegalArgumentException().isThrownBy(() -> key.exposedBy(opening, opening));
        Opening unrelated = new Opening(Point.SCALARS.one(), Point.SCALARS.one());
        assertThatIllegalArgumentException().isThrownBy(() -> key.exposedBy(opening, unrelated));
    }

    /** P§4.3.2 and P§4.3.5 in one: deal, release shares, recover, claim. */
    @Test
    void enoughHoldersRecoverATrapdoorWhoseKeyIsTheFirstCommitment() {
        Dealing.Dealt dealt = Dealing.deal(trapdoor.reveal(), 2, 3, RANDOM);
        assertThat(new ChameleonKey(dealt.dealing().key())).isEqualTo(key);
        List<Share> released = dealt.shares().subList(1, 3);
        var recovered = (Recovery.Recovered) dealt.dealing().recover(released);
        try (Trapdoor again = Trapdoor.of(recovered.secret())) {
            assertThat(key.opens(key.hash(opening), again.forge(opening, Point.SCALARS.of(42)))).isTrue();
        }
    }

    @Test
    void hostileBytes() {
        HostileBytes.tryAll(key, ChameleonKey::read, ChameleonKey::write);
        HostileBytes.tryAll(opening, Opening::read, Opening::write);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new ChameleonKey(Point.NEUTRAL));
        assertThatIllegalArgumentException().isThrownBy(() -> Trapdoor.of(Point.SCALARS.zero()));
    }

    @Test
    void theTrapdoorIsNeitherPrintedNorUsedOnceClosed() {
        Trapdoor small = Trapdoor.of(Point.SCALARS.of(987654321));
        assertThat(small.toString()).doesNotContain("987654321").doesNotContain("3ade68b1");
        small.close();
        assertThatIllegalStateException().isThrownBy(() -> small.forge(opening, Point.SCALARS.one()));
    }
}
