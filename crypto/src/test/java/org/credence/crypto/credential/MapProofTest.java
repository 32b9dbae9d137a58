package org.credence.crypto.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.credence.crypto.credential.Registered.ARBITRATORS;
import static org.credence.crypto.credential.Registered.CHAIN;
import static org.credence.crypto.credential.Registered.CONTEXT;
import static org.credence.crypto.credential.Registered.DEAL;
import static org.credence.crypto.credential.Registered.EXPIRY;
import static org.credence.crypto.credential.Registered.ISSUER;
import static org.credence.crypto.credential.Registered.ONE;
import static org.credence.crypto.credential.Registered.RANDOM;
import static org.credence.crypto.credential.Registered.SCOPE;
import static org.credence.crypto.credential.Registered.TERMS;

import java.util.List;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.credential.escrow.ArbitrationKey;
import org.credence.crypto.credential.escrow.ArbitrationKey.Opening;
import org.credence.crypto.credential.escrow.Arbitrators;
import org.credence.crypto.credential.escrow.Escrow;
import org.credence.crypto.credential.pseudonym.Scope;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.G2;
import org.credence.crypto.pairing.Pairing;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;
import org.junit.jupiter.api.Test;

class MapProofTest {

    private static final Registered SELLER = Registered.now();
    private static final Registered OTHER = Registered.now();
    private static final Digest ELSE = new Digest(8, 8, 8, 8);

    private final BlindedMapping honest = SELLER.map();

    private static boolean holds(BlindedMapping mapping) {
        return mapping.holds(CONTEXT, TERMS, EXPIRY);
    }

    private static Credential.Opened opened(Registered who) {
        return who.credential().open();
    }

    /** What a prover gets who runs the honest program on a statement of its choice. */
    private static BlindedMapping claim(Terms terms, Credential.Opened credential, G1 pseudonym, Escrow escrow,
            Month expiry, Scalar rho) {
        var statement = new MapProof.Statement(terms, pseudonym, escrow, expiry);
        return new BlindedMapping(pseudonym, escrow, expiry,
                MapProof.prove(CONTEXT, statement, credential, rho, RANDOM));
    }

    private static Credential.Opened with(Credential.Opened credential, Scalar secret, Serial serial, Month expiry) {
        IssuedCredential issued = credential.issued();
        return new Credential.Opened(secret,
                new IssuedCredential(issued.signature(), issued.exponent(), issued.blinding(), serial, expiry));
    }

    /** Random runs that must never fail; a build runs few. Each is opened, and gives its holder. */
    @Test
    void honestMappingsHoldAndOpenToTheirHolder() {
        for (int run = 0; run < Integer.getInteger("proofs.runs", 10); run++) {
            Registered who = run % 2 == 0 ? SELLER : Registered.now();
            BlindedMapping mapping = who.map();
            assertThat(holds(mapping)).isTrue();
            assertThat(mapping.name(TERMS)).isEqualTo(who.holder().pseudonym(SCOPE));
            assertThat(ARBITRATORS.key().open(CONTEXT, mapping.escrow(),
                    ARBITRATORS.open(CONTEXT, mapping.escrow(), 1 + run % 3, 1 + (run + 1) % 3)))
                    .isEqualTo(new Opening.Opened(who.serial().tag(), Set.of()));
            assertThat(who.holder().sign(CONTEXT, SCOPE, RANDOM).isOf(CONTEXT, mapping.name(TERMS))).isTrue();
        }
    }

