package org.credence.client.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.base.codec.Writer;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.junit.jupiter.api.Test;

/** Clients follow the members from epoch to epoch, ten blocks each. */
class RosterTrustTest {

    private static final Digest CHAIN = Digest.parse("c4".repeat(32));
    private static final EpochLength LENGTH = new EpochLength(10);

    private final List<Signer> old = signers(0, 1, 2, 3);
    private final ChainTrust trust = ChainTrust.of(
            new Committee(CHAIN, 0, old.stream().map(Signer::publicKey).toList(), Quorum.of(4)), LENGTH);

    /** Whose state says that these are the members, and the header that they decided on it. */
    private record Word(List<Signer> signers, Roster roster, byte[] proof, byte[] header) {

        static Word of(List<Signer> signers, int since, int before, int height) {
            List<Seat> seats = IntStream.range(0, signers.size())
                    .mapToObj(i -> new Seat("m" + i, signers.get(i).publicKey(), "h", 1, 2)).toList();
            Roster roster = new Roster(since, before, Quorum.of(signers.size()), seats);
            StateHash hash = new StateHash();
            Digest root = hash.leaf(StateKey.roster().hash(), hash.bytes(roster.encoded()));
            StateProof proof = new StateProof(List.of(), new StateProof.Value(roster.encoded()));
            Header header = block(LENGTH.epochOf(height), height, StateHash.state(height - 1L, root));
            return new Word(signers, roster, proof.encoded(), decided(header, signers));
        }
    }

    private static List<Signer> signers(Integer... numbers) {
        return Stream.of(numbers).map(number -> {
            byte[] seed = new byte[32];
            seed[0] = number.byteValue();
            try (KeyPair pair = KeyPair.fromSeed(seed)) {
                return pair.signer();
            }
        }).toList();
    }

    private static Header block(int epoch, long height, Digest stateRoot) {
        return new Header(CHAIN, epoch, 0, height, Digest.ZERO, Digest.ZERO, 0, 1, Digest.ZERO, height - 1, stateRoot);
    }

    private static byte[] decided(Header header, List<Signer> signers) {
        BlockRef ref = BlockRef.of(header, header.id());
        Digest statement = ref.statement(CHAIN, Phase.CONFIRM);
        Certificate certificate = new Certificate(Phase.CONFIRM, ref, IntStream.range(0, signers.size())
                .mapToObj(i -> new Vote(i, signers.get(i).sign(statement))).toList());
        Writer writer = new Writer(1024);
        new DecidedHeader(header, List.of(), certificate).write(writer);
        return writer.toBytes();
    }

    @Test
    void aKeyThatChangedIsLearnedFromThoseThatDidNot() {
        Word word = Word.of(signers(0, 9, 2, 3), 1, 0, 12);
        assertThatExceptionOfType(ProofInvalid.class).isThrownBy(() -> trust.verifyHeader(word.header));
        ChainTrust renewed = trust.learned(word.proof, word.header);
        assertThat(renewed.verifyHeader(word.header).height()).isEqualTo(12);
        assertThat(renewed.verifyHeader(decided(block(0, 5, Digest.ZERO), old)).height())
                .as("old blocks are old members'").isEqualTo(5);
        assertThatExceptionOfType(ProofInvalid.class)
                .isThrownBy(() -> renewed.verifyHeader(decided(block(1, 15, Digest.ZERO), old)));
    }

    @Test
    void aMemberMoreIsLearned() {
        Word word = Word.of(signers(0, 1, 2, 3, 8), 2, 0, 25);
        assertThat(trust.learned(word.proof, word.header).verifyHeader(word.header).height()).isEqualTo(25);
    }

    /** One of the old members lies, with as many strangers as it likes: f = 1 of them are not f + 1. */
    @Test
    void oneOldMemberCannotBringStrangersIn() {
        Word word = Word.of(signers(0, 7, 8, 9), 1, 0, 12);
        assertThatExceptionOfType(ProofInvalid.class).isThrownBy(() -> trust.learned(word.proof, word.header))
                .withMessageContaining("vouched for by 1 of the members known before, must be 2");
    }

    @Test
    void aRosterOfALaterEpochThanItsHeaderIsRefused() {
        Word word = Word.of(signers(0, 1, 2, 9), 3, 0, 12);
        assertThatExceptionOfType(ProofInvalid.class).isThrownBy(() -> trust.learned(word.proof, word.header))
                .withMessageContaining("roster.since");
    }

    @Test
    void aProofOfAnotherStateIsRefused() {
        Word word = Word.of(signers(0, 9, 2, 3), 1, 0, 12);
        Word other = Word.of(signers(0, 1, 9, 3), 1, 0, 12);
        assertThatExceptionOfType(ProofInvalid.class).isThrownBy(() -> trust.learned(other.proof, word.header));
    }

    /** Its certificate is good, and yet it only closed the first epoch. */
    @Test
    void aBlockAboveItsEpochsLastIsNoneOfTheChain() {
        assertThat(trust.verifyHeader(decided(block(0, 10, Digest.ZERO), old)).height()).isEqualTo(10);
        assertThatExceptionOfType(ProofInvalid.class)
                .isThrownBy(() -> trust.verifyHeader(decided(block(0, 11, Digest.ZERO), old)))
                .withMessageContaining("header.epoch");
    }

    @Test
    void whoMissedARosterAsksForIt() {
        Word word = Word.of(signers(0, 9, 8, 3), 5, 2, 55);
        ChainTrust renewed = trust.learned(word.proof, word.header);
        assertThat(renewed.unknownSince()).hasValue(2);
        assertThat(trust.unknownSince()).isEmpty();
    }
}
