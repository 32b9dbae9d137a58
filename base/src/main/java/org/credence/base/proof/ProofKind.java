package org.credence.base.proof;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;

/** The third byte of a proof, after type and version. */
enum ProofKind {
    STATE(1),
    RECEIPT(2),
    TRANSACTION(3);

    private final int code;

    ProofKind(int code) {
        this.code = code;
    }

    void write(Writer writer) {
        writer.u8(WireType.PROOF.code()).u8(WireType.VERSION).u8(code);
    }

    void expect(Reader reader) {
        int kind = reader.expect(WireType.PROOF).u8("proof.kind");
        if (kind != code) {
            throw new Malformed("proof.kind", "is " + kind + ", must be " + code + " (" + this + ")");
        }
    }
}
