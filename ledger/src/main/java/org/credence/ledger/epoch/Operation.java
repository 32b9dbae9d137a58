package org.credence.ledger.epoch;

import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Evidence;

/** What a member asks for with a transaction to the consortium: its payload. The first byte says which. */
public sealed interface Operation {

    /** Says what it measured. Wire: 1, the report. */
    record Observe(Report report) implements Operation {
        static final int CODE = 1;
    }

    /** Shows that a member signed what no correct member signs. Wire: 2, the evidence. */
    record Accuse(Evidence evidence) implements Operation {
        static final int CODE = 2;
    }

    /** Wants something changed. Wire: 3, the change. */
    record Propose(Change change) implements Operation {
        static final int CODE = 3;
    }

    /** Wants what another has proposed. Wire: 4, id of the proposal 32. */
    record Approve(Digest proposal) implements Operation {
        static final int CODE = 4;
    }

    /** @throws Malformed if the payload is no canonical operation */
    static Operation decode(byte[] payload) {
        Reader reader = new Reader(payload);
        int code = reader.u8("operation");
        Operation operation = switch (code) {
            case Observe.CODE -> new Observe(Report.read(reader));
            case Accuse.CODE -> new Accuse(Evidence.read(reader));
            case Propose.CODE -> new Propose(Change.read(reader));
            case Approve.CODE -> new Approve(reader.digest("approve.proposal"));
            default -> throw new Malformed("operation", "is " + code + ", must be 1 to 4");
        };
        reader.end();
        return operation;
    }

    /** The payload. */
    default byte[] encoded() {
        Writer writer = new Writer(512);
        switch (this) {
            case Observe(Report report) -> report.write(writer.u8(Observe.CODE));
            case Accuse(Evidence evidence) -> evidence.write(writer.u8(Accuse.CODE));
            case Propose(Change change) -> change.write(writer.u8(Propose.CODE));
            case Approve(Digest proposal) -> writer.u8(Approve.CODE).digest(proposal);
        }
        return writer.toBytes();
    }
}
