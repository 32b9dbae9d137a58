package org.credence.node.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Roster;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.ledger.epoch.MemberRecord;
import org.credence.node.NodeService;
import org.credence.node.api.CertifiedState.Certified;
import org.credence.node.api.CertifiedState.Held;
import org.credence.reputation.Indicator;

/** Answers who has earned what: the table of the epoch that lasts, with its proof. */
final class EpochApi {

    private static final double ONE = 1 << 16;

    private final NodeService node;
    private final CertifiedState state;

    EpochApi(NodeService node, CertifiedState state) {
        this.node = node;
        this.state = state;
    }

    /**
     * The table; {@code present} is false in the first epoch, whose table follows from the genesis.
     *
     * @param first height of the epoch's first block
     * @param last  height of its last
     */
    record Epoch(boolean present, int epoch, long first, long last, String creditModel, String seed,
            List<Member> members, Certified certified) {}

    /**
     * A member's line, in committee order.
     *
     * @param place       in the order in which they lead, from 1
     * @param credit      from 0 to 1
     * @param barred      epochs for which a proven fault still keeps it without credit
     * @param assessment  what the model made of the indicators, from 0 to 1
     * @param staleEpochs in which too few reported on it, so that older measurements stand
     * @param indicators  what was known at the end of the epoch before, by name; the units are those of the model
     */
    record Member(int index, String name, int place, double credit, int age, int barred, double assessment,
            int staleEpochs, Map<String, Long> indicators) {}

    /** {@code GET /v1/epoch}. */
    Answer epoch(Call call) {
        call.allowOnly(Set.of());
        Constitution constitution = node.genesis().constitution().orElseThrow(
                () -> new ApiException(ErrorCode.NOT_FOUND, "this chain has one epoch, whose leaders never change"));
        Held held = state.read(StateKey.epoch());
        EpochRecord record = EpochRecord.of(held.value(), constitution);
        Roster roster = node.roster(record.number());
        return Answer.json(new Epoch(held.value().isPresent(), record.number(),
                constitution.length().base(record.number()) + 1, constitution.length().last(record.number()),
                record.model().hex(), record.seed().hex(),
                IntStream.range(0, record.members().size()).mapToObj(member -> member(member, record, roster)).toList(),
                held.certified()));
    }

    private static Member member(int index, EpochRecord record, Roster roster) {
        MemberRecord member = record.members().get(index);
        Map<String, Long> indicators = new LinkedHashMap<>();
        for (Indicator indicator : Indicator.values()) {
            indicators.put(indicator.label(), member.indicators().of(indicator));
        }
        return new Member(index, roster.seats().get(index).name(), record.rank().indexOf(index) + 1,
                member.standing().credit() / ONE, member.standing().age(), member.standing().barred(),
                member.assessment() / ONE, member.stale(), indicators);
    }
}
