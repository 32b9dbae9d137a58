package org.credence.ledger.epoch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.base.codec.Malformed;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedHeader;
import org.credence.crypto.Ed25519;
import org.credence.crypto.Signer;
import org.credence.ledger.BlockContext;
import org.credence.reputation.Indicator;
import org.junit.jupiter.api.Test;

class ConsortiumTest {

    private static final Seen WELL = new Seen(20, 15, 0, 0);
    private static final Seen SILENT = new Seen(Seen.UNKNOWN, Seen.UNKNOWN, Committees.BLOCKS, Seen.ALWAYS);

    private final Committees four = new Committees(4);

    private static Operation observe(int epoch, int members) {
        return new Operation.Observe(new Report(epoch, Committees.all(members, WELL)));
    }

    private Evidence equivocation(int culprit, int epoch, long height, Digest chain) {
        return new Evidence.Equivocation(signed(culprit, epoch, height, chain, 1),
                signed(culprit, epoch, height, chain, 2));
    }

    private SignedHeader signed(int culprit, int epoch, long height, Digest chain, long time) {
        Header header = new Header(chain, epoch, 0, height, Digest.ZERO, Digest.ZERO, culprit, time, Digest.ZERO, 0,
                Digest.ZERO);
        return new SignedHeader(header, four.signers.get(culprit).sign(header.id()));
    }

    private Evidence doubleVote(int culprit, Signer signer) {
        BlockRef first = new BlockRef(0, 3, 7, Committees.digest("one"));
        BlockRef second = new BlockRef(0, 3, 7, Committees.digest("other"));
        return new Evidence.DoubleVote(culprit, Phase.COMMIT, first,
                signer.sign(first.statement(Committees.CHAIN, Phase.COMMIT)), second.id(),
                signer.sign(second.statement(Committees.CHAIN, Phase.COMMIT)));
    }

    @Test
    void everyMemberReportsOnceAndOnlyAtTheEnd() {
        assertThat(four.execute(1, 15, observe(0, 4))).isEqualTo("TOO_EARLY");
        assertThat(four.execute(1, 16, observe(0, 4))).isEqualTo("ACCEPTED");
        assertThat(four.execute(1, 17, observe(0, 4))).isEqualTo("ALREADY_REPORTED");
        assertThat(four.execute(2, 17, observe(1, 4))).isEqualTo("WRONG_EPOCH");
        assertThat(four.execute(2, 17, observe(0, 3))).isEqualTo("WRONG_SIZE");
        assertThat(four.execute(Committees.signer("stranger"), 17, observe(0, 4))).isEqualTo("NOT_A_MEMBER");
    }

    @Test
    void theFirstEpochIsLedInTheOrderOfTheGenesis() {
        Epoch epoch = four.constitution.epoch(four.record(), four.roster(), Base.genesis(Committees.CHAIN));
        assertThat(epoch.rank()).containsExactly(0, 1, 2, 3);
        assertThat(epoch.last()).isEqualTo(Committees.BLOCKS);
    }

    /** P§2.3: whoever was silent leads last, and within two epochs. */
    @Test
    void aSilentMemberLosesItsRankAndEarnsItBack() {
        List<Seen> seen = Committees.all(4, WELL);
        seen.set(0, SILENT);
        four.epoch(seen);
        EpochRecord silent = four.record();
        assertThat(silent.number()).isEqualTo(1);
        assertThat(silent.rank()).endsWith(0);
        assertThat(silent.members().getFirst().indicators().of(Indicator.OFFLINE_TIME)).isEqualTo(Seen.ALWAYS);
        assertThat(silent.members().get(1).indicators().of(Indicator.MEMBERS_OFFLINE)).isEqualTo(1);

        int first = silent.members().getFirst().standing().credit();
        for (int epoch = 0; epoch < 3; epoch++) {
            four.epoch(Committees.all(4, WELL));
        }
        assertThat(four.record().members().getFirst().standing().credit()).isGreaterThan(first);
        assertThat(four.record().rank()).endsWith(0);
        for (int epoch = 0; epoch < 60; epoch++) {
            four.epoch(Committees.all(4, WELL));
        }
        assertThat(four.record().members().stream().map(m -> m.standing().credit()).distinct()).hasSize(1);
    }

