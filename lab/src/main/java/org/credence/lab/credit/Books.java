package org.credence.lab.credit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Transaction;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.ledger.BlockContext;
import org.credence.ledger.Rejected;
import org.credence.ledger.State;
import org.credence.ledger.epoch.ConsortiumApplication;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.ledger.epoch.Operation;
import org.credence.ledger.epoch.Report;
import org.credence.ledger.epoch.Seen;
import org.credence.reputation.CreditModel;

/** The credit table, kept by the ledger's own application over a state in memory (P§1.7, P§8.1). */
final class Books {

    private static final CreditModel MODEL = shipped();
    private static final Signature UNSIGNED = new Signature(Digest.ZERO, Digest.ZERO);
    /** What is measured of a member that is well and near. */
    private static final Seen WELL = new Seen(1, 1, 0, 0);

    private final Committee founders;
    private final Constitution constitution;
    private final ConsortiumApplication application;
    private final Table state = new Table();

    private static final class Table implements State {
        private final Map<StateKey, byte[]> values = new HashMap<>();

        @Override
        public Optional<byte[]> value(StateKey key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void put(StateKey key, byte[] value) {
            values.put(key, value);
        }
    }

    /** Of a chain that begins. Signatures have been checked where messages came in, so none is checked again. */
    Books(Committee founders, EpochLength length) {
        this.founders = founders;
        List<Seat> seats = IntStream.range(0, founders.size())
                .mapToObj(member -> new Seat("m" + member, founders.key(member), "localhost", 1, 1)).toList();
        constitution = new Constitution(founders.chainId(), new Roster(0, 0, founders.quorum(), seats), length,
                MODEL.digest());
        application = new ConsortiumApplication(constitution,
                digest -> Optional.of(MODEL).filter(model -> model.digest().equals(digest)), (_, _, _) -> true);
    }

    private static CreditModel shipped() {
        try (InputStream in = CreditModel.class.getResourceAsStream("credit.model")) {
            if (in == null) {
                throw new IllegalStateException("credit.model: is missing in this program");
            }
            return CreditModel.decode(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same for members who have been well for so many epochs before the chain's first. */
    static Books of(Committee founders, EpochLength length, int age) {
        Books books = new Books(founders, length);
        List<Seen> all = Collections.nCopies(founders.size(), WELL);
        for (int epoch = 0; epoch < age; epoch++) {
            int number = epoch;
            founders.members().forEach(member -> books.report(founders.members().indexOf(member),
                    new Report(number, all)));
            books.close();
        }
        EpochRecord aged = books.record();
        EpochRecord first = new EpochRecord(0, aged.seed(), aged.model(), aged.members(),
                IntStream.range(0, founders.size()).boxed().toList());
        Books begun = new Books(founders, length);
        begun.state.put(StateKey.epoch(), first.encoded());
        return begun;
    }

    /** The table of the epoch that lasts. */
    EpochRecord record() {
        return EpochRecord.of(state.value(StateKey.epoch()), constitution);
    }

    /** Takes a member's report in. */
    void report(int member, Report report) {
        enter(member, new Operation.Observe(report));
    }

    /** Takes a proof in. @return whether it counts, and has not been punished before */
    boolean accuse(int member, Operation.Accuse accusation) {
        return enter(member, accusation);
    }

    private boolean enter(int member, Operation operation) {
        Transaction.Unsigned unsigned = new Transaction.Unsigned(founders.chainId(), founders.key(member),
                0, ConsortiumApplication.ID, operation.encoded());
        try {
            application.execute(unsigned.signed(UNSIGNED), last(), state);
            return true;
        } catch (Rejected _) {
            // Somebody else has shown the same.
            return false;
        }
    }

    /** Ends the epoch. */
    void close() {
        application.afterBlock(last(), state);
    }

    private BlockContext last() {
        return new BlockContext(constitution.length().last(record().number()), 0);
    }
}