    @Test
    void everyFieldOfAMappingCounts() {
        MapProof proof = honest.proof();
        Exponents z = proof.answers();
        for (MapProof altered : List.of(
                new MapProof(proof.signature().plus(Bases.MAIN), proof.image(), proof.message(), proof.challenge(), z),
                new MapProof(proof.signature().negated(), proof.image(), proof.message(), proof.challenge(), z),
                new MapProof(proof.signature(), proof.image().plus(Bases.MAIN), proof.message(), proof.challenge(), z),
                new MapProof(proof.signature(), proof.signature(), proof.message(), proof.challenge(), z),
                new MapProof(proof.signature(), proof.image(), proof.message().plus(Bases.MAIN), proof.challenge(), z),
                new MapProof(proof.signature(), proof.image(), proof.message(), proof.challenge().plus(ONE), z),
                answered(z.exponent().plus(ONE), z.second(), z.third(), z.blinding(), z.secret(), z.serial(),
                        z.randomness()),
                answered(z.exponent(), z.second().plus(ONE), z.third(), z.blinding(), z.secret(), z.serial(),
                        z.randomness()),
                answered(z.exponent(), z.second(), z.third().plus(ONE), z.blinding(), z.secret(), z.serial(),
                        z.randomness()),
                answered(z.exponent(), z.second(), z.third(), z.blinding().plus(ONE), z.secret(), z.serial(),
                        z.randomness()),
                answered(z.exponent(), z.second(), z.third(), z.blinding(), z.secret().plus(ONE), z.serial(),
                        z.randomness()),
                answered(z.exponent(), z.second(), z.third(), z.blinding(), z.secret(), z.serial().plus(ONE),
                        z.randomness()),
                answered(z.exponent(), z.second(), z.third(), z.blinding(), z.secret(), z.serial(),
                        z.randomness().plus(ONE)))) {
            assertThat(holds(new BlindedMapping(honest.pseudonym(), honest.escrow(), EXPIRY, altered))).isFalse();
        }
        Escrow escrow = honest.escrow();
        for (BlindedMapping altered : List.of(
                new BlindedMapping(honest.pseudonym().plus(Bases.MAIN), escrow, EXPIRY, proof),
                new BlindedMapping(honest.pseudonym(),
                        new Escrow(escrow.first().plus(Bases.MAIN), escrow.second()), EXPIRY, proof),
                new BlindedMapping(honest.pseudonym(),
                        new Escrow(escrow.first(), escrow.second().plus(Bases.MAIN)), EXPIRY, proof),
                new BlindedMapping(honest.pseudonym(), escrow, new Month(EXPIRY.number() + 1), proof))) {
            assertThat(holds(altered)).isFalse();
        }
    }

    private MapProof answered(Scalar e, Scalar r2, Scalar r3, Scalar s, Scalar sk, Scalar id, Scalar rho) {
        MapProof proof = honest.proof();
        return new MapProof(proof.signature(), proof.image(), proof.message(), proof.challenge(),
                new Exponents(e, r2, r3, s, sk, id, rho));
    }

    /** A-D4, A-D10, X04, X10, E16: nor to another issuer, arbitrators, scope, chain or transaction. */
    @Test
    void aMappingIsNotReplayedInAnotherDeal() {
        assertThat(holds(honest)).isTrue();
        ArbitrationKey key = ARBITRATORS.key();
        List<G1> commitments = List.of(key.point(), key.commitments().get(1).plus(Bases.MAIN));
        for (Terms other : List.of(
                new Terms(ISSUER.key(), key, SCOPE, new Deal(ELSE, DEAL.request(), DEAL.buyer(), DEAL.offer())),
                new Terms(ISSUER.key(), key, SCOPE, new Deal(DEAL.id(), ELSE, DEAL.buyer(), DEAL.offer())),
                new Terms(ISSUER.key(), key, SCOPE,
                        new Deal(DEAL.id(), DEAL.request(), new PublicKey(ELSE), DEAL.offer())),
                new Terms(ISSUER.key(), key, SCOPE, new Deal(DEAL.id(), DEAL.request(), DEAL.buyer(), ELSE)),
                new Terms(IssuerSecret.generate(RANDOM).key(), key, SCOPE, DEAL),
                new Terms(ISSUER.key(), Arbitrators.of(2, 3).key(), SCOPE, DEAL),
                new Terms(ISSUER.key(), new ArbitrationKey(3, commitments), SCOPE, DEAL),
                new Terms(ISSUER.key(), new ArbitrationKey(2, key.commitments()), SCOPE, DEAL),
                new Terms(ISSUER.key(), key, new Scope(CHAIN, ELSE), DEAL),
                new Terms(ISSUER.key(), key, new Scope(ELSE, SCOPE.name()), DEAL))) {
            assertThat(honest.holds(CONTEXT, other, EXPIRY)).isFalse();
        }
        assertThat(honest.holds(new ProofContext(CHAIN, ELSE), TERMS, EXPIRY)).isFalse();
        assertThat(honest.holds(new ProofContext(ELSE, CONTEXT.transaction()), TERMS, EXPIRY)).isFalse();
    }

