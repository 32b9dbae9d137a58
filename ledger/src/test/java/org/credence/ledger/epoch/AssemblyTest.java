package org.credence.ledger.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.block.Header;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.consensus.part.SignedHeader;
import org.credence.crypto.Signer;
import org.credence.ledger.execution.Authors;
import org.credence.reputation.CreditModel;
import org.junit.jupiter.api.Test;

/** Members change the members: a quorum decides, the end of an epoch makes it so. */
class AssemblyTest {

    private static final Seen WELL = new Seen(20, 15, 0, 0);

    private final Committees four = new Committees(4);

    private static Change.Join join(int number) {
        Signer signer = Committees.signer("newcomer" + number);
        Seat seat = Committees.seat(10 + number, signer);
        return new Change.Join(seat, signer.sign(Change.statement(Committees.CHAIN, seat)));
    }

    private static Change.Rotate rotate(String name, Signer signer) {
        return new Change.Rotate(name, signer.publicKey(),
                signer.sign(Change.statement(Committees.CHAIN, name, signer.publicKey())));
    }

    private Digest proposed() {
        return Proposal.of(four.state.value(StateKey.proposals())).getLast().id();
    }

    /** Members 0, 1, 2 want it: a quorum of four. */
    private void decide(Change change) {
        assertThat(four.execute(0, 5, new Operation.Propose(change))).isEqualTo("ACCEPTED");
        Digest id = proposed();
        assertThat(four.execute(1, 5, new Operation.Approve(id))).isEqualTo("ACCEPTED");
        assertThat(four.execute(2, 5, new Operation.Approve(id))).isEqualTo("ACCEPTED");
    }

    @Test
    void aQuorumLetsSomebodyJoinFromTheNextEpochOn() {
        four.epoch(Committees.all(4, WELL));
        decide(join(1));
        assertThat(four.roster().seats()).hasSize(4);
        four.epoch(Committees.all(4, WELL));
        Roster roster = four.roster();
        assertThat(roster.since()).isEqualTo(2);
        assertThat(roster.seats()).hasSize(5);
        assertThat(roster.seats().getLast().name()).isEqualTo("member-11");
        EpochRecord record = four.record();
        assertThat(record.members()).hasSize(5);
        assertThat(record.members().getLast()).isEqualTo(MemberRecord.newcomer());
        assertThat(record.rank()).hasSize(5).endsWith(4);
        assertThat(Authors.of(four.state.value(StateKey.authors())).first(5))
                .containsOnly((2L << 32) + 1);
        assertThat(Proposal.of(four.state.value(StateKey.proposals()))).isEmpty();
        assertThat(roster.committee(Committees.CHAIN, 2).quorum().slow()).isEqualTo(4);
    }

    @Test
    void twoOfFourAreNoQuorum() {
        four.execute(0, 5, new Operation.Propose(join(1)));
        four.execute(3, 5, new Operation.Approve(proposed()));
        four.epoch(Committees.all(4, WELL));
        assertThat(four.roster().seats()).hasSize(4);
        assertThat(Proposal.of(four.state.value(StateKey.proposals()))).hasSize(1);
        IntStream.range(0, 20).forEach(epoch -> four.end());
        assertThat(Proposal.of(four.state.value(StateKey.proposals()))).as("after twenty epochs").isEmpty();
    }

    /** P§1.7: one member at a time with fewer than twelve; the other follows an epoch later. */
    @Test
    void noMoreMembersChangeAtOnceThanMay() {
        decide(join(1));
        decide(join(2));
        four.end();
        assertThat(four.roster().seats()).hasSize(5);
        four.end();
        assertThat(four.roster().seats()).hasSize(5);
        assertThat(four.execute(3, 45, new Operation.Approve(proposed()))).isEqualTo("ACCEPTED");
        four.end();
        assertThat(four.roster().seats()).as("four of five want it now").hasSize(6);
    }

    @Test
    void aMemberGetsAnotherKeyAndKeepsWhatItHasEarned() {
        four.epoch(Committees.all(4, WELL));
        Signer fresh = Committees.signer("fresh");
        decide(rotate("member-1", fresh));
        four.epoch(Committees.all(4, WELL));
        assertThat(four.roster().seats().get(1).key()).isEqualTo(fresh.publicKey());
        assertThat(four.record().members().get(1).standing().age()).isEqualTo(2);
        Operation report = new Operation.Observe(new Report(2, Committees.all(4, WELL)));
        assertThat(four.execute(1, 60, report)).isEqualTo("NOT_A_MEMBER");
        assertThat(four.execute(fresh, 60, report)).isEqualTo("ACCEPTED");
    }

