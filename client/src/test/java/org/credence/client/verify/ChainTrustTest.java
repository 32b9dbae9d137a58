package org.credence.client.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.base.proof.StateKey;
import org.credence.client.SampleChain;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum.Rule;
import org.junit.jupiter.api.Test;

class ChainTrustTest {

    private final SampleChain chain = new SampleChain();
    private final ChainTrust trust = ChainTrust.of(chain.committee());

    private final Digest id = chain.transaction(2, 1).id();
    private final byte[] transaction = chain.transaction(2, 1).encoded();
    private final byte[] inclusion = chain.inclusion(2, 1).encoded();
    private final byte[] block = SampleChain.encoded(chain.decidedFirst());
    private final byte[] linked = SampleChain.encoded(chain.decidedThroughSecond());
    private final byte[] receipt = chain.receiptProof(5).encoded();
    private final byte[] state = chain.stateProof().encoded();
    private final byte[] certifier = SampleChain.encoded(chain.decidedSecond());

    @Test
    void headerDecidedByItsOwnCertificate() {
        assertThat(trust.verifyHeader(block).id()).isEqualTo(chain.first().id());
    }

    @Test
    void headerDecidedThroughADescendant() {
        VerifiedHeader header = trust.verifyHeader(linked);
        assertThat(header.height()).isEqualTo(1);
        assertThat(header.header()).isEqualTo(chain.first().header());
    }

    @Test
    void transactionInItsBlock() {
        VerifiedTransaction verified = trust.verifyTransaction(id, transaction, inclusion, block);
        assertThat(verified.transaction()).isEqualTo(chain.transaction(2, 1));
        assertThat(verified.block().id()).isEqualTo(chain.first().id());
    }

    @Test
    void receiptAgainstALaterHeader() {
        VerifiedReceipt verified = trust.verifyReceipt(chain.receipt(5).transaction(), receipt, certifier);
        assertThat(verified.receipt()).isEqualTo(chain.receipt(5));
        assertThat(verified.certifier().height()).isEqualTo(2);
    }

    @Test
    void stateAgainstALaterHeader() {
        VerifiedState verified = trust.verifyState(SampleChain.KEY, state, certifier);
        assertThat(verified.value()).hasValue(SampleChain.VALUE);
        assertThat(verified.height()).isEqualTo(1);
    }

    @Test
    void anAlteredByteAnywhereIsRefused() {
        everyAlteredByte(block, trust::verifyHeader);
        everyAlteredByte(linked, trust::verifyHeader);
        everyAlteredByte(transaction, bytes -> trust.verifyTransaction(id, bytes, inclusion, block));
        everyAlteredByte(inclusion, bytes -> trust.verifyTransaction(id, transaction, bytes, block));
        everyAlteredByte(receipt, bytes -> trust.verifyReceipt(chain.receipt(5).transaction(), bytes, certifier));
        everyAlteredByte(state, bytes -> trust.verifyState(SampleChain.KEY, bytes, certifier));
    }

    @Test
    void aMissingOrSurplusByteIsRefused() {
        assertInvalid(() -> trust.verifyHeader(Arrays.copyOf(block, block.length - 1)), "header");
        assertInvalid(() -> trust.verifyHeader(Arrays.copyOf(block, block.length + 1)), "header");
        assertInvalid(() -> trust.verifyState(SampleChain.KEY, new byte[0], certifier), "state");
    }

    @Test
    void tooFewVotesAreRefused() {
        Header header = chain.first().header();
        assertInvalid(() -> trust.verifyHeader(decided(header, chain.certificate(header, Phase.CONFIRM, 2))),
                "certificate");
        assertInvalid(() -> trust.verifyHeader(decided(header, chain.certificate(header, Phase.COMMIT, 2))),
                "certificate");
    }

    @Test
    void aVoteCountedTwiceIsRefused() {
        Header header = chain.first().header();
        Certificate whole = chain.certificate(header, Phase.CONFIRM, 3);
        List<Vote> votes = new ArrayList<>(whole.votes().subList(0, 2));
        votes.add(votes.getLast());
        var twice = new Certificate(whole.phase(), whole.block(), votes);
        assertInvalid(() -> trust.verifyHeader(decided(header, twice)), "certificate.votes");
    }

    @Test
    void theVoteOfAStrangerIsRefused() {
        Header header = chain.first().header();
        Certificate whole = chain.certificate(header, Phase.CONFIRM, 3);
        List<Vote> votes = new ArrayList<>(whole.votes().subList(0, 2));
        votes.add(new Vote(SampleChain.MEMBERS, whole.votes().getLast().signature()));
        var strange = new Certificate(whole.phase(), whole.block(), votes);
        assertInvalid(() -> trust.verifyHeader(decided(header, strange)), "certificate.votes");
    }

    @Test
    void anotherChainOrCommitteeIsRefused() {
        ChainTrust otherChain = ChainTrust.of(Digest.ZERO, chain.committee().members(), Rule.TWO_LANES, 1, 1);
        assertInvalid(() -> otherChain.verifyHeader(block), "header.chainId");
        List<PublicKey> reversed = chain.committee().members().reversed();
        ChainTrust otherCommittee = ChainTrust.of(SampleChain.CHAIN, reversed, Rule.TWO_LANES, 1, 1);
        assertInvalid(() -> otherCommittee.verifyHeader(block), "certificate.votes");
    }

    @Test
    void quorumsThatDoNotFitAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChainTrust.of(SampleChain.CHAIN, chain.committee().members(), Rule.TWO_LANES, 2, 0));
    }

    @Test
    void proofsOfSomethingElseAreRefused() {
        Transaction other = chain.transaction(0, 0);
        assertInvalid(() -> trust.verifyTransaction(id, other.encoded(), inclusion, block), "transaction.id");
        assertInvalid(() -> trust.verifyTransaction(other.id(), other.encoded(), inclusion, block), "inclusion");
        assertInvalid(() -> trust.verifyTransaction(id, transaction, inclusion, certifier), "inclusion");
        assertInvalid(() -> trust.verifyReceipt(other.id(), receipt, certifier), "receipt.transaction");
        assertInvalid(() -> trust.verifyReceipt(chain.receipt(5).transaction(), receipt, block), "receipt");
        StateKey key = StateKey.of(StateKey.begin(7, 1).u64(98));
        assertInvalid(() -> trust.verifyState(key, state, certifier), "state");
    }

    private static DecidedHeader decided(Header header, Certificate certificate) {
        return new DecidedHeader(header, List.of(), certificate);
    }

    private static void everyAlteredByte(byte[] bytes, Consumer<byte[]> verify) {
        assertThatCode(() -> verify.accept(bytes.clone())).doesNotThrowAnyException();
        for (int i = 0; i < bytes.length; i++) {
            byte[] altered = bytes.clone();
            altered[i] ^= (byte) (1 << i % Byte.SIZE);
            assertThat(catchThrowable(() -> verify.accept(altered))).as("byte %d", i).isInstanceOf(ProofInvalid.class);
        }
    }

    private static void assertInvalid(ThrowingCallable call, String part) {
        assertThatExceptionOfType(ProofInvalid.class).isThrownBy(call)
                .satisfies(invalid -> assertThat(invalid.part()).isEqualTo(part));
    }
}
