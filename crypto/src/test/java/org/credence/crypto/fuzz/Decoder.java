package org.credence.crypto.fuzz;

import static org.credence.crypto.paillier.TestKeys.KEY;

import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.credence.base.Digest;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.blind.BlindKey;
import org.credence.crypto.blind.BlindSignature;
import org.credence.crypto.blind.BlindVariant;
import org.credence.crypto.chameleon.ChameleonKey;
import org.credence.crypto.chameleon.Trapdoor;
import org.credence.crypto.commitment.Commitment;
import org.credence.crypto.credential.BlindedMapping;
import org.credence.crypto.credential.CredentialRequest;
import org.credence.crypto.credential.Exponents;
import org.credence.crypto.credential.IssuedCredential;
import org.credence.crypto.credential.IssuerKey;
import org.credence.crypto.credential.MapProof;
import org.credence.crypto.credential.Month;
import org.credence.crypto.credential.Serial;
import org.credence.crypto.credential.escrow.ArbitrationKey;
import org.credence.crypto.credential.escrow.ArbitratorDealing;
import org.credence.crypto.credential.escrow.Escrow;
import org.credence.crypto.credential.escrow.PartialOpening;
import org.credence.crypto.credential.pseudonym.Pseudonym;
import org.credence.crypto.credential.pseudonym.PseudonymSignature;
import org.credence.crypto.credential.pseudonym.Scope;
import org.credence.crypto.ecies.Disclosure;
import org.credence.crypto.ecies.RecipientKey;
import org.credence.crypto.ecies.RecipientSecret;
import org.credence.crypto.ecies.SealedBox;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.PaillierSecret;
import org.credence.crypto.paillier.TestKeys;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.G2;
import org.credence.crypto.pairing.LogProof;
import org.credence.crypto.proof.CommittedProductProof;
import org.credence.crypto.proof.EqualityProof;
import org.credence.crypto.proof.FactorProof;
import org.credence.crypto.proof.KeyProof;
import org.credence.crypto.proof.KnowledgeProof;
import org.credence.crypto.proof.LinkProof;
import org.credence.crypto.proof.ModulusProof;
import org.credence.crypto.proof.ProductProof;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.RangeProof;
import org.credence.crypto.proof.SameLogProof;
import org.credence.crypto.proof.ZeroProof;
import org.credence.crypto.sharing.Dealing;
import org.credence.crypto.sharing.Share;
import org.credence.crypto.threshold.AuditorShare;
import org.credence.crypto.threshold.PartialDecryption;
import org.credence.crypto.threshold.ThresholdKey;
import org.credence.crypto.vrf.VrfKey;
import org.credence.crypto.vrf.VrfProof;
import org.credence.crypto.vrf.VrfSecret;

