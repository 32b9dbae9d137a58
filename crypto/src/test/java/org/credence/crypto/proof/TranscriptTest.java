package org.credence.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.ScalarField;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private static final ProofContext CONTEXT = new ProofContext(new Digest(1, 1, 1, 1), new Digest(2, 2, 2, 2));

    /** Computed once with Python's hashlib; fixed for good, as another value would refuse every proof in old blocks. */
    @Test
    void golden() {
        Transcript transcript = Transcript.of("golden", CONTEXT).add("a", new byte[]{1, 2}).add("n", 7);
        assertThat(transcript.challenge("e").toString(16)).isEqualTo("89ddeb4042c27eece858195de8f15f62");
        assertThat(transcript.challenge("f", Point.SCALARS).value().toString(16))
                .isEqualTo("21f6ac95f3b1a570918640799a4ce6764d601cd53695977e4ca1ad997a5393a0");
    }

    @Test
    void nothingCanBeMovedFromOnePlaceToAnother() {
        byte[] one = {1};
        List<Transcript> different = List.of(
                Transcript.of("a", CONTEXT),
                Transcript.of("b", CONTEXT),
                Transcript.of("a", new ProofContext(CONTEXT.transaction(), CONTEXT.chain())),
                Transcript.of("a", new ProofContext(CONTEXT.chain(), CONTEXT.chain())),
                Transcript.of("a", CONTEXT).add("x", one),
                Transcript.of("a", CONTEXT).add("x", new byte[]{1, 0}),
                Transcript.of("a", CONTEXT).add("x", new byte[]{0, 1}),
                Transcript.of("a", CONTEXT).add("y", one),
                Transcript.of("a", CONTEXT).add("x", one).add("x", new byte[0]),
                Transcript.of("a", CONTEXT).add("x", new byte[0]).add("x", one),
                Transcript.of("a", CONTEXT).add("x", BigInteger.ONE.negate()),
                Transcript.of("a", CONTEXT).add("x", 1));
        Set<BigInteger> challenges = new HashSet<>();
        different.forEach(each -> challenges.add(each.challenge("e")));
        assertThat(challenges).hasSize(different.size());
        assertThat(challenges).allMatch(each -> each.bitLength() <= Transcript.CHALLENGE_BITS);
        assertThat(challenges).anyMatch(each -> each.bitLength() > Transcript.CHALLENGE_BITS - 5);
    }

    @Test
    void aLaterChallengeDependsOnTheEarlierOnesAndItsLabel() {
        Transcript once = Transcript.of("a", CONTEXT);
        Transcript twice = Transcript.of("a", CONTEXT);
        BigInteger first = once.challenge("e");
        assertThat(twice.challenge("e")).isEqualTo(first);
        assertThat(once.challenge("e")).isNotEqualTo(first);
        assertThat(twice.challenge("f")).isNotEqualTo(first).isNotEqualTo(once.challenge("f"));
        ScalarField wide = ScalarField.ofOrder(BigInteger.TWO.pow(509).nextProbablePrime());
        assertThatIllegalArgumentException().isThrownBy(() -> once.challenge("e", wide));
    }
}
