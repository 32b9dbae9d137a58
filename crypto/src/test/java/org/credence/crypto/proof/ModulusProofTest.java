package org.credence.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.credence.crypto.proof.Proofs.CONTEXT;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.PaillierSecret;
import org.credence.crypto.paillier.TestKeys;
import org.credence.crypto.proof.ModulusProof.Round;
import org.junit.jupiter.api.Test;

/** A-E8: a key of another shape is not proven. */
class ModulusProofTest {

    private static final PaillierKey KEY = TestKeys.SECRET.key();
    private static final ModulusProof PROOF = ModulusProof.prove(CONTEXT, TestKeys.SECRET);

    private static ModulusProof with(int index, Round round) {
        List<Round> rounds = new ArrayList<>(PROOF.rounds());
        rounds.set(index, round);
        return new ModulusProof(PROOF.omega(), rounds);
    }

    @Test
    void itHoldsForThisKeyHereAndNothingElse() {
        Proofs.holdsOnlyHere(context -> PROOF.proves(context, KEY));
        PaillierKey other = PaillierKey.of(KEY.w().add(BigInteger.TWO));
        assertThat(PROOF.proves(CONTEXT, other)).isFalse();
    }

    @Test
    void everyFieldOfEveryRoundCounts() {
        Round last = PROOF.rounds().get(ModulusProof.ROUNDS - 1);
        Round first = PROOF.rounds().get(0);
        BigInteger one = BigInteger.ONE;
        Proofs.refusesAll(List.of(
                with(0, new Round(!first.negated(), first.turned(), first.fourth(), first.wth())),
                with(0, new Round(first.negated(), !first.turned(), first.fourth(), first.wth())),
                with(0, new Round(first.negated(), first.turned(), first.fourth().add(one), first.wth())),
                with(0, new Round(first.negated(), first.turned(), first.fourth(), first.wth().add(one))),
                with(0, new Round(first.negated(), first.turned(), first.fourth().add(KEY.w()), first.wth())),
                with(0, new Round(first.negated(), first.turned(), first.fourth(), first.wth().add(KEY.w()))),
                with(0, last),
                with(ModulusProof.ROUNDS - 1, first),
                new ModulusProof(PROOF.omega().add(one), PROOF.rounds()),
                new ModulusProof(PROOF.omega().add(KEY.w()), PROOF.rounds()),
                new ModulusProof(BigInteger.ZERO, PROOF.rounds())), each -> each.proves(CONTEXT, KEY));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> new ModulusProof(PROOF.omega(), PROOF.rounds().subList(0, ModulusProof.ROUNDS - 1)));
    }

    /** Who knows the factors of a w with p ≡ 1 mod 4 cannot turn every y into a fourth power. */
    @Test
    void aFactorThatIs1Modulo4IsNotProven() {
        BigInteger p = BigInteger.TWO.pow(1023).add(BigInteger.ONE);
        while (!p.isProbablePrime(50)) {
            p = p.add(BigInteger.valueOf(4));
        }
        PaillierSecret secret = PaillierSecret.of(p, TestKeys.P);
        assertThatIllegalArgumentException().isThrownBy(() -> ModulusProof.prove(CONTEXT, secret));
        BigInteger w = secret.key().w();
        BigInteger omega = BigInteger.TWO;
        while (ModulusProof.jacobi(omega, w) != -1) {
            omega = omega.add(BigInteger.ONE);
        }
        Transcript transcript = Transcript.of("key", CONTEXT).add("w", w).add("omega", omega);
        int withRoot = 0;
        for (int i = 0; i < ModulusProof.ROUNDS; i++) {
            BigInteger y = transcript.challengeBelow("y", w);
            withRoot += hasFourthRoot(y, omega, w, p) ? 1 : 0;
        }
        assertThat(withRoot).isBetween(1, ModulusProof.ROUNDS - 1);
    }

    private static boolean hasFourthRoot(BigInteger y, BigInteger omega, BigInteger w, BigInteger p) {
        return List.of(y, w.subtract(y), y.multiply(omega).mod(w), w.subtract(y.multiply(omega).mod(w))).stream()
                .anyMatch(each -> each.modPow(p.shiftRight(2), p).equals(BigInteger.ONE)
                        && each.modPow(TestKeys.P.shiftRight(1), TestKeys.P).equals(BigInteger.ONE));
    }

    @Test
    void jacobiSymbols() {
        int[] of15 = {0, 1, 1, 0, 1, 0, 0, -1, 1, 0, 0, -1, 0, -1, -1};
        for (int a = 0; a < 15; a++) {
            assertThat(ModulusProof.jacobi(BigInteger.valueOf(a), BigInteger.valueOf(15))).isEqualTo(of15[a]);
        }
        BigInteger prime = TestKeys.P;
        for (int a = 2; a < 30; a++) {
            BigInteger number = BigInteger.valueOf(a);
            boolean residue = number.modPow(prime.shiftRight(1), prime).equals(BigInteger.ONE);
            assertThat(ModulusProof.jacobi(number, prime)).isEqualTo(residue ? 1 : -1);
        }
    }

    @Test
    void hostileBytes() {
        byte[] bytes = HostileBytes.encode(PROOF, (proof, w) -> proof.write(w, KEY));
        ModulusProof again = HostileBytes.decode(bytes, r -> ModulusProof.read(r, KEY));
        assertThat(again).isEqualTo(PROOF);
        assertThatExceptionOfType(Malformed.class).isThrownBy(
                () -> HostileBytes.decode(Arrays.copyOf(bytes, bytes.length - 1), r -> ModulusProof.read(r, KEY)));
        byte[] twos = bytes.clone();
        twos[256] = 2;
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> HostileBytes.decode(twos, r -> ModulusProof.read(r, KEY)));
        Arrays.fill(bytes, (byte) -1);
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> HostileBytes.decode(bytes, r -> ModulusProof.read(r, KEY)));
    }
}
