package org.credence.ledger.epoch;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Reader;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.crypto.Verifier;
import org.credence.ledger.Application;
import org.credence.ledger.BlockContext;
import org.credence.ledger.Code;
import org.credence.ledger.Rejected;
import org.credence.ledger.State;
import org.credence.ledger.execution.Authors;
import org.credence.reputation.CreditModel;

/**
 * The consortium's own affairs: takes members' reports, proofs of misbehaviour and proposals in, and ends epochs. Every
 * chain with epochs has it.
 */
public final class ConsortiumApplication implements Application {

    /** The last number, so that applications count from the first. */
    public static final int ID = 0xffff;

    /** Its name in answers to people. */
    public static final String NAME = "consortium";

    private final Constitution constitution;
    private final Function<Digest, Optional<CreditModel>> models;
    private final Verifier verifier;
    private final Court court;
    private final Assembly assembly;

    /** @param models the credit models that this member has, by digest; that it has the right one is checked then */
    public ConsortiumApplication(Constitution constitution, Function<Digest, Optional<CreditModel>> models,
            Verifier verifier) {
        this.constitution = constitution;
        this.models = models;
        this.verifier = verifier;
        this.court = new Court(constitution, verifier);
        this.assembly = new Assembly();
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<? extends Code> codes() {
        return List.of(ConsortiumCode.values());
    }

    /** Who is a member depends on the state, so most is for {@link #execute} to judge. */
    @Override
    public void check(Transaction transaction) {
        switch (Operation.decode(transaction.payload())) {
            case Operation.Accuse(Evidence evidence) -> court.requireConflict(evidence);
            case Operation.Propose(Change.Join(Seat seat, Signature proof)) ->
                requireProof(seat.key(), Change.statement(constitution.chainId(), seat), proof);
            case Operation.Propose(Change.Rotate(String name, PublicKey key, Signature proof)) ->
                requireProof(key, Change.statement(constitution.chainId(), name, key), proof);
            case Operation _ -> {
                // Nothing in it can be wrong by itself.
            }
        }
    }

    @Override
    public void execute(Transaction transaction, BlockContext block, State state) {
        Roster roster = constitution.roster(state.value(StateKey.roster()));
        int sender = roster.member(transaction.sender()).orElseThrow(() -> new Rejected(ConsortiumCode.NOT_A_MEMBER,
                "transaction.sender", transaction.sender().bytes().brief() + " is no member's key"));
        EpochRecord record = record(state);
        switch (Operation.decode(transaction.payload())) {
            case Operation.Observe(Report report) -> observe(sender, report, record, roster, block, state);
            case Operation.Accuse(Evidence evidence) -> court.accuse(evidence, record, roster, state);
            case Operation.Propose(Change change) ->
                assembly.propose(transaction.sender(), change, record, roster, state);
            case Operation.Approve(Digest proposal) -> assembly.approve(transaction.sender(), proposal, state);
        }
    }

    /**
     * Ends the epoch with its last block.
     *
     * @throws ModelMismatch if this member has not the model that the members agreed on
     */
    @Override
    public void afterBlock(BlockContext block, State state) {
        if (!constitution.length().isLast(block.height())) {
            return;
        }
        EpochRecord record = record(state);
        Roster roster = constitution.roster(state.value(StateKey.roster()));
        CreditModel model = models.apply(record.model())
                .orElseThrow(() -> new ModelMismatch(record.number(), record.model()));
        Closing closing = new Closing(record, reports(record, roster, state), faults(record, roster, state),
                roster.quorum().f(), constitution.length());
        Amendment amendment = assembly.decide(record, roster, closing.earned(model), state);
        if (amendment.changesMembers()) {
            int next = record.number() + 1;
            state.put(StateKey.pastRoster(roster.since()), roster.encoded());
            state.put(StateKey.roster(), amendment.roster(next).encoded());
            // Votes for batches name members by their place: those of other members must not count for these.
            state.put(StateKey.authors(), Authors.anew(amendment.members().size(), next));
        }
        state.put(StateKey.epoch(), record.next(amendment.members(), amendment.model()).encoded());
    }

    private List<Report> reports(EpochRecord record, Roster roster, State state) {
        return IntStream.range(0, roster.seats().size())
                .mapToObj(member -> report(member, state).filter(report -> report.epoch() == record.number())
                        .orElseGet(() -> new Report(record.number(), List.of())))
                .toList();
    }

    private static List<Boolean> faults(EpochRecord record, Roster roster, State state) {
        return IntStream.range(0, roster.seats().size())
                .mapToObj(member -> state.value(StateKey.convicted(member))
                        .filter(value -> epochIn(value) == record.number()).isPresent())
                .toList();
    }

    private void observe(int sender, Report report, EpochRecord record, Roster roster, BlockContext block,
            State state) {
        if (report.seen().size() != roster.seats().size()) {
            throw new Rejected(ConsortiumCode.WRONG_SIZE, "report.seen",
                    "has " + report.seen().size() + " entries, must have " + roster.seats().size());
        }
        if (report.epoch() != record.number()) {
            throw new Rejected(ConsortiumCode.WRONG_EPOCH, "report.epoch",
                    "is " + report.epoch() + ", must be " + record.number());
        }
        long from = constitution.length().reportsFrom(record.number());
        if (block.height() < from) {
            throw new Rejected(ConsortiumCode.TOO_EARLY, "report", "at height " + block.height() + ", not before "
                    + from);
        }
        if (report(sender, state).filter(last -> last.epoch() == report.epoch()).isPresent()) {
            throw new Rejected(ConsortiumCode.ALREADY_REPORTED, "report",
                    "member " + sender + " has reported in epoch " + report.epoch());
        }
        state.put(StateKey.report(sender), report.encoded());
    }

    private EpochRecord record(State state) {
        return EpochRecord.of(state.value(StateKey.epoch()), constitution);
    }

    private static Optional<Report> report(int member, State state) {
        return state.value(StateKey.report(member)).map(Report::decode);
    }

    private static int epochIn(byte[] value) {
        return new Reader(value).u32("convicted.epoch", Integer.MAX_VALUE);
    }

    private void requireProof(PublicKey key, Digest statement, Signature proof) {
        if (!verifier.verify(key, statement, proof)) {
            throw new Rejected(ConsortiumCode.NO_PROOF_OF_KEY, "change.proof", "is not by key " + key.bytes().brief());
        }
    }
}