/** The decoders of this module's schemes, with a value to start from that is the same in each run. */
enum Decoder {
    SCALAR(() -> new Form<>(Point.SCALARS.of(-7), r -> Point.SCALARS.read(r, "scalar"), Scalar::write)),
    POINT(() -> new Form<>(Point.GENERATOR, r -> Point.read(r, "point"), Point::write)),
    COMMITMENT(() -> new Form<>(new Commitment(Point.GENERATOR), Commitment::read, Commitment::write)),
    CHAMELEON_KEY(() -> new Form<>(trapdoor().key(), ChameleonKey::read, ChameleonKey::write)),
    CHAMELEON_OPENING(() -> new Form<>(new org.credence.crypto.chameleon.Opening(Point.SCALARS.one(), seven()),
            org.credence.crypto.chameleon.Opening::read, org.credence.crypto.chameleon.Opening::write)),
    DEALING(() -> new Form<>(dealt().dealing(), Dealing::read, Dealing::write)),
    SHARE(() -> new Form<>(dealt().shares().getFirst(), r -> Share.read(r, Point.SCALARS), Share::write)),
    VRF_KEY(() -> new Form<>(VrfSecret.fromSeed(new byte[32]).key(), VrfKey::read, VrfKey::write)),
    VRF_PROOF(() -> new Form<>(VrfSecret.fromSeed(new byte[32]).evaluate(new byte[1]).proof(), VrfProof::read,
            VrfProof::write)),
    SEALED_BOX(() -> new Form<>(box(), SealedBox::read, SealedBox::write)),
    RECIPIENT_KEY(() -> new Form<>(recipient().key(), RecipientKey::read, RecipientKey::write)),
    DISCLOSURE(() -> new Form<>(recipient().disclose(Fixed.CONTEXT, box(), fixed()), Disclosure::read,
            Disclosure::write)),
    BLIND_KEY(() -> new Form<>(blindKey(), BlindKey::read, BlindKey::write)),
    BLIND_SIGNATURE(() -> new Form<>(BlindSignature.of(new byte[256]), r -> BlindSignature.read(r, blindKey()),
            BlindSignature::write)),
    PAILLIER_KEY(() -> new Form<>(KEY.key().withRandomGenerator(fixed()), PaillierKey::read, PaillierKey::write)),
    LIGHTWEIGHT_KEY(() -> new Form<>(KEY, LightweightKey::read, LightweightKey::write)),
    CIPHERTEXT(() -> new Form<>(ciphertext(), KEY.key()::readCiphertext, Ciphertext::write)),
    PAILLIER_SECRET(() -> new Form<>(TestKeys.SECRET, PaillierSecret::read, PaillierSecret::write)),
    THRESHOLD_KEY(() -> new Form<>(Fixed.AUDITORS.key(), ThresholdKey::read, ThresholdKey::write)),
    AUDITOR_SHARE(() -> new Form<>(Fixed.AUDITORS.shares().getFirst(), AuditorShare::read, AuditorShare::write)),
    PARTIAL_DECRYPTION(() -> new Form<>(
            Fixed.AUDITORS.shares().getFirst().decrypt(Fixed.CONTEXT, Fixed.AUDITORS.key(), ciphertext(), fixed()),
            r -> PartialDecryption.read(r, Fixed.AUDITORS.key()),
            (partial, w) -> partial.write(w, Fixed.AUDITORS.key()))),
    ZERO_PROOF(() -> new Form<>(zero(), r -> ZeroProof.read(r, KEY), (proof, w) -> proof.write(w, KEY))),
    EQUALITY_PROOF(() -> new Form<>(new EqualityProof(zero()), r -> EqualityProof.read(r, KEY),
            (proof, w) -> proof.write(w, KEY))),
    KNOWLEDGE_PROOF(() -> new Form<>(new KnowledgeProof(ciphertext(), BigInteger.TEN, BigInteger.TWO.negate()),
            r -> KnowledgeProof.read(r, KEY), (proof, w) -> proof.write(w, KEY))),
    PRODUCT_PROOF(() -> new Form<>(
            new ProductProof(ciphertext(), ciphertext(), BigInteger.TEN, BigInteger.TWO, BigInteger.ONE.negate()),
            r -> ProductProof.read(r, KEY), (proof, w) -> proof.write(w, KEY))),
    LINK_PROOF(() -> new Form<>(new LinkProof(ciphertext(), Point.GENERATOR, BigInteger.TEN, BigInteger.TWO, seven()),
            r -> LinkProof.read(r, KEY), (proof, w) -> proof.write(w, KEY))),
    COMMITTED_PRODUCT_PROOF(() -> new Form<>(product(), CommittedProductProof::read, CommittedProductProof::write)),
    SAME_LOG_PROOF(() -> new Form<>(new SameLogProof(seven(), seven()), SameLogProof::read, SameLogProof::write)),
    RANGE_PROOF(() -> new Form<>(range(), RangeProof::read, RangeProof::write)),
    MODULUS_PROOF(() -> new Form<>(modulus(), r -> ModulusProof.read(r, KEY.key()),
            (proof, w) -> proof.write(w, KEY.key()))),
    FACTOR_PROOF(() -> new Form<>(factors(), r -> FactorProof.read(r, KEY.key()), FactorProof::write)),
    KEY_PROOF(() -> new Form<>(new KeyProof(modulus(), factors()), r -> KeyProof.read(r, KEY.key()),
            (proof, w) -> proof.write(w, KEY.key()))),
    G1_POINT(() -> new Form<>(Bases.MAIN, r -> G1.read(r, "point"), G1::write)),
    G2_POINT(() -> new Form<>(G2.GENERATOR, r -> G2.read(r, "point"), G2::write)),
    ISSUER_KEY(() -> new Form<>(new IssuerKey(G2.GENERATOR), IssuerKey::read, IssuerKey::write)),
    CREDENTIAL_REQUEST(() -> new Form<>(new CredentialRequest(Bases.SECRET, logarithm()), CredentialRequest::read,
            CredentialRequest::write)),
    ISSUED_CREDENTIAL(() -> new Form<>(
            new IssuedCredential(Bases.MAIN, answer(), answer(), new Serial(7), Month.of(2027, 1)),
            IssuedCredential::read, IssuedCredential::write)),
    BLINDED_MAPPING(() -> new Form<>(new BlindedMapping(Bases.SERIAL, new Escrow(Bases.MAIN, Bases.SECRET),
            Month.of(2027, 1), new MapProof(Bases.MAIN, Bases.SECRET, Bases.EXPIRY, answer(), new Exponents(answer(),
                    answer(), answer(), answer(), answer(), answer(), answer()))),
            BlindedMapping::read,
            BlindedMapping::write)),
    ARBITRATION_KEY(() -> new Form<>(new ArbitrationKey(3, List.of(Bases.MAIN, Bases.SECRET)), ArbitrationKey::read,
            ArbitrationKey::write)),
    ARBITRATOR_DEALING(() -> new Form<>(
            new ArbitratorDealing(2, List.of(Bases.MAIN, Bases.SECRET), logarithm()), ArbitratorDealing::read,
            ArbitratorDealing::write)),
    PARTIAL_OPENING(() -> new Form<>(new PartialOpening(2, Bases.MAIN, answer(), answer()), PartialOpening::read,
            PartialOpening::write)),
    PSEUDONYM(() -> new Form<>(new Pseudonym(Fixed.SCOPE, Bases.MAIN), r -> Pseudonym.read(r, Fixed.SCOPE),
            Pseudonym::write)),
    PSEUDONYM_SIGNATURE(() -> new Form<>(new PseudonymSignature(logarithm()), PseudonymSignature::read,
            PseudonymSignature::write));