    /** A-D4, A-E7: another seller's escrow, as it is or re-randomised, does not go with one's own credential. */
    @Test
    void anotherSellersEscrowIsRefused() {
        Scalar rho = Escrow.draw(RANDOM);
        Escrow victims = OTHER.map().escrow();
        Escrow turned = new Escrow(victims.first().plus(Bases.MAIN.times(rho)),
                victims.second().plus(ARBITRATORS.key().point().times(rho)));
        for (Escrow each : List.of(victims, turned)) {
            assertThat(holds(new BlindedMapping(honest.pseudonym(), each, EXPIRY, honest.proof()))).isFalse();
            assertThat(holds(claim(TERMS, opened(SELLER), honest.pseudonym(), each, EXPIRY, rho))).isFalse();
        }
    }

    /** A-D5, X05: what is in escrow is the identity of the credential, under the arbitrators' key. */
    @Test
    void garbageInEscrowIsRefused() {
        Scalar rho = Escrow.draw(RANDOM);
        Credential.Opened own = opened(SELLER);
        Serial invented = Serial.draw(RANDOM);
        ArbitrationKey nobodys = Arbitrators.of(2, 3).key();
        for (Escrow each : List.of(
                Escrow.of(ARBITRATORS.key(), invented.tag(), rho),
                Escrow.of(ARBITRATORS.key(), OTHER.serial().tag(), rho),
                Escrow.of(nobodys, SELLER.serial().tag(), rho),
                new Escrow(Bases.MAIN, Bases.SECRET))) {
            assertThat(holds(claim(TERMS, own, honest.pseudonym(), each, EXPIRY, rho))).isFalse();
        }
        Escrow invention = Escrow.of(ARBITRATORS.key(), invented.tag(), rho);
        assertThat(holds(claim(TERMS, with(own, own.secret(), invented, EXPIRY), honest.pseudonym(), invention,
                EXPIRY, rho))).isFalse();
    }

    /** A-D13, X13: a second name in a scope, of one's own making or lent by another holder. */
    @Test
    void aSecondPseudonymInAScopeIsRefused() {
        Scalar rho = Escrow.draw(RANDOM);
        Credential.Opened own = opened(SELLER);
        Escrow escrow = Escrow.of(ARBITRATORS.key(), SELLER.serial().tag(), rho);
        for (Scalar secret : List.of(G1.SCALARS.nonZero(RANDOM), own.secret().plus(ONE), opened(OTHER).secret())) {
            G1 second = SCOPE.base().times(secret);
            assertThat(holds(claim(TERMS, own, second, escrow, EXPIRY, rho))).isFalse();
            assertThat(holds(claim(TERMS, with(own, secret, SELLER.serial(), EXPIRY), second, escrow, EXPIRY, rho)))
                    .isFalse();
        }
        G1 otherScope = new Scope(CHAIN, ELSE).base().times(own.secret());
        assertThat(holds(claim(TERMS, own, otherScope, escrow, EXPIRY, rho))).isFalse();
        assertThat(holds(claim(TERMS, own, honest.pseudonym(), escrow, EXPIRY, rho))).isTrue();
    }

    /** A-D7, X07: of two showings nothing but the month is the same; in one scope, the name is too. */
    @Test
    void showingsAreNotLinkedByWhatTheyContain() {
        Terms elsewhere = new Terms(ISSUER.key(), ARBITRATORS.key(), new Scope(CHAIN, ELSE), DEAL);
        BlindedMapping again = SELLER.map();
        BlindedMapping other = SELLER.credential().blindMap(CONTEXT, elsewhere, RANDOM);
        assertThat(again.pseudonym()).isEqualTo(honest.pseudonym()).isNotEqualTo(other.pseudonym());
        Set<String> shown = Set.copyOf(parts(honest));
        assertThat(parts(again)).hasSize(13).doesNotContainAnyElementsOf(shown);
        assertThat(parts(other)).doesNotContainAnyElementsOf(shown);
        assertThat(HostileBytes.encode(other, BlindedMapping::write)).hasSize(BlindedMapping.LENGTH)
                .hasSameSizeAs(HostileBytes.encode(honest, BlindedMapping::write));
        IssuedCredential issued = opened(SELLER).issued();
        assertThat(Pairing.equal(honest.proof().signature(), G2.GENERATOR, issued.signature(), G2.GENERATOR))
                .isFalse();
    }

