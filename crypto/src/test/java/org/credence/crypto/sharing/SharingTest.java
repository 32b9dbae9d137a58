package org.credence.crypto.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.credence.base.codec.Malformed;
import org.credence.crypto.Edwards;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.Vectors;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.ScalarField;
import org.credence.crypto.sharing.Dealing.Recovery;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SharingTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ScalarField P256 = ScalarField.ofOrder(
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16));

    /** RFC 9591: little-endian scalars of Ed25519. */
    @Test
    void frostOverEd25519() {
        checkFrost("frost_ed25519_vectors.json.gz", ScalarField.ofOrder(Edwards.L), true);
    }

    /** RFC 9591: big-endian scalars of P-256. */
    @Test
    void frostOverP256() {
        checkFrost("frost_p256_vectors.json.gz", P256, false);
    }

    private static void checkFrost(String file, ScalarField field, boolean littleEndian) {
        JsonNode inputs = Vectors.read(file).get("inputs");
        Scalar secret = scalar(field, inputs.get("group_secret_key"), littleEndian);
        List<Scalar> coefficients = new ArrayList<>(List.of(secret));
        inputs.get("share_polynomial_coefficients").forEach(
                each -> coefficients.add(scalar(field, each, littleEndian)));
        List<Share> published = new ArrayList<>();
        inputs.get("participant_shares").forEach(each -> published.add(new Share(each.get("identifier").asInt(),
                scalar(field, each.get("participant_share"), littleEndian))));

        assertThat(published).hasSize(3);
        assertThat(Shamir.evaluate(coefficients, 3)).isEqualTo(published);
        for (int left = 0; left < 3; left++) {
            List<Share> two = new ArrayList<>(published);
            two.remove(left);
            assertThat(Shamir.combine(two)).isEqualTo(secret);
        }
    }

    @Test
    void anyThresholdOfSharesGiveTheSecretAndOneFewerDoNot() {
        Scalar secret = Point.SCALARS.nonZero(RANDOM);
        List<Share> shares = Shamir.split(secret, 3, 5, RANDOM);
        for (int subset = 0; subset < 32; subset++) {
            List<Share> chosen = chosen(shares, subset);
            if (chosen.size() >= 3) {
                assertThat(Shamir.combine(chosen)).isEqualTo(secret);
            } else if (!chosen.isEmpty()) {
                assertThat(Shamir.combine(chosen)).isNotEqualTo(secret);
            }
        }
        List<Share> twice = List.of(shares.get(0), shares.get(1), shares.get(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.combine(twice));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.split(secret, 6, 5, RANDOM));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.split(secret, 0, 5, RANDOM));
        assertThatIllegalArgumentException().isThrownBy(() -> Shamir.split(secret, 2, 257, RANDOM));
    }

    /** A-T5 and A-T13: bad shares are recognised one by one, whoever's they are, and do not spoil the good ones. */
    @Test
    void badSharesAreNamedAndLeftOut() {
        Scalar secret = Point.SCALARS.nonZero(RANDOM);
        Dealing.Dealt dealt = Dealing.deal(secret, 3, 5, RANDOM);
        Dealing dealing = dealt.dealing();
        assertThat(dealing.key()).isEqualTo(Point.of(secret));
        assertThat(dealt.shares()).allMatch(dealing::admits);
        dealt.shares().forEach(
                share -> assertThat(dealing.shareKey(share.index())).isEqualTo(Point.of(share.value())));

        for (int victim = 0; victim < 5; victim++) {
            Share good = dealt.shares().get(victim);
            Share wrong = new Share(good.index(), good.value().plus(Point.SCALARS.one()));
            Share displaced = new Share(good.index() % 5 + 1, good.value());
            assertThat(dealing.admits(wrong)).isFalse();
            assertThat(dealing.admits(displaced)).isFalse();
            List<Share> offered = new ArrayList<>(dealt.shares());
            offered.set(victim, wrong);
            assertThat(dealing.recover(offered))
                    .isEqualTo(new Recovery.Recovered(secret, Set.of(good.index())));
        }
    }

    @Test
    void tooFewGoodSharesSayHowMany() {
        Dealing.Dealt dealt = Dealing.deal(Point.SCALARS.nonZero(RANDOM), 3, 5, RANDOM);
        Share first = dealt.shares().getFirst();
        Share bad = new Share(4, first.value());
        assertThat(dealt.dealing().recover(List.of(first, first, dealt.shares().get(1), bad)))
                .isEqualTo(new Recovery.Insufficient(2, 3, Set.of(4)));
    }

    /** A dealer who commits to another polynomial than the one shares are taken of. */
    @Test
    void aDealerWhoChangesACommitmentIsFoundByEveryHolder() {
        Dealing.Dealt dealt = Dealing.deal(Point.SCALARS.nonZero(RANDOM), 3, 4, RANDOM);
        for (int j = 0; j < 3; j++) {
            List<Point> changed = new ArrayList<>(dealt.dealing().commitments());
            changed.set(j, changed.get(j).plus(Point.GENERATOR));
            Dealing other = new Dealing(changed);
            assertThat(dealt.shares()).noneMatch(other::admits);
        }
    }

    @Test
    void zeroIsNoSecretAndNoIndex() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dealing.deal(Point.SCALARS.zero(), 2, 3, RANDOM));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> new Dealing(List.of(Point.NEUTRAL, Point.GENERATOR)));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Dealing(List.of()));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Share(0, Point.SCALARS.one()));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Share(257, Point.SCALARS.one()));
    }

    @Test
    void hostileBytes() {
        Dealing.Dealt dealt = Dealing.deal(Point.SCALARS.nonZero(RANDOM), 3, 4, RANDOM);
        HostileBytes.tryAll(dealt.dealing(), Dealing::read, Dealing::write);
        HostileBytes.tryAll(dealt.shares().get(2), reader -> Share.read(reader, Point.SCALARS), Share::write);
    }

    @Test
    void aShareDoesNotPrintItsValue() {
        Share share = new Share(1, Point.SCALARS.of(0x5a5a5a5aL));
        assertThat(share.toString()).doesNotContain("5a5a").doesNotContain(Long.toString(0x5a5a5a5aL));
    }

    private static List<Share> chosen(List<Share> shares, int subset) {
        List<Share> chosen = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            if ((subset >> i & 1) == 1) {
                chosen.add(shares.get(i));
            }
        }
        return chosen;
    }

    private static Scalar scalar(ScalarField field, JsonNode hex, boolean littleEndian) {
        String text = hex.asString();
        StringBuilder bigEndian = new StringBuilder();
        for (int i = 0; i < text.length(); i += 2) {
            bigEndian.insert(littleEndian ? 0 : bigEndian.length(), text.substring(i, i + 2));
        }
        return field.of(new BigInteger(bigEndian.toString(), 16));
    }
}
