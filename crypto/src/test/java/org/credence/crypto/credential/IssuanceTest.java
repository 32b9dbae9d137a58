package org.credence.crypto.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.credence.crypto.credential.Registered.CHAIN;
import static org.credence.crypto.credential.Registered.CONTEXT;
import static org.credence.crypto.credential.Registered.EXPIRY;
import static org.credence.crypto.credential.Registered.ISSUER;
import static org.credence.crypto.credential.Registered.ONE;
import static org.credence.crypto.credential.Registered.RANDOM;
import static org.credence.crypto.credential.Registered.SCOPE;
import static org.credence.crypto.credential.Registered.SESSION;
import static org.credence.crypto.credential.Registered.TERMS;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.KeyDerivation;
import org.credence.crypto.SecretFile;
import org.credence.crypto.SecretFile.Kind;
import org.credence.crypto.credential.escrow.ArbitratorShare;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.G2;
import org.credence.crypto.pairing.LogProof;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuanceTest {

    private static final IssuerSecret OTHER = IssuerSecret.generate(RANDOM);

    private final HolderSecret holder = HolderSecret.generate(RANDOM);
    private final Serial serial = Serial.draw(RANDOM);
    private final IssuedCredential issued = Registered.issue(holder, serial);

    /** Random runs that must never fail; a build runs few. */
    @Test
    void whatIsIssuedIsAccepted() {
        for (int run = 0; run < Integer.getInteger("proofs.runs", 10); run++) {
            HolderSecret each = HolderSecret.generate(RANDOM);
            IssuedCredential answer = Registered.issue(each, Serial.draw(RANDOM));
            Credential credential = Credential.accept(each, ISSUER.key(), EXPIRY, answer).orElseThrow();
            assertThat(credential.expiry()).isEqualTo(EXPIRY);
            assertThat(credential.issuer()).isEqualTo(ISSUER.key());
        }
    }

    /** A-D8 and E16: what proves knowledge of the secret does so in one session with one issuer. */
    @Test
    void aRequestIsNotAlteredNorMoved() {
        CredentialRequest request = holder.request(SESSION, ISSUER.key(), RANDOM);
        LogProof proof = request.proof();
        assertThat(request.proves(SESSION, ISSUER.key())).isTrue();
        for (CredentialRequest altered : List.of(
                new CredentialRequest(request.key().plus(Bases.SECRET), proof),
                new CredentialRequest(request.key().negated(), proof),
                new CredentialRequest(request.key(), new LogProof(proof.challenge().plus(ONE), proof.answer())),
                new CredentialRequest(request.key(), new LogProof(proof.challenge(), proof.answer().plus(ONE))),
                new CredentialRequest(request.key(), new LogProof(G1.SCALARS.zero(), G1.SCALARS.zero())))) {
            assertThat(altered.proves(SESSION, ISSUER.key())).isFalse();
            assertThat(ISSUER.issue(SESSION, altered, serial, EXPIRY, RANDOM)).isEmpty();
        }
        assertThat(request.proves(SESSION, OTHER.key())).isFalse();
        assertThat(OTHER.issue(SESSION, request, serial, EXPIRY, RANDOM)).isEmpty();
        assertThat(request.proves(new ProofContext(CHAIN, Digest.ZERO), ISSUER.key())).isFalse();
        assertThat(request.proves(new ProofContext(Digest.ZERO, SESSION.transaction()), ISSUER.key())).isFalse();
    }

    /** Without a proof K could have a part in the other bases, and with it another serial number be signed. */
    @Test
    void aRequestThatWouldChangeTheSerialIsNotProven() {
        Scalar secret = G1.SCALARS.nonZero(RANDOM);
        G1 crooked = Bases.SECRET.times(secret).plus(Bases.SERIAL);
        assertThatIllegalArgumentException().isThrownBy(() -> LogProof
                .prove(CredentialRequest.statement(SESSION, ISSUER.key()), Bases.SECRET, crooked, secret, RANDOM));
        G1 straight = Bases.SECRET.times(secret);
        LogProof proof = LogProof.prove(CredentialRequest.statement(SESSION, ISSUER.key()), Bases.SECRET, straight,
                secret, RANDOM);
        assertThat(new CredentialRequest(crooked, proof).proves(SESSION, ISSUER.key())).isFalse();
    }

    /** Written down a second time: nothing can drop out of the hash unseen. */
    @Test
    void theChallengeOfARequestIsDrawnFromTheWholeStatement() {
        CredentialRequest request = holder.request(SESSION, ISSUER.key(), RANDOM);
        LogProof proof = request.proof();
        G1 mask = Bases.SECRET.times(proof.answer()).minus(request.key().times(proof.challenge()));
        assertThat(Transcript.of("credential-request", SESSION).add("issuer", ISSUER.key().point().toBytes())
                .add("base", Bases.SECRET.toBytes()).add("image", request.key().toBytes())
                .add("mask", mask.toBytes()).challenge("e", G1.SCALARS)).isEqualTo(proof.challenge());
    }

    @Test
    void everyFieldOfAnAnswerCounts() {
        for (IssuedCredential altered : List.of(
                new IssuedCredential(issued.signature().plus(Bases.MAIN), issued.exponent(), issued.blinding(), serial,
                        EXPIRY),
                new IssuedCredential(issued.signature().negated(), issued.exponent(), issued.blinding(), serial,
                        EXPIRY),
                new IssuedCredential(issued.signature(), issued.exponent().plus(ONE), issued.blinding(), serial,
                        EXPIRY),
                new IssuedCredential(issued.signature(), issued.exponent(), issued.blinding().plus(ONE), serial,
                        EXPIRY),
                new IssuedCredential(issued.signature(), issued.exponent(), issued.blinding(),
                        new Serial(serial.value() ^ 1L << 63), EXPIRY),
                new IssuedCredential(issued.signature(), issued.exponent(), issued.blinding(), serial,
                        new Month(EXPIRY.number() + 1)))) {
            assertThat(Credential.accept(holder, ISSUER.key(), altered.expiry(), altered)).isEmpty();
        }
        assertThat(Credential.accept(holder, ISSUER.key(), EXPIRY, issued)).isPresent();
        assertThat(Credential.accept(holder, OTHER.key(), EXPIRY, issued)).isEmpty();
        assertThat(Credential.accept(HolderSecret.generate(RANDOM), ISSUER.key(), EXPIRY, issued)).isEmpty();
    }

    /** A-D8: many sessions side by side, and no combination of their answers is one more credential. */
    @Test
    void sumsOfAnswersOfParallelSessionsAreNoCredential() {
        Scalar first = G1.SCALARS.nonZero(RANDOM);
        Scalar second = G1.SCALARS.nonZero(RANDOM);
        IssuedCredential one = Registered.issue(HolderSecret.decode(first.toBytes()), serial);
        IssuedCredential two = Registered.issue(HolderSecret.decode(second.toBytes()), serial);
        HolderSecret sum = HolderSecret.decode(first.plus(second).toBytes());
        HolderSecret mean = HolderSecret.decode(first.plus(second).times(G1.SCALARS.of(2).inverse()).toBytes());
        for (HolderSecret each : List.of(sum, mean)) {
            assertThat(Credential.accept(each, ISSUER.key(), EXPIRY, new IssuedCredential(
                    one.signature().plus(two.signature()), one.exponent().plus(two.exponent()),
                    one.blinding().plus(two.blinding()), serial, EXPIRY))).isEmpty();
            assertThat(Credential.accept(each, ISSUER.key(), EXPIRY, new IssuedCredential(
                    one.signature().plus(two.signature()), one.exponent(), one.blinding().plus(two.blinding()),
                    serial, EXPIRY))).isEmpty();
        }
    }

    /** The month is disclosed: if it were the holder's alone, it would be the holder's name. */
    @Test
    void anIssuerDoesNotMarkAHolderByTheMonth() {
        Month marking = new Month(EXPIRY.number() + 1);
        CredentialRequest request = holder.request(SESSION, ISSUER.key(), RANDOM);
        IssuedCredential marked = ISSUER.issue(SESSION, request, serial, marking, RANDOM).orElseThrow();
        assertThat(Credential.accept(holder, ISSUER.key(), marking, marked)).isPresent();
        assertThat(Credential.accept(holder, ISSUER.key(), EXPIRY, marked)).isEmpty();
    }

    @Test
    void secretsRestInFiles(@TempDir Path folder) {
        char[] password = "a password".toCharArray();
        Credential credential = Credential.accept(holder, ISSUER.key(), EXPIRY, issued).orElseThrow();
        List<byte[]> secrets = List.of(ISSUER.encode(), holder.encode(), credential.encode(),
                Registered.ARBITRATORS.shares().get(1).encode());
        List<Kind> kinds = List.of(Kind.ISSUER, Kind.HOLDER, Kind.CREDENTIAL, Kind.ARBITRATOR_SHARE);
        for (int i = 0; i < kinds.size(); i++) {
            Path file = folder.resolve(kinds.get(i).name());
            SecretFile.create(file, kinds.get(i), secrets.get(i), password, new KeyDerivation(8, 1, 1), RANDOM);
            byte[] opened = SecretFile.open(file, kinds.get(i), password);
            assertThat(opened).isEqualTo(secrets.get(i));
            switch (kinds.get(i)) {
                case ISSUER -> assertThat(IssuerSecret.decode(opened).key()).isEqualTo(ISSUER.key());
                case HOLDER -> assertThat(HolderSecret.decode(opened).pseudonym(SCOPE))
                        .isEqualTo(holder.pseudonym(SCOPE));
                case CREDENTIAL -> assertThat(Credential.decode(ISSUER.key(), opened)
                        .blindMap(CONTEXT, TERMS, RANDOM).holds(CONTEXT, TERMS, EXPIRY)).isTrue();
                default -> assertThat(ArbitratorShare.decode(opened).arbitrator()).isEqualTo(2);
            }
        }
    }

    @Test
    void secretsAreNeitherPrintedNorUsedOnceClosed() {
        Credential credential = Credential.accept(holder, ISSUER.key(), EXPIRY, issued).orElseThrow();
        CredentialRequest request = holder.request(SESSION, ISSUER.key(), RANDOM);
        IssuerSecret issuer = IssuerSecret.generate(RANDOM);
        String printed = holder + " " + credential + " " + issued + " " + request + " " + serial + " " + issuer + " "
                + credential.open();
        for (byte[] secret : List.of(holder.encode(), issuer.encode(), request.key().toBytes(),
                issued.signature().toBytes(), issued.exponent().toBytes(), issued.blinding().toBytes())) {
            assertThat(printed).doesNotContain(HexFormat.of().formatHex(secret));
        }
        assertThat(printed).doesNotContain(Long.toString(serial.value()));
        credential.close();
        assertThatIllegalStateException().isThrownBy(credential::encode);
        assertThatIllegalStateException().isThrownBy(() -> credential.blindMap(CONTEXT, TERMS, RANDOM));
        CredentialRequest asked = holder.request(SESSION, issuer.key(), RANDOM);
        issuer.close();
        assertThatIllegalStateException().isThrownBy(issuer::encode);
        assertThatIllegalStateException()
                .isThrownBy(() -> issuer.issue(SESSION, asked, serial, EXPIRY, RANDOM));
        holder.close();
        assertThatIllegalStateException().isThrownBy(holder::encode);
        assertThatIllegalStateException().isThrownBy(() -> holder.sign(CONTEXT, SCOPE, RANDOM));
    }

    @Test
    void hostileBytes() {
        CredentialRequest request = holder.request(SESSION, ISSUER.key(), RANDOM);
        HostileBytes.tryAll(request, CredentialRequest::read, CredentialRequest::write);
        HostileBytes.tryAll(issued, IssuedCredential::read, IssuedCredential::write);
        HostileBytes.tryAll(ISSUER.key(), IssuerKey::read, IssuerKey::write);
        HostileBytes.tryAll(serial, Serial::read, Serial::write);
        HostileBytes.tryAll(EXPIRY, Month::read, Month::write);
        assertThat(HostileBytes.encode(request, CredentialRequest::write)).hasSize(CredentialRequest.LENGTH);
        assertThat(HostileBytes.encode(issued, IssuedCredential::write)).hasSize(IssuedCredential.LENGTH);
        byte[] encoding = Credential.accept(holder, ISSUER.key(), EXPIRY, issued).orElseThrow().encode();
        byte[] longer = Arrays.copyOf(encoding, encoding.length + 1);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> Credential.decode(ISSUER.key(), longer));
        for (int i = 0; i < encoding.length; i++) {
            byte[] altered = encoding.clone();
            altered[i] ^= 1;
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> Credential.decode(ISSUER.key(), altered));
            byte[] shorter = Arrays.copyOf(encoding, i);
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> Credential.decode(ISSUER.key(), shorter));
        }
    }

    @Test
    void zeroesNeutralPointsAndMonthsOutOfRangeAreRefused() {
        LogProof proof = new LogProof(ONE, ONE);
        List<Runnable> refused = List.of(
                () -> new Serial(0),
                () -> new Month(-1),
                () -> new Month(Month.MAX + 1),
                () -> Month.of(1969, 12),
                () -> Month.of(2026, 0),
                () -> Month.of(2026, 13),
                () -> new IssuerKey(G2.of(G1.SCALARS.zero())),
                () -> new CredentialRequest(G1.NEUTRAL, proof),
                () -> new IssuedCredential(G1.NEUTRAL, ONE, ONE, serial, EXPIRY),
                () -> HolderSecret.decode(new byte[32]),
                () -> HolderSecret.decode(new byte[31]),
                () -> IssuerSecret.decode(new byte[32]));
        for (Runnable each : refused) {
            assertThatExceptionOfType(Malformed.class).isThrownBy(each::run);
        }
        assertThat(Month.of(2026, 11).number()).isEqualTo(682);
        assertThat(Month.of(1970, 1)).isEqualTo(new Month(0)).isLessThan(Month.of(1970, 2));
        assertThat(Month.of(2026, 12).number()).isEqualTo(683);
        assertThat(new Month(Month.MAX).number()).isEqualTo(0xffff);
    }
}
