package org.credence.crypto.credential.escrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.credential.escrow.ArbitrationKey.Opening;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.LogProof;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;
import org.credence.crypto.sharing.Shamir;
import org.credence.crypto.sharing.Share;
import org.junit.jupiter.api.Test;

class EscrowTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ProofContext VERDICT = new ProofContext(new Digest(1, 2, 3, 4), new Digest(5, 6, 7, 8));
    private static final Scalar ONE = G1.SCALARS.one();
    private static final G1 TAG = Bases.MAIN.times(G1.SCALARS.of(0x1234_5678L));
    private static final Arbitrators FIVE = Arbitrators.of(3, 5);
    private static final ArbitrationKey KEY = FIVE.key();

    private final Escrow escrow = Escrow.of(KEY, TAG, Escrow.draw(RANDOM));

    /** Random runs that must never fail; a build runs few. */
    @Test
    void anyThresholdOfArbitratorsOpenTheEscrow() {
        for (int run = 0; run < Integer.getInteger("proofs.runs", 10); run++) {
            G1 tag = Bases.MAIN.times(G1.SCALARS.uniform(RANDOM));
            Escrow each = Escrow.of(KEY, tag, Escrow.draw(RANDOM));
            int first = 1 + RANDOM.nextInt(5);
            assertThat(KEY.open(VERDICT, each,
                    FIVE.open(VERDICT, each, first, first % 5 + 1, (first + 1 + RANDOM.nextInt(2)) % 5 + 1)))
                    .isEqualTo(new Opening.Opened(tag, Set.of()));
        }
    }

    @Test
    void moreThanNeededAndInAnyOrderGiveTheSame() {
        assertThat(KEY.open(VERDICT, escrow, FIVE.open(VERDICT, escrow, 5, 4, 3, 2, 1)))
                .isEqualTo(new Opening.Opened(TAG, Set.of()));
        assertThat(KEY.open(VERDICT, escrow, FIVE.open(VERDICT, escrow, 2, 2, 5, 3)))
                .isEqualTo(new Opening.Opened(TAG, Set.of()));
    }

    /** A-D6 and X17: one fewer than needed say nothing, also not one who answers thrice. */
    @Test
    void tooFewArbitratorsDoNotOpen() {
        assertThat(KEY.open(VERDICT, escrow, FIVE.open(VERDICT, escrow, 1, 4)))
                .isEqualTo(new Opening.Insufficient(2, 3, Set.of()));
        assertThat(KEY.open(VERDICT, escrow, FIVE.open(VERDICT, escrow, 4, 4, 4)))
                .isEqualTo(new Opening.Insufficient(1, 3, Set.of()));
        List<PartialOpening> two = FIVE.open(VERDICT, escrow, 1, 4);
        List<Integer> indices = List.of(1, 4);
        G1 mask = G1.sumOfProducts(two.stream().map(PartialOpening::value).toList(),
                indices.stream().map(i -> Shamir.lagrangeAtZero(G1.SCALARS, i, indices)).toList());
        assertThat(escrow.second().minus(mask)).isNotEqualTo(TAG);
    }

    /** A-D6: a key that one arbitrator, or a minority, could open with is no key. */
    @Test
    void thresholdsOfHalfOrLessAreRefused() {
        for (int[] each : new int[][]{{1, 1}, {1, 2}, {2, 4}, {3, 6}}) {
            List<G1> commitments = KEY.commitments().subList(0, each[0]);
            assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new ArbitrationKey(each[1], commitments))
                    .withMessageContaining("must be");
        }
        assertThat(new ArbitrationKey(3, KEY.commitments().subList(0, 2)).threshold()).isEqualTo(2);
        assertThat(new ArbitrationKey(2, KEY.commitments().subList(0, 2)).arbitrators()).isEqualTo(2);
        List<G1> most = Collections.nCopies(Limits.COMMITTEE, TAG);
        assertThat(new ArbitrationKey(Limits.COMMITTEE, most).threshold()).isEqualTo(256);
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> new ArbitrationKey(6, KEY.commitments()))
                .withMessage("arbitration.threshold: is 3, must be 4 to 6");
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new ArbitrationKey(2, KEY.commitments()));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new ArbitrationKey(257, KEY.commitments()));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new ArbitrationKey(2, List.of()));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> new ArbitrationKey(2, List.of(G1.NEUTRAL, TAG)));
    }

    /** X18: every field of a part counts; who sends a bad one is named, and the good ones suffice. */
    @Test
    void badPartsAreNamedAndLeftOut() {
        PartialOpening good = FIVE.open(VERDICT, escrow, 2).getFirst();
        assertThat(good.proves(VERDICT, KEY, escrow)).isTrue();
        Scalar e = good.challenge();
        Scalar z = good.answer();
        List<PartialOpening> bad = List.of(
                new PartialOpening(3, good.value(), e, z),
                new PartialOpening(6, good.value(), e, z),
                new PartialOpening(2, good.value().plus(Bases.MAIN), e, z),
                new PartialOpening(2, FIVE.open(VERDICT, escrow, 3).getFirst().value(), e, z),
                new PartialOpening(2, good.value(), e.plus(ONE), z),
                new PartialOpening(2, good.value(), e, z.plus(ONE)),
                new PartialOpening(2, good.value(), G1.SCALARS.zero(), G1.SCALARS.zero()));
        List<PartialOpening> honest = FIVE.open(VERDICT, escrow, 1, 4, 5);
        for (PartialOpening each : bad) {
            assertThat(each.proves(VERDICT, KEY, escrow)).isFalse();
            List<PartialOpening> offered = new ArrayList<>(List.of(each));
            assertThat(KEY.open(VERDICT, escrow, offered))
                    .isEqualTo(new Opening.Insufficient(0, 3, Set.of(each.arbitrator())));
            offered.addAll(honest);
            assertThat(KEY.open(VERDICT, escrow, offered))
                    .isEqualTo(new Opening.Opened(TAG, Set.of(each.arbitrator())));
        }
    }

    /** X18: a prover with another exponent than its share's satisfies one equation, not both. */
    @Test
    void aPartOfAnotherExponentIsRefused() {
        Scalar other = G1.SCALARS.nonZero(RANDOM);
        assertThat(PartialOpening.of(VERDICT, KEY, escrow, 2, other, RANDOM).proves(VERDICT, KEY, escrow)).isFalse();
    }

    /** E16: a part holds for one verdict, one escrow and one key. */
    @Test
    void aPartIsNotMoved() {
        PartialOpening good = FIVE.open(VERDICT, escrow, 2).getFirst();
        assertThat(good.proves(new ProofContext(VERDICT.chain(), Digest.ZERO), KEY, escrow)).isFalse();
        assertThat(good.proves(new ProofContext(Digest.ZERO, VERDICT.transaction()), KEY, escrow)).isFalse();
        Escrow other = new Escrow(escrow.first(), escrow.second().plus(Bases.MAIN));
        assertThat(good.proves(VERDICT, KEY, other)).isFalse();
        assertThat(good.proves(VERDICT, KEY, new Escrow(escrow.first().plus(Bases.MAIN), escrow.second())))
                .isFalse();
        assertThat(good.proves(VERDICT, new ArbitrationKey(4, KEY.commitments()), escrow)).isFalse();
        assertThat(good.proves(VERDICT, Arbitrators.of(3, 5).key(), escrow)).isFalse();
    }

    /** Written down a second time: nothing can drop out of the hash unseen. */
    @Test
    void theChallengeOfAPartIsDrawnFromTheWholeStatement() {
        PartialOpening good = FIVE.open(VERDICT, escrow, 2).getFirst();
        List<Scalar> scalars = List.of(good.answer(), good.challenge().negated());
        G1 first = G1.sumOfProducts(List.of(Bases.MAIN, KEY.shareKey(2)), scalars);
        G1 second = G1.sumOfProducts(List.of(escrow.first(), good.value()), scalars);
        Transcript transcript = Transcript.of("partial-opening", VERDICT).add("arbitrators", 5).add("threshold", 3);
        KEY.commitments().forEach(each -> transcript.add("arbitration", each.toBytes()));
        assertThat(transcript.add("escrow-first", escrow.first().toBytes())
                .add("escrow-second", escrow.second().toBytes()).add("arbitrator", 2)
                .add("value", good.value().toBytes()).add("first", first.toBytes())
                .add("second", second.toBytes()).challenge("e", G1.SCALARS)).isEqualTo(good.challenge());
    }

    @Test
    void badSharesOfADealingAreRecognised() {
        ArbitratorDealing.Dealt dealt = FIVE.dealt().get(1);
        ArbitratorDealing dealing = dealt.dealing();
        assertThat(dealt.shares()).hasSize(5).allMatch(dealing::admits);
        for (Share good : dealt.shares()) {
            assertThat(dealing.admits(new Share(good.index(), good.value().plus(ONE)))).isFalse();
            assertThat(dealing.admits(new Share(good.index() % 5 + 1, good.value()))).isFalse();
        }
        for (int j = 0; j < 3; j++) {
            List<G1> changed = new ArrayList<>(dealing.commitments());
            changed.set(j, changed.get(j).plus(Bases.MAIN));
            ArbitratorDealing other = new ArbitratorDealing(2, changed, dealing.proof());
            assertThat(dealt.shares()).noneMatch(other::admits);
            assertThat(other.proves(Arbitrators.CEREMONY)).isFalse();
        }
    }

    /** Written down a second time: nothing can drop out of the hash unseen. */
    @Test
    void theChallengeOfADealingIsDrawnFromTheWholeStatement() {
        ArbitratorDealing dealing = ArbitratorDealing.deal(Arbitrators.CEREMONY, 4, 3, 5, RANDOM).dealing();
        LogProof proof = dealing.proof();
        G1 key = dealing.commitments().getFirst();
        G1 mask = Bases.MAIN.times(proof.answer()).minus(key.times(proof.challenge()));
        Transcript transcript = Transcript.of("arbitrator-dealing", Arbitrators.CEREMONY).add("dealer", 4);
        dealing.commitments().forEach(each -> transcript.add("commitment", each.toBytes()));
        assertThat(transcript.add("base", Bases.MAIN.toBytes()).add("image", key.toBytes())
                .add("mask", mask.toBytes()).challenge("e", G1.SCALARS)).isEqualTo(proof.challenge());
    }

    /** The last dealer sees the others' commitments and wants the sum to be a key of its own. */
    @Test
    void aDealerCannotCancelTheOthersContributions() {
        ArbitratorDealing honest = FIVE.dealt().get(0).dealing();
        ArbitratorDealing.Dealt own = ArbitratorDealing.deal(Arbitrators.CEREMONY, 2, 3, 5, RANDOM);
        List<G1> rogue = new ArrayList<>(own.dealing().commitments());
        rogue.set(0, rogue.get(0).minus(honest.commitments().getFirst()));
        for (LogProof each : List.of(own.dealing().proof(), honest.proof())) {
            ArbitratorDealing forged = new ArbitratorDealing(2, rogue, each);
            assertThat(forged.proves(Arbitrators.CEREMONY)).isFalse();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ArbitrationKey.of(Arbitrators.CEREMONY, 5, List.of(honest, forged)));
        }
        ArbitratorDealing copied = new ArbitratorDealing(2, honest.commitments(), honest.proof());
        assertThat(copied.proves(Arbitrators.CEREMONY)).isFalse();
        assertThat(honest.proves(VERDICT)).isFalse();
    }

    @Test
    void whatTheCallerMustHaveCheckedIsRefused() {
        ArbitratorDealing first = FIVE.dealt().get(0).dealing();
        ArbitratorDealing ofTwo = ArbitratorDealing.deal(Arbitrators.CEREMONY, 2, 2, 3, RANDOM).dealing();
        for (List<ArbitratorDealing> each : List.of(List.<ArbitratorDealing>of(), List.of(first, first),
                List.of(first, ofTwo))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ArbitrationKey.of(Arbitrators.CEREMONY, 5, each));
        }
        ArbitratorDealing fifth = FIVE.dealt().get(4).dealing();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArbitrationKey.of(Arbitrators.CEREMONY, 4, List.of(first, fifth)));
        assertThatIllegalArgumentException().isThrownBy(() -> KEY.shareKey(0));
        assertThatIllegalArgumentException().isThrownBy(() -> KEY.shareKey(6));
        List<Share> shares = FIVE.dealt().stream().map(each -> each.shares().get(0)).toList();
        assertThatIllegalArgumentException().isThrownBy(() -> ArbitratorShare.of(KEY, 2, shares));
        assertThatIllegalArgumentException().isThrownBy(() -> ArbitratorShare.of(KEY, 1, shares.subList(0, 4)));
        ArbitrationKey other = Arbitrators.of(3, 5).key();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FIVE.shares().get(0).open(VERDICT, other, escrow, RANDOM));
    }

    @Test
    void aShareComesBackFromItsBytesAndIsNotUsedOnceClosed() {
        ArbitratorShare share = FIVE.shares().get(2);
        ArbitratorShare again = ArbitratorShare.decode(share.encode());
        assertThat(again.arbitrator()).isEqualTo(3);
        assertThat(again.open(VERDICT, KEY, escrow, RANDOM).proves(VERDICT, KEY, escrow)).isTrue();
        assertThat(again).hasToString("ArbitratorShare[3]");
        again.close();
        assertThatIllegalStateException().isThrownBy(again::encode);
        assertThatIllegalStateException().isThrownBy(() -> again.open(VERDICT, KEY, escrow, RANDOM));
        byte[] zero = share.encode();
        Arrays.fill(zero, 2, zero.length, (byte) 0);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> ArbitratorShare.decode(zero));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> ArbitratorShare.decode(new byte[33]));
        byte[] longer = Arrays.copyOf(share.encode(), 35);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> ArbitratorShare.decode(longer));
    }

    @Test
    void hostileBytes() {
        HostileBytes.tryAll(escrow, Escrow::read, Escrow::write);
        HostileBytes.tryAll(KEY, ArbitrationKey::read, ArbitrationKey::write);
        HostileBytes.tryAll(FIVE.dealt().get(0).dealing(), ArbitratorDealing::read, ArbitratorDealing::write);
        PartialOpening part = FIVE.open(VERDICT, escrow, 2).getFirst();
        HostileBytes.tryAll(part, PartialOpening::read, PartialOpening::write);
        assertThat(HostileBytes.encode(part, PartialOpening::write)).hasSize(PartialOpening.LENGTH);
        assertThat(HostileBytes.encode(escrow, Escrow::write)).hasSize(Escrow.LENGTH);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Escrow(G1.NEUTRAL, TAG));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Escrow(TAG, G1.NEUTRAL));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new PartialOpening(1, G1.NEUTRAL, ONE, ONE));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new PartialOpening(0, TAG, ONE, ONE));
        LogProof proof = new LogProof(ONE, ONE);
        List<G1> tooMany = Collections.nCopies(Limits.COMMITTEE + 1, TAG);
        List<Runnable> refused = List.of(
                () -> new PartialOpening(Limits.COMMITTEE + 1, TAG, ONE, ONE),
                () -> new ArbitratorDealing(0, List.of(TAG), proof),
                () -> new ArbitratorDealing(Limits.COMMITTEE + 1, List.of(TAG), proof),
                () -> new ArbitratorDealing(1, List.of(), proof),
                () -> new ArbitratorDealing(1, tooMany, proof),
                () -> new ArbitratorDealing(1, List.of(TAG, G1.NEUTRAL), proof));
        for (Runnable each : refused) {
            assertThatExceptionOfType(Malformed.class).isThrownBy(each::run);
        }
        assertThat(new PartialOpening(Limits.COMMITTEE, TAG, ONE, ONE).proves(VERDICT, KEY, escrow)).isFalse();
        assertThat(new ArbitratorDealing(Limits.COMMITTEE, List.of(TAG), proof).proves(VERDICT)).isFalse();
    }
}