    private static List<String> parts(BlindedMapping mapping) {
        MapProof proof = mapping.proof();
        Exponents z = proof.answers();
        return List.of(mapping.escrow().first().toString(), mapping.escrow().second().toString(),
                proof.signature().toString(), proof.image().toString(), proof.message().toString(),
                hex(proof.challenge()), hex(z.exponent()), hex(z.second()), hex(z.third()), hex(z.blinding()),
                hex(z.secret()), hex(z.serial()), hex(z.randomness()));
    }

    private static String hex(Scalar scalar) {
        return scalar.value().toString(16);
    }

    @Test
    void anExpiredCredentialIsRefusedAndItsExpiryCannotBeMovedOn() {
        assertThat(honest.holds(CONTEXT, TERMS, new Month(EXPIRY.number() - 1))).isTrue();
        assertThat(honest.holds(CONTEXT, TERMS, new Month(EXPIRY.number() + 1))).isFalse();
        Scalar rho = Escrow.draw(RANDOM);
        Month later = new Month(EXPIRY.number() + 12);
        Credential.Opened own = opened(SELLER);
        Escrow escrow = Escrow.of(ARBITRATORS.key(), SELLER.serial().tag(), rho);
        for (Credential.Opened each : List.of(own, with(own, own.secret(), SELLER.serial(), later))) {
            BlindedMapping claimed = claim(TERMS, each, honest.pseudonym(), escrow, later, rho);
            assertThat(claimed.holds(CONTEXT, TERMS, later)).isFalse();
        }
    }

    /** All five equations hold; the issuer never signed, so the pairing does not. */
    @Test
    void aCredentialThatNobodySignedIsRefused() {
        Scalar secret = G1.SCALARS.nonZero(RANDOM);
        Serial serial = Serial.draw(RANDOM);
        G1 key = Bases.SECRET.times(secret);
        Scalar e = G1.SCALARS.nonZero(RANDOM);
        Scalar own = G1.SCALARS.nonZero(RANDOM);
        G1 b = IssuedCredential.message(key, e, serial, EXPIRY);
        Scalar rho = Escrow.draw(RANDOM);
        Escrow escrow = Escrow.of(ARBITRATORS.key(), serial.tag(), rho);
        for (G1 signature : List.of(Bases.MAIN, b, b.times(own.plus(e).inverse()))) {
            var forged = new Credential.Opened(secret, new IssuedCredential(signature, e, e, serial, EXPIRY));
            assertThat(holds(claim(TERMS, forged, SCOPE.base().times(secret), escrow, EXPIRY, rho))).isFalse();
        }
        // The same prover does convince whoever takes the key it did sign with.
        Terms gullible = new Terms(new IssuerKey(G2.of(own)), ARBITRATORS.key(), SCOPE, DEAL);
        var signed = new Credential.Opened(secret,
                new IssuedCredential(b.times(own.plus(e).inverse()), e, e, serial, EXPIRY));
        assertThat(claim(gullible, signed, SCOPE.base().times(secret), escrow, EXPIRY, rho)
                .holds(CONTEXT, gullible, EXPIRY)).isTrue();
    }

    /** A-E11: pseudonym and escrow chosen last, to fit masks and answers chosen first, are in the hash. */
    @Test
    void aStatementMadeToFitItsProofIsRefused() {
        MapProof proof = honest.proof();
        Scalar e = proof.challenge();
        G1 shift = Bases.MAIN.times(G1.SCALARS.nonZero(RANDOM));
        Exponents z = proof.answers();
        Exponents moved = new Exponents(z.exponent(), z.second(), z.third(), z.blinding(), z.secret(), z.serial(),
                z.randomness().plus(e));
        Escrow fitting = new Escrow(honest.escrow().first().plus(Bases.MAIN),
                honest.escrow().second().plus(ARBITRATORS.key().point()));
        MapProof same = new MapProof(proof.signature(), proof.image(), proof.message(), e, moved);
        assertThat(masks(TERMS, new BlindedMapping(honest.pseudonym(), fitting, EXPIRY, same)))
                .isEqualTo(masks(TERMS, honest));
        assertThat(holds(new BlindedMapping(honest.pseudonym(), fitting, EXPIRY, same))).isFalse();
        assertThat(holds(new BlindedMapping(honest.pseudonym().plus(shift), honest.escrow(), EXPIRY, proof)))
                .isFalse();
    }

