package org.credence.crypto.credential.pseudonym;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.LogProof;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;
import org.junit.jupiter.api.Test;

class PseudonymTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Digest CHAIN = new Digest(1, 2, 3, 4);
    private static final ProofContext CONTEXT = new ProofContext(CHAIN, new Digest(5, 6, 7, 8));
    private static final Scope SCOPE = new Scope(CHAIN, new Digest(7, 7, 7, 7));
    private static final Scalar ONE = G1.SCALARS.one();

    private final Scalar secret = G1.SCALARS.nonZero(RANDOM);
    private final Pseudonym name = Pseudonym.of(SCOPE, secret);

    /** A-D7 and A-D13: one name in each scope, and another in each. */
    @Test
    void aHolderHasOneNameInEachScope() {
        assertThat(Pseudonym.of(new Scope(CHAIN, new Digest(7, 7, 7, 7)), secret)).isEqualTo(name);
        assertThat(SCOPE.base()).isEqualTo(new Scope(CHAIN, new Digest(7, 7, 7, 7)).base());
        for (Scope other : List.of(new Scope(CHAIN, new Digest(7, 7, 7, 8)),
                new Scope(new Digest(1, 2, 3, 5), SCOPE.name()), new Scope(SCOPE.name(), CHAIN))) {
            assertThat(other.base()).isNotEqualTo(SCOPE.base());
            assertThat(Pseudonym.of(other, secret).point()).isNotEqualTo(name.point());
        }
        assertThat(Pseudonym.of(SCOPE, secret.plus(ONE)).point()).isNotEqualTo(name.point());
    }

    @Test
    void aSignatureIsOfOneNameInOneScopeUnderOneTransaction() {
        for (int run = 0; run < Integer.getInteger("proofs.runs", 10); run++) {
            assertThat(PseudonymSignature.sign(CONTEXT, name, secret, RANDOM).isOf(CONTEXT, name)).isTrue();
        }
        PseudonymSignature signature = PseudonymSignature.sign(CONTEXT, name, secret, RANDOM);
        LogProof proof = signature.proof();
        for (LogProof altered : List.of(new LogProof(proof.challenge().plus(ONE), proof.answer()),
                new LogProof(proof.challenge(), proof.answer().plus(ONE)),
                new LogProof(G1.SCALARS.zero(), G1.SCALARS.zero()))) {
            assertThat(new PseudonymSignature(altered).isOf(CONTEXT, name)).isFalse();
        }
        assertThat(signature.isOf(new ProofContext(CHAIN, Digest.ZERO), name)).isFalse();
        assertThat(signature.isOf(new ProofContext(Digest.ZERO, CONTEXT.transaction()), name)).isFalse();
        Scope other = new Scope(CHAIN, Digest.ZERO);
        assertThat(signature.isOf(CONTEXT, new Pseudonym(other, name.point()))).isFalse();
        assertThat(signature.isOf(CONTEXT, Pseudonym.of(other, secret))).isFalse();
        assertThat(signature.isOf(CONTEXT, Pseudonym.of(SCOPE, secret.plus(ONE)))).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PseudonymSignature.sign(CONTEXT, name, secret.plus(ONE), RANDOM));
    }

    /** A-E11: the key chosen last, to fit answers chosen first, is in the hash. */
    @Test
    void aNameMadeToFitASignatureIsRefused() {
        Scalar z = G1.SCALARS.nonZero(RANDOM);
        G1 mask = SCOPE.base().times(G1.SCALARS.nonZero(RANDOM));
        Scalar e = Transcript.of("pseudonym-signature", CONTEXT).add("scope-chain", CHAIN.toBytes())
                .add("scope-name", SCOPE.name().toBytes()).add("base", SCOPE.base().toBytes())
                .add("mask", mask.toBytes()).challenge("e", G1.SCALARS);
        G1 fitting = SCOPE.base().times(z).minus(mask).times(e.inverse());
        assertThat(SCOPE.base().times(z)).isEqualTo(mask.plus(fitting.times(e)));
        assertThat(new PseudonymSignature(new LogProof(e, z)).isOf(CONTEXT, new Pseudonym(SCOPE, fitting)))
                .isFalse();
    }

    /** Written down a second time: nothing can drop out of the hash unseen. */
    @Test
    void theChallengeIsDrawnFromTheWholeStatement() {
        LogProof proof = PseudonymSignature.sign(CONTEXT, name, secret, RANDOM).proof();
        G1 mask = SCOPE.base().times(proof.answer()).minus(name.point().times(proof.challenge()));
        assertThat(Transcript.of("pseudonym-signature", CONTEXT).add("scope-chain", CHAIN.toBytes())
                .add("scope-name", SCOPE.name().toBytes()).add("base", SCOPE.base().toBytes())
                .add("image", name.point().toBytes()).add("mask", mask.toBytes()).challenge("e", G1.SCALARS))
                .isEqualTo(proof.challenge());
    }

    @Test
    void hostileBytes() {
        HostileBytes.tryAll(name, reader -> Pseudonym.read(reader, SCOPE), Pseudonym::write);
        PseudonymSignature signature = PseudonymSignature.sign(CONTEXT, name, secret, RANDOM);
        HostileBytes.tryAll(signature, PseudonymSignature::read, PseudonymSignature::write);
        assertThat(HostileBytes.encode(signature, PseudonymSignature::write)).hasSize(PseudonymSignature.LENGTH);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new Pseudonym(SCOPE, G1.NEUTRAL));
    }
}
