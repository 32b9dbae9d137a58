package org.credence.ledger.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Header;
import org.credence.base.codec.Malformed;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.SignedHeader;
import org.junit.jupiter.api.Test;

/** Whatever bytes a client or a member sends: read as exactly what they say, or refused as malformed. */
class HostileRecordsTest {

    private static final int RUNS = 20_000;

    private final Committees four = new Committees(4);
    private final SplittableRandom random = new SplittableRandom(5);

    private void survives(String what, byte[] valid, Function<byte[], byte[]> again) {
        assertThat(again.apply(valid)).as(what).isEqualTo(valid);
        for (int run = 0; run < RUNS; run++) {
            byte[] bytes = mutated(valid);
            try {
                assertThat(again.apply(bytes)).as("%s, run %d", what, run).isEqualTo(bytes);
            } catch (Malformed e) {
                assertThat(e.field()).isNotBlank();
            }
        }
    }

    private byte[] mutated(byte[] valid) {
        byte[] bytes = Arrays.copyOf(valid, Math.max(0, valid.length + random.nextInt(-3, 3)));
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    @Test
    void operations() {
        Header header =
                new Header(Committees.CHAIN, 0, 0, 5, Digest.ZERO, Digest.ZERO, 1, 1, Digest.ZERO, 0, Digest.ZERO);
        SignedHeader signed = new SignedHeader(header, new Signature(Digest.ZERO, Digest.ZERO));
        Signature nothing = new Signature(Digest.ZERO, Digest.ZERO);
        for (Operation operation : List.of(
                new Operation.Observe(new Report(1, Committees.all(4, new Seen(1, 2, 3, 4)))),
                new Operation.Accuse(new Evidence.Equivocation(signed, signed)),
                new Operation.Propose(new Change.Join(Committees.seat(9, Committees.signer("x")), nothing)),
                new Operation.Propose(new Change.Leave("member-1")),
                new Operation.Propose(new Change.Rotate("member-1", Committees.signer("x").publicKey(), nothing)),
                new Operation.Propose(new Change.Remodel(Digest.ZERO)), new Operation.Approve(Digest.ZERO))) {
            survives(operation.getClass().getSimpleName(), operation.encoded(),
                    bytes -> Operation.decode(bytes).encoded());
        }
        new Crimes().all().forEach(crime -> survives(crime.toString(), new Operation.Accuse(crime).encoded(),
                bytes -> Operation.decode(bytes).encoded()));
    }

    @Test
    void records() {
        four.epoch(Committees.all(4, new Seen(1, 2, 3, 4)));
        survives("roster", four.constitution.founders().encoded(), bytes -> Roster.decode(bytes).encoded());
        survives("epoch", four.record().encoded(), bytes -> EpochRecord.decode(bytes).encoded());
        Proposal proposal = new Proposal(3, new Change.Leave("member-1"),
                List.of(Committees.signer("x").publicKey(), Committees.signer("y").publicKey()));
        survives("proposals", Proposal.encoded(List.of(proposal, proposal)),
                bytes -> Proposal.encoded(Proposal.of(Optional.of(bytes))));
    }
}