    /** The masks as the verifier finds them, written down a second time from P§6.3. */
    private static List<G1> masks(Terms terms, BlindedMapping mapping) {
        MapProof proof = mapping.proof();
        Exponents z = proof.answers();
        Scalar minus = proof.challenge().negated();
        G1 zeta = terms.scope().base();
        G1 known = Bases.MAIN.plus(Bases.EXPIRY.times(G1.SCALARS.of(mapping.expiry().number())));
        return List.of(
                G1.sumOfProducts(List.of(proof.signature(), Bases.BLINDING, proof.image(), proof.message()),
                        List.of(z.exponent().negated(), z.second(), minus, proof.challenge())),
                G1.sumOfProducts(List.of(proof.message(), Bases.BLINDING, Bases.SECRET, Bases.SERIAL, known),
                        List.of(z.third(), z.blinding().negated(), z.secret().negated(), z.serial().negated(), minus)),
                G1.sumOfProducts(List.of(zeta, mapping.pseudonym()), List.of(z.secret(), minus)),
                G1.sumOfProducts(List.of(Bases.MAIN, mapping.escrow().first()), List.of(z.randomness(), minus)),
                G1.sumOfProducts(List.of(terms.arbitration().point(), Bases.MAIN, mapping.escrow().second()),
                        List.of(z.randomness(), z.serial(), minus)));
    }

    /** Written down a second time: nothing can drop out of the hash unseen. */
    @Test
    void theChallengeIsDrawnFromTheWholeStatement() {
        MapProof proof = honest.proof();
        Transcript transcript = Transcript.of("map", CONTEXT).add("issuer", ISSUER.key().point().toBytes())
                .add("arbitrators", 3).add("threshold", 2);
        ARBITRATORS.key().commitments().forEach(each -> transcript.add("arbitration", each.toBytes()));
        transcript.add("deal", DEAL.id().toBytes()).add("request", DEAL.request().toBytes())
                .add("buyer", DEAL.buyer().toBytes()).add("offer", DEAL.offer().toBytes())
                .add("scope-chain", SCOPE.chain().toBytes()).add("scope-name", SCOPE.name().toBytes())
                .add("pseudonym", honest.pseudonym().toBytes())
                .add("escrow-first", honest.escrow().first().toBytes())
                .add("escrow-second", honest.escrow().second().toBytes())
                .add("expiry", EXPIRY.number())
                .add("shown", proof.signature().toBytes()).add("shown", proof.image().toBytes())
                .add("shown", proof.message().toBytes());
        masks(TERMS, honest).forEach(each -> transcript.add("mask", each.toBytes()));
        assertThat(transcript.challenge("e", G1.SCALARS)).isEqualTo(proof.challenge());
    }

    @Test
    void aCredentialIsForTheTermsOfItsIssuer() {
        Terms other = new Terms(IssuerSecret.generate(RANDOM).key(), ARBITRATORS.key(), SCOPE, DEAL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SELLER.credential().blindMap(CONTEXT, other, RANDOM));
    }

    /** Neutral points, with which the equations would hold for everybody, are no proof. */
    @Test
    void hostileBytes() {
        HostileBytes.tryAll(honest, BlindedMapping::read, BlindedMapping::write);
        HostileBytes.tryAll(honest.proof(), MapProof::read, MapProof::write);
        assertThat(HostileBytes.encode(honest.proof(), MapProof::write)).hasSize(MapProof.LENGTH);
        G1 real = Bases.MAIN;
        Exponents z = honest.proof().answers();
        List<Runnable> refused = List.of(
                () -> new MapProof(G1.NEUTRAL, real, real, ONE, z),
                () -> new MapProof(real, G1.NEUTRAL, real, ONE, z),
                () -> new MapProof(real, real, G1.NEUTRAL, ONE, z),
                () -> new BlindedMapping(G1.NEUTRAL, honest.escrow(), EXPIRY, honest.proof()));
        for (Runnable each : refused) {
            assertThatExceptionOfType(Malformed.class).isThrownBy(each::run).withMessageContaining("neutral");
        }
    }
}
