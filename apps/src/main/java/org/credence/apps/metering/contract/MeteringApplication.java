package org.credence.apps.metering.contract;

import java.util.List;
import org.credence.apps.metering.MeterRecord;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.MeteringCode;
import org.credence.apps.metering.MeteringRules;
import org.credence.apps.metering.Operation;
import org.credence.apps.metering.Operation.Register;
import org.credence.apps.metering.Operation.Submit;
import org.credence.apps.metering.Reading;
import org.credence.apps.metering.Section;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.block.Transaction;
import org.credence.base.proof.StateKey;
import org.credence.crypto.Verifier;
import org.credence.ledger.Application;
import org.credence.ledger.BlockContext;
import org.credence.ledger.Code;
import org.credence.ledger.Rejected;
import org.credence.ledger.State;

/** Registers meters and takes in readings. */
public final class MeteringApplication implements Application {

    /** Its name in a genesis. */
    public static final String NAME = "metering";

    private final MeteringRules rules;
    private final Verifier verifier;

    /**
     * @param rules    what the genesis lays down
     * @param verifier checks signatures inside payloads, at admission only
     */
    public MeteringApplication(MeteringRules rules, Verifier verifier) {
        this.rules = rules;
        this.verifier = verifier;
    }

    @Override
    public int id() {
        return Metering.APPLICATION;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<? extends Code> codes() {
        return List.of(MeteringCode.values());
    }

    @Override
    public void check(Transaction transaction) {
        Digest chainId = transaction.chainId();
        switch (Operation.decode(transaction.payload())) {
            case Register register -> verify("register.proof", register.key(),
                    Register.statement(chainId, register.meterId(), transaction.sender()), register.proof());
            case Submit submit -> submit.sections().forEach(section -> check(chainId, section));
        }
    }

    private void check(Digest chainId, Section section) {
        section.readings().forEach(MeteringApplication::checkAmount);
        switch (section.warrant()) {
            case Section.BySender() -> {
                // The transaction's own signature; that its sender is the meter, the state says.
            }
            case Section.Sealed(PublicKey key, Signature signature) -> verify("section.signature", key,
                    Section.statement(chainId, section.meterId(), section.readings()), signature);
        }
    }

    private void verify(String field, PublicKey key, Digest statement, Signature signature) {
        if (!verifier.verify(key, statement, signature)) {
            throw new Rejected(MeteringCode.WRONG_SIGNATURE, field, "is not by key " + key.bytes().brief());
        }
    }

    static void checkAmount(Reading reading) {
        if (reading.wattHours() < 0) {
            throw new Rejected(MeteringCode.NEGATIVE_READING, "reading.wattHours",
                    "is " + reading.wattHours() + ", must be at least 0");
        }
        if (reading.wattHours() > Metering.WATT_HOURS) {
            throw new Rejected(MeteringCode.ABSURD_READING, "reading.wattHours",
                    "is " + reading.wattHours() + ", limit " + Metering.WATT_HOURS);
        }
    }

    @Override
    public void execute(Transaction transaction, BlockContext block, State state) {
        switch (Operation.decode(transaction.payload())) {
            case Register register -> register(register, state);
            case Submit submit -> {
                Intake intake = new Intake(rules, block, state);
                submit.sections().forEach(section -> intake.add(section, transaction.sender()));
            }
        }
    }

    private static void register(Register register, State state) {
        StateKey key = Metering.meterKey(register.meterId());
        if (state.value(key).isPresent()) {
            throw new Rejected(MeteringCode.METER_EXISTS, "register.meterId",
                    register.meterId().brief() + " is registered already");
        }
        state.put(key, new MeterRecord(register.key(), register.region(), 0).encoded());
    }
}