    @Test
    void withoutReportsTheOldMeasurementsStand() {
        List<Seen> seen = Committees.all(4, WELL);
        seen.set(2, new Seen(80, 50, 10, 100));
        four.epoch(seen);
        MemberRecord before = four.record().members().get(2);
        four.end();
        MemberRecord after = four.record().members().get(2);
        assertThat(before.stale()).isZero();
        assertThat(after.stale()).isEqualTo(1);
        assertThat(after.indicators().of(Indicator.NETWORK_DELAY)).isEqualTo(80);
        assertThat(after.indicators().of(Indicator.CONFIRM_LAG)).isEqualTo(10);
        assertThat(after.indicators().of(Indicator.MISSED_VOTES)).isEqualTo(500);
        assertThat(after.indicators().of(Indicator.OFFLINE_TIME)).isEqualTo(100);
    }

    /** P§1.9: once per fault, however it is shown; 20 epochs without credit. */
    @Test
    void provenFaultCostsAllCredit() {
        four.epoch(Committees.all(4, WELL));
        Evidence evidence = equivocation(1, 1, 25, Committees.CHAIN);
        assertThat(four.execute(3, 26, new Operation.Accuse(evidence))).isEqualTo("ACCEPTED");
        assertThat(four.execute(2, 27, new Operation.Accuse(evidence))).isEqualTo("ALREADY_PUNISHED");
        four.epoch(Committees.all(4, WELL));
        for (int epoch = 0; epoch < 20; epoch++) {
            assertThat(four.record().members().get(1).standing().credit()).isZero();
            assertThat(four.record().rank()).endsWith(1);
            assertThat(four.record().members().get(1).indicators().of(Indicator.PROVEN_FAULTS)).isEqualTo(1);
            four.epoch(Committees.all(4, WELL));
        }
        assertThat(four.record().members().get(1).standing().credit()).isPositive();
        assertThat(four.execute(3, 450, new Operation.Accuse(evidence))).isEqualTo("TOO_OLD");
    }

    @Test
    void twoVotesForRivalsAreAFaultToo() {
        assertThat(four.execute(3, 9, new Operation.Accuse(doubleVote(2, four.signers.get(2))))).isEqualTo("ACCEPTED");
        four.end();
        assertThat(four.record().members().get(2).standing().barred()).isEqualTo(20);
    }

    @Test
    void whatProvesNothingIsRefused() {
        SignedHeader one = signed(1, 0, 5, Committees.CHAIN, 1);
        for (Evidence nothing : List.of(new Evidence.Equivocation(one, one),
                new Evidence.Equivocation(one, signed(1, 0, 6, Committees.CHAIN, 1)),
                equivocation(1, 0, 5, Committees.digest("other chain")),
                doubleVote(2, four.signers.get(3)), doubleVote(9, four.signers.get(2)))) {
            assertThat(four.execute(0, 9, new Operation.Accuse(nothing))).isEqualTo("NO_EVIDENCE");
        }
        assertThat(four.execute(0, 9, new Operation.Accuse(equivocation(1, 1, 25, Committees.CHAIN))))
                .as("of an epoch that has not begun").isEqualTo("TOO_OLD");
        assertThat(four.state.value(StateKey.convicted(1))).isEmpty();
    }

    @Test
    void aMemberWithAnotherModelDoesNotEndTheEpoch() {
        ConsortiumApplication astray = new ConsortiumApplication(four.constitution,
                digest -> Optional.empty(), Ed25519.chosen());
        astray.afterBlock(new BlockContext(19, 0), four.state);
        assertThatThrownBy(() -> astray.afterBlock(new BlockContext(20, 0), four.state))
                .isInstanceOf(ModelMismatch.class).hasMessageContaining(four.model.digest().hex());
        assertThat(four.state.value(StateKey.epoch())).isEmpty();
    }

    @Test
    void encodingsAreCanonical() {
        four.epoch(Committees.all(4, WELL));
        EpochRecord record = four.record();
        assertThat(EpochRecord.decode(record.encoded())).isEqualTo(record);
        for (Operation operation : List.of(observe(3, 4),
                new Operation.Accuse(equivocation(1, 0, 5, Committees.CHAIN)))) {
            byte[] encoded = operation.encoded();
            assertThat(Operation.decode(encoded)).isEqualTo(operation);
            byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
            assertThatThrownBy(() -> Operation.decode(longer)).isInstanceOf(Malformed.class);
            assertThatThrownBy(() -> Operation.decode(Arrays.copyOf(encoded, encoded.length - 1)))
                    .isInstanceOf(Malformed.class);
        }
        assertThatThrownBy(() -> Operation.decode(new byte[]{7})).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> new Seen(0, 0, 0, 1_001)).isInstanceOf(Malformed.class)
                .hasMessageContaining("seen.offline");
    }
}
