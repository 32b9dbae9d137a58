package org.credence.crypto.ecies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.SameLogProof;
import org.junit.jupiter.api.Test;

class EciesTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] MESSAGE = "forty-two, and the randomness".getBytes(StandardCharsets.UTF_8);
    private static final Digest PURPOSE = new Digest(1, 2, 3, 4);
    private static final ProofContext CONTEXT = new ProofContext(new Digest(5, 6, 7, 8), new Digest(9, 9, 9, 9));

    private final RecipientSecret secret = RecipientSecret.generate(RANDOM);
    private final SealedBox box = secret.key().seal(MESSAGE, PURPOSE, RANDOM);

    @Test
    void onlyTheRecipientOpensItAndOnlyForItsPurpose() {
        assertThat(secret.open(box, PURPOSE)).contains(MESSAGE);
        assertThat(secret.open(box, new Digest(1, 2, 3, 5))).isEmpty();
        assertThat(RecipientSecret.generate(RANDOM).open(box, PURPOSE)).isEmpty();
        assertThat(secret.key().seal(MESSAGE, PURPOSE, RANDOM)).isNotEqualTo(box);
    }

    @Test
    void everyBitCounts() {
        byte[] ciphertext = box.ciphertext();
        for (int bit = 0; bit < 8 * ciphertext.length; bit++) {
            byte[] altered = ciphertext.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(secret.open(new SealedBox(box.sent(), altered), PURPOSE)).isEmpty();
        }
        assertThat(secret.open(new SealedBox(box.sent().plus(Point.GENERATOR), ciphertext), PURPOSE)).isEmpty();
        assertThat(secret.open(new SealedBox(box.sent().negated(), ciphertext), PURPOSE)).isEmpty();
    }

    @Test
    void messagesFromEmptyToTheLimit() {
        for (int length : new int[]{0, 1, SealedBox.MAX_MESSAGE}) {
            byte[] message = new byte[length];
            RANDOM.nextBytes(message);
            assertThat(secret.open(secret.key().seal(message, PURPOSE, RANDOM), PURPOSE)).contains(message);
        }
        byte[] tooLong = new byte[SealedBox.MAX_MESSAGE + 1];
        assertThatIllegalArgumentException().isThrownBy(() -> secret.key().seal(tooLong, PURPOSE, RANDOM));
    }

    @Test
    void theRecipientShowsEverybodyWhatWasInside() {
        Disclosure disclosure = secret.disclose(CONTEXT, box, RANDOM);
        var content = (Disclosure.Content.Message) disclosure.open(CONTEXT, secret.key(), box, PURPOSE);
        assertThat(content.bytes()).isEqualTo(MESSAGE);
        assertThat(content.toString()).doesNotContain("forty");
    }

    @Test
    void rubbishIsShownToBeRubbish() {
        SealedBox rubbish = new SealedBox(box.sent(), new byte[40]);
        Disclosure disclosure = secret.disclose(CONTEXT, rubbish, RANDOM);
        assertThat(disclosure.open(CONTEXT, secret.key(), rubbish, PURPOSE))
                .isEqualTo(new Disclosure.Content.Rubbish());
    }

    /** A recipient who wants an honest sender blamed has to prove a false shared point. */
    @Test
    void aDisclosureCannotBeMadeUpNorMoved() {
        Disclosure honest = secret.disclose(CONTEXT, box, RANDOM);
        Disclosure.Content unproven = new Disclosure.Content.Unproven();
        Scalar one = Point.SCALARS.one();
        SameLogProof proof = honest.proof();

        for (Disclosure forged : new Disclosure[]{
                new Disclosure(honest.shared().plus(Point.GENERATOR), proof),
                new Disclosure(Point.NEUTRAL, proof),
                new Disclosure(honest.shared(), new SameLogProof(proof.challenge().plus(one), proof.answer())),
                new Disclosure(honest.shared(), new SameLogProof(proof.challenge(), proof.answer().plus(one))),
                new Disclosure(honest.shared(), new SameLogProof(Point.SCALARS.zero(), Point.SCALARS.zero()))}) {
            assertThat(forged.open(CONTEXT, secret.key(), box, PURPOSE)).isEqualTo(unproven);
        }
        ProofContext otherChain = new ProofContext(Digest.ZERO, CONTEXT.transaction());
        ProofContext otherTransaction = new ProofContext(CONTEXT.chain(), Digest.ZERO);
        assertThat(honest.open(otherChain, secret.key(), box, PURPOSE)).isEqualTo(unproven);
        assertThat(honest.open(otherTransaction, secret.key(), box, PURPOSE)).isEqualTo(unproven);
        RecipientKey other = RecipientSecret.generate(RANDOM).key();
        assertThat(honest.open(CONTEXT, other, box, PURPOSE)).isEqualTo(unproven);
        SealedBox second = secret.key().seal(MESSAGE, PURPOSE, RANDOM);
        assertThat(honest.open(CONTEXT, secret.key(), second, PURPOSE)).isEqualTo(unproven);
    }

    @Test
    void aProverWhoDoesNotKnowTheLogarithmIsStopped() {
        var statement = new SameLogProof.Statement(Point.of(Point.SCALARS.of(5)), Point.of(Point.SCALARS.of(7)),
                Point.of(Point.SCALARS.of(36)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SameLogProof.prove(CONTEXT, statement, Point.SCALARS.of(5), RANDOM));
    }

    @Test
    void hostileBytes() {
        HostileBytes.tryAll(box, SealedBox::read, SealedBox::write);
        HostileBytes.tryAll(secret.key(), RecipientKey::read, RecipientKey::write);
        HostileBytes.tryAll(secret.disclose(CONTEXT, box, RANDOM), Disclosure::read, Disclosure::write);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new RecipientKey(Point.NEUTRAL));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> RecipientSecret.decode(new byte[32]));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> RecipientSecret.decode(new byte[31]));
    }

    @Test
    void theSecretComesBackFromItsBytesAndIsNotUsedOnceClosed() {
        try (RecipientSecret again = RecipientSecret.decode(secret.encode())) {
            assertThat(again.key()).isEqualTo(secret.key());
            assertThat(again.open(box, PURPOSE)).contains(MESSAGE);
        }
        secret.close();
        assertThatIllegalStateException().isThrownBy(() -> secret.open(box, PURPOSE));
        assertThatIllegalStateException().isThrownBy(secret::encode);
    }
}
