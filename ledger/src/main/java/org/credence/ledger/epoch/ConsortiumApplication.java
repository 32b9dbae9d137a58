package org.credence.ledger.epoch;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Evidence;
import org.credence.crypto.Verifier;
import org.credence.ledger.Application;
import org.credence.ledger.BlockContext;
import org.credence.ledger.Code;
import org.credence.ledger.Rejected;
import org.credence.ledger.State;
import org.credence.reputation.CreditModel;
import org.credence.reputation.CreditRules;

/**
 * The consortium's own affairs: takes members' reports and proofs of misbehaviour in, and ends epochs. Every chain with
 * epochs has it.
 */
public final class ConsortiumApplication implements Application {

    /** The last number, so that applications count from the first. */
    public static final int ID = 0xffff;

    /** Its name in answers to people. */
    public static final String NAME = "consortium";

    private final Constitution constitution;
    private final CreditModel model;
    private final Digest modelDigest;
    private final Verifier verifier;

    /** @param model what this member ends epochs with; that it is the one agreed on is checked then */
    public ConsortiumApplication(Constitution constitution, CreditModel model, Verifier verifier) {
        this.constitution = constitution;
        this.model = model;
        this.modelDigest = model.digest();
        this.verifier = verifier;
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

    @Override
    public void check(Transaction transaction) {
        requireMember(transaction.sender());
        switch (Operation.decode(transaction.payload())) {
            case Operation.Observe(Report report) -> requireSize(report);
            case Operation.Accuse(Evidence evidence) -> requireProof(evidence);
        }
    }

    @Override
    public void execute(Transaction transaction, BlockContext block, State state) {
        int sender = requireMember(transaction.sender());
        EpochRecord record = record(state);
        switch (Operation.decode(transaction.payload())) {
            case Operation.Observe(Report report) -> observe(sender, report, record, block, state);
            case Operation.Accuse(Evidence evidence) -> accuse(evidence, record, state);
        }
    }

    /**
     * Ends the epoch with its last block.
     *
     * @throws ModelMismatch if this member has not the model that the members agreed on
     */
    @Override
    public void afterBlock(BlockContext block, State state) {
        if (block.height() != constitution.length().last(constitution.length().epochOf(block.height()))) {
            return;
        }
        EpochRecord record = record(state);
        if (!record.model().equals(modelDigest)) {
            throw new ModelMismatch(record.number(), record.model(), modelDigest);
        }
        Committee committee = constitution.founders();
        List<Report> reports = IntStream.range(0, committee.size())
                .mapToObj(member -> report(member, state).filter(report -> report.epoch() == record.number())
                        .orElseGet(() -> new Report(record.number(), List.of())))
                .toList();
        List<Boolean> faults = IntStream.range(0, committee.size())
                .mapToObj(member -> state.value(StateKey.convicted(member))
                        .filter(value -> epochIn(value) == record.number()).isPresent())
                .toList();
        Closing closing = new Closing(record, reports, faults, committee.quorum().f(), constitution.length());
        state.put(StateKey.epoch(), closing.next(model).encoded());
    }

    private void observe(int sender, Report report, EpochRecord record, BlockContext block, State state) {
        requireSize(report);
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

    private static void accuse(Evidence evidence, EpochRecord record, State state) {
        if (evidence.epoch() > record.number() || evidence.epoch() <= record.number() - CreditRules.BARRED_EPOCHS) {
            throw new Rejected(ConsortiumCode.TOO_OLD, "evidence.epoch", "is " + evidence.epoch() + ", must be within "
                    + CreditRules.BARRED_EPOCHS + " up to " + record.number());
        }
        StateKey punished = StateKey.fault(evidence.fault());
        if (state.value(punished).isPresent()) {
            throw new Rejected(ConsortiumCode.ALREADY_PUNISHED, "evidence", "is of a fault that has been punished");
        }
        byte[] epoch = new Writer(4).u32(record.number()).toBytes();
        state.put(punished, epoch);
        state.put(StateKey.convicted(evidence.culprit()), epoch);
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

    private int requireMember(PublicKey sender) {
        return constitution.member(sender).orElseThrow(() -> new Rejected(ConsortiumCode.NOT_A_MEMBER,
                "transaction.sender", sender.bytes().brief() + " is no member's key"));
    }

    private void requireSize(Report report) {
        int members = constitution.founders().size();
        if (report.seen().size() != members) {
            throw new Rejected(ConsortiumCode.WRONG_SIZE, "report.seen",
                    "has " + report.seen().size() + " entries, must have " + members);
        }
    }

    private void requireProof(Evidence evidence) {
        Committee committee = constitution.founders();
        if (!committee.has(evidence.culprit()) || !evidence.conflicts() || !evidence.isOf(committee.chainId())) {
            throw new Rejected(ConsortiumCode.NO_EVIDENCE, "evidence", "its two halves do not conflict on this chain");
        }
        for (Claim claim : evidence.claims(committee.chainId())) {
            if (!verifier.verify(committee.key(claim.member()), claim.statement(), claim.signature())) {
                throw new Rejected(ConsortiumCode.NO_EVIDENCE, "evidence",
                        "is not signed by member " + claim.member());
            }
        }
    }
}