    /** What somebody did under the key of that time convicts him under today's. */
    @Test
    void aFaultOfAnEarlierKeyIsPunished() {
        four.end();
        Evidence.Equivocation evidence = new Evidence.Equivocation(signed(1, 1), signed(1, 2));
        decide(rotate("member-1", Committees.signer("fresh")));
        four.end();
        assertThat(four.execute(0, 45, new Operation.Accuse(evidence))).isEqualTo("ACCEPTED");
        four.end();
        assertThat(four.record().members().get(1).standing().barred()).isPositive();
    }

    private SignedHeader signed(int epoch, long time) {
        Header header = new Header(Committees.CHAIN, epoch, 0, 25, Digest.ZERO, Digest.ZERO, 1, time, Digest.ZERO, 0,
                Digest.ZERO);
        return new SignedHeader(header, four.signers.get(1).sign(header.id()));
    }

    @Test
    void whoLeavesIsGoneAndTheOthersMoveUp() {
        decide(join(1));
        four.end();
        assertThat(four.execute(0, 25, new Operation.Propose(new Change.Leave("member-1")))).isEqualTo("ACCEPTED");
        Digest id = proposed();
        for (int member : List.of(1, 2, 3)) {
            assertThat(four.execute(member, 25, new Operation.Approve(id))).isEqualTo("ACCEPTED");
        }
        four.end();
        assertThat(four.roster().seats().stream().map(Seat::name))
                .containsExactly("member-0", "member-2", "member-3", "member-11");
        assertThat(four.record().members().stream().map(member -> member.standing().age()))
                .containsExactly(2, 2, 2, 1);
    }

    @Test
    void whatCannotBeMadeIsRefused() {
        PublicKey taken = four.signers.get(2).publicKey();
        Signer fresh = Committees.signer("fresh");
        Signature nothing = new Signature(Digest.ZERO, Digest.ZERO);
        assertThat(four.execute(0, 5, new Operation.Propose(new Change.Leave("member-1"))))
                .as("there must be four").isEqualTo("IMPOSSIBLE_CHANGE");
        assertThat(four.execute(0, 5, new Operation.Propose(rotate("nobody", fresh)))).isEqualTo("IMPOSSIBLE_CHANGE");
        assertThat(four.execute(0, 5, new Operation.Propose(rotate("member-1", four.signers.get(2)))))
                .as("key " + taken).isEqualTo("IMPOSSIBLE_CHANGE");
        assertThat(four.execute(0, 5, new Operation.Propose(new Change.Join(join(1).seat(), nothing))))
                .isEqualTo("NO_PROOF_OF_KEY");
        assertThat(four.execute(0, 5, new Operation.Propose(new Change.Rotate("member-1", fresh.publicKey(), nothing))))
                .isEqualTo("NO_PROOF_OF_KEY");
        assertThat(four.execute(fresh, 5, new Operation.Propose(join(1)))).isEqualTo("NOT_A_MEMBER");
        assertThat(four.execute(0, 5, new Operation.Approve(Digest.ZERO))).isEqualTo("NO_SUCH_PROPOSAL");
        four.execute(0, 5, new Operation.Propose(join(1)));
        assertThat(four.execute(1, 5, new Operation.Propose(join(1)))).isEqualTo("ALREADY_PROPOSED");
        assertThat(four.execute(0, 5, new Operation.Approve(proposed()))).isEqualTo("ALREADY_APPROVED");
        IntStream.range(2, 17).forEach(i -> four.execute(0, 5, new Operation.Propose(join(i))));
        assertThat(four.execute(0, 5, new Operation.Propose(join(17)))).isEqualTo("TOO_MANY_PROPOSALS");
    }

    @Test
    void theModelChangesForAllAtTheSameHeight() {
        CreditModel other = Committees.model(-3 << 16);
        four.models.add(other);
        decide(new Change.Remodel(other.digest()));
        assertThat(four.record().model()).isEqualTo(four.model.digest());
        four.epoch(Committees.all(4, WELL));
        assertThat(four.record().model()).isEqualTo(other.digest());
        assertThat(four.state.value(StateKey.roster())).as("nobody votes with another key").isEmpty();
        four.epoch(Committees.all(4, new Seen(20, 15, 10, 0)));
        assertThat(four.record().members().getFirst().assessment())
                .isEqualTo(other.assess(four.record().members().getFirst().indicators()));
    }

    @Test
    void encodingsAreCanonical() {
        decide(join(1));
        byte[] proposals = four.state.value(StateKey.proposals()).orElseThrow();
        assertThat(Proposal.encoded(Proposal.of(Optional.of(proposals)))).isEqualTo(proposals);
        four.end();
        byte[] roster = four.state.value(StateKey.roster()).orElseThrow();
        assertThat(Roster.decode(roster).encoded()).isEqualTo(roster);
        for (Change change : List.of(join(1), rotate("member-1", Committees.signer("fresh")),
                new Change.Leave("member-2"), new Change.Remodel(Digest.ZERO))) {
            Operation operation = new Operation.Propose(change);
            assertThat(Operation.decode(operation.encoded())).isEqualTo(operation);
        }
    }
}