    private final Supplier<Form<?>> make;
    private Form<?> form;

    Decoder(Supplier<Form<?>> make) {
        this.make = make;
    }

    /** A value, and how it is read and written. */
    private record Form<T>(T valid, Function<Reader, T> read, BiConsumer<T, Writer> write) {

        boolean refuses(byte[] bytes) {
            return HostileBytes.refuses(bytes, read, write);
        }

        byte[] encoded() {
            return HostileBytes.encode(valid, write);
        }
    }

    /** Made when first asked for: not every decoder needs them. */
    private static final class Fixed {
        static final ProofContext CONTEXT = new ProofContext(new Digest(1, 2, 3, 4), new Digest(5, 6, 7, 8));
        static final Scope SCOPE = new Scope(CONTEXT.chain(), CONTEXT.transaction());
        static final ThresholdKey.Dealt AUDITORS = ThresholdKey.deal(TestKeys.SECRET, 2, 3, fixed());
    }

    /** The valid encoding. */
    byte[] valid() {
        return form().encoded();
    }

    /**
     * Feeds the decoder. An input that begins with an odd byte is laid over the valid encoding, so that a search starts
     * inside the format; any other one is taken as it is, less that byte.
     *
     * @return whether it was refused as malformed
     * @throws AssertionError if it was taken, and encodes to something else; whatever else the decoder throws, is
     *                        thrown
     */
    boolean refuses(byte[] input) {
        if (input.length == 0) {
            return form().refuses(input);
        }
        byte[] rest = Arrays.copyOfRange(input, 1, input.length);
        return form().refuses((input[0] & 1) == 0 ? rest : patched(rest));
    }

    private byte[] patched(byte[] patch) {
        byte[] valid = valid();
        byte[] bytes = Arrays.copyOf(valid, Math.max(valid.length, patch.length));
        for (int i = 0; i < patch.length; i++) {
            bytes[i] ^= patch[i];
        }
        return bytes;
    }

    private synchronized Form<?> form() {
        if (form == null) {
            form = make.get();
        }
        return form;
    }

    /** The same numbers in each run, so that an input means the same in each. */
    private static SecureRandom fixed() {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(1);
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA1PRNG", e);
        }
    }

    private static Scalar seven() {
        return Point.SCALARS.of(7);
    }

    private static Scalar answer() {
        return G1.SCALARS.of(9);
    }

    private static LogProof logarithm() {
        return new LogProof(answer(), answer());
    }

    private static Trapdoor trapdoor() {
        return Trapdoor.of(seven());
    }

    private static Dealing.Dealt dealt() {
        return Dealing.deal(seven(), 3, 5, fixed());
    }

    private static RecipientSecret recipient() {
        return RecipientSecret.generate(fixed());
    }

    private static SealedBox box() {
        return recipient().key().seal(new byte[40], Digest.ZERO, fixed());
    }

    private static BlindKey blindKey() {
        return new BlindKey(BlindVariant.PSS_RANDOMIZED, KEY.key().w());
    }

    private static Ciphertext ciphertext() {
        return KEY.encrypt(BigInteger.TEN, KEY.randomness(fixed()));
    }

    private static ZeroProof zero() {
        return new ZeroProof(ciphertext(), BigInteger.TEN.negate());
    }

    private static CommittedProductProof product() {
        return new CommittedProductProof(seven(), seven(), seven(), seven());
    }

    private static RangeProof range() {
        List<Point> six = List.of(Point.GENERATOR, Point.NEUTRAL, Point.GENERATOR, Point.GENERATOR, Point.GENERATOR,
                Point.GENERATOR);
        return new RangeProof(Point.GENERATOR, Point.GENERATOR, Point.GENERATOR, Point.GENERATOR, seven(), seven(),
                seven(), six, six, seven(), seven());
    }

    private static ModulusProof modulus() {
        return ModulusProof.prove(Fixed.CONTEXT, TestKeys.SECRET);
    }

    private static FactorProof factors() {
        return FactorProof.prove(Fixed.CONTEXT, TestKeys.SECRET, fixed());
    }
}
