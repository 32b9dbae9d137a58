package org.credence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Malformed;
import org.credence.base.proof.Receipt;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Applications SHELF = new Applications(List.of(new Shelf()));

    @TempDir
    Path directory;

    private final TestChain chain = new TestChain();
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledger.open(directory, TestChain.CHAIN, SHELF);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Executed execute(TestChain.Decided decided) {
        return ledger.execute(decided.block(), decided.bodies());
    }

    private static Transaction put(int sender, long nonce, int place, int value) {
        return TestChain.transaction(TestChain.key(sender), nonce, Shelf.ID, Shelf.put(place, value));
    }

    private static List<Integer> outcomes(Executed executed) {
        return executed.receipts().stream().map(Receipt::outcome).toList();
    }

    @Test
    void startsEmptyAtHeightZero() {
        assertThat(ledger.height()).isZero();
        assertThat(ledger.blockId()).isEqualTo(TestChain.CHAIN);
        assertThat(ledger.stateRoot()).isEqualTo(StateHash.state(0, Digest.ZERO));
        assertThat(ledger.stateRootAt(0)).contains(ledger.stateRoot());
        assertThat(ledger.stateRootAt(1)).isEmpty();
        assertThat(ledger.stateRootAt(-1)).isEmpty();
        assertThat(ledger.nextSequences(2)).containsExactly(1L, 1L);
    }

    @Test
    void keepsWhatAnAcceptedTransactionWroteAndNothingOfARejectedOne() {
        Executed executed = execute(chain.add(put(1, 1, 10, 2), put(1, 2, 11, 3), put(1, 3, 20, 5)));
        assertThat(outcomes(executed)).containsExactly(0, Shelf.Refusal.ODD.number(), Shelf.Refusal.ODD.number());
        StateView state = ledger.newest();
        assertThat(state.value(Shelf.key(10))).contains(new byte[]{2, 2, 2});
        assertThat(state.value(Shelf.key(11))).as("first write stands").contains(new byte[]{2, 2, 2});
        assertThat(state.value(Shelf.key(20))).isEmpty();
    }

    @Test
    void failsEveryReasonOfItsOwnWithoutStopping() {
        byte[] payload = Shelf.put(1, 2);
        Transaction other = new Transaction.Unsigned(TestChain.digest("other"), TestChain.key(1), 1, Shelf.ID, payload)
                .signed(TestChain.UNSIGNED);
        Executed executed = execute(chain.add(other,
                TestChain.transaction(TestChain.key(1), 2, 99, payload),
                TestChain.transaction(TestChain.key(1), 3, Shelf.ID, new byte[3]),
                put(1, 3, 1, 2), put(1, 4, 1, 2)));
        assertThat(outcomes(executed)).containsExactly(LedgerCode.WRONG_CHAIN.number(),
                LedgerCode.UNKNOWN_APPLICATION.number(), LedgerCode.MALFORMED.number(), LedgerCode.REPLAYED.number(),
                0);
    }

    @Test
    void executesATransactionAtMostOnce() {
        Transaction first = put(1, 5, 1, 2);
        execute(chain.add(first, first));
        Executed again = execute(chain.add(List.of(List.of(first), List.of(put(1, 6, 1, 4), first))));
        assertThat(outcomes(again)).containsExactly(2, 0, 2);
        assertThat(ledger.find(first.id())).contains(new TransactionPlace(1, 0, 0, 0));
        assertThat(ledger.receipt(first.id())).contains(new Receipt(first.id(), 1, 0, 0));
    }

    @Test
    void findsATransactionByBatchAndPlace() {
        Transaction wanted = put(2, 1, 1, 2);
        execute(chain.add(List.of(List.of(put(1, 1, 1, 2)), List.of(put(1, 2, 1, 2), wanted))));
        assertThat(ledger.find(wanted.id())).contains(new TransactionPlace(1, 2, 1, 1));
        assertThat(ledger.find(TestChain.digest("none"))).isEmpty();
        assertThat(ledger.nextSequences(4)).containsExactly(2L, 2L, 1L, 1L);
    }

    @Test
    void anErrorInAnApplicationStopsTheMember() {
        TestChain.Decided decided = chain.add(put(1, 1, 1, Shelf.BUG));
        assertThatThrownBy(() -> execute(decided)).isInstanceOf(IllegalStateException.class).hasMessage("bug");
    }

    @Test
    void provesValuesAbsenceAndReceiptsAtEveryHeldHeight() {
        Transaction early = put(1, 1, 1, 2);
        execute(chain.add(early));
        for (int i = 2; i <= 20; i++) {
            execute(chain.add(put(1, i, i, 2 * i)));
        }
        for (long height = 1; height <= 20; height++) {
            StateView state = ledger.at(height);
            Digest root = ledger.stateRootAt(height).orElseThrow();
            assertThat(state.stateRoot()).isEqualTo(root);
            StateProof present = state.prove(Shelf.key((int) height));
            assertThat(present.proves(Shelf.key((int) height), height, root)).isTrue();
            assertThat(present.value()).isPresent();
            StateProof absent = state.prove(Shelf.key((int) height + 2));
            assertThat(absent.proves(Shelf.key((int) height + 2), height, root)).isTrue();
            assertThat(absent.value()).isEmpty();
            ReceiptProof receipt = ledger.proveReceipt(early.id(), state).orElseThrow();
            assertThat(receipt.proves(height, root)).isTrue();
            assertThat(receipt.receipt().accepted()).isTrue();
        }
        assertThat(ledger.proveReceipt(early.id(), ledger.at(0))).isEmpty();
        assertThat(ledger.at(0).prove(Shelf.key(1)).proves(Shelf.key(1), 0, ledger.stateRootAt(0).orElseThrow()))
                .isTrue();
    }

    @Test
    void refusesABlockThatIsNotTheNext() {
        TestChain.Decided first = chain.add(put(1, 1, 1, 2));
        TestChain.Decided second = chain.add(put(1, 2, 1, 2));
        assertThatThrownBy(() -> execute(second)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not stand on");
        assertThatThrownBy(() -> ledger.execute(first.block(), second.bodies()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bodies[0]");
        assertThatThrownBy(() -> ledger.execute(first.block(), List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bodies: 0");
        execute(first);
        execute(second);
        assertThat(ledger.height()).isEqualTo(2);
    }

    @Test
    void anEmptyBlockChangesTheRootOnlyByItsHeight() {
        execute(chain.add(put(1, 1, 1, 2)));
        Digest before = ledger.newest().prove(StateKey.authors()).end() instanceof StateProof.Value ? ledger.stateRoot()
                : Digest.ZERO;
        Executed executed = execute(chain.add(List.of()));
        assertThat(executed.receipts()).isEmpty();
        assertThat(ledger.receipts(2)).isEmpty();
        assertThat(executed.stateRoot()).isNotEqualTo(before);
        assertThat(ledger.newest().value(StateKey.receipts(2))).isEmpty();
    }

    @Test
    void aReceiptProofWithAnyBitOfItChangedProvesNothing() {
        Transaction wanted = put(2, 1, 40, 2);
        execute(chain.add(put(1, 1, 1, 2), wanted, put(1, 2, 1, 3)));
        execute(chain.add(put(1, 3, 30, 2)));
        byte[] good = ledger.proveReceipt(wanted.id(), ledger.newest()).orElseThrow().encoded();
        assertThat(proves(good, ledger.stateRoot())).isTrue();
        for (int at = 0; at < good.length * 8; at++) {
            byte[] bad = good.clone();
            bad[at / 8] ^= (byte) (1 << at % 8);
            assertThat(proves(bad, ledger.stateRoot())).as("bit " + at).isFalse();
        }
    }

    private static boolean proves(byte[] encoded, Digest stateRoot) {
        try {
            return ReceiptProof.decode(encoded).proves(2, stateRoot);
        } catch (Malformed e) {
            return false;
        }
    }

    @Test
    void rootsOfAFewBlocksAreFixedForEver() {
        execute(chain.add(put(1, 1, 10, 2), put(2, 1, 11, 3)));
        assertThat(ledger.stateRoot().hex())
                .isEqualTo("a940ace522187497d0da63ed42cb8a107a616758104d2f3f98f0589ab7ddef1a");
        execute(chain.add(List.of(List.of(put(1, 2, 10, 4)), List.of(put(1, 2, 10, 6)))));
        assertThat(ledger.stateRoot().hex())
                .isEqualTo("f13ead4c799a0dc6b4c6d714463a4141a8b16466dc019c5bc3b0b6aed0cd15af");
    }
}
