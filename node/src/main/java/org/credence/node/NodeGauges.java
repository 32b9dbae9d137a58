package org.credence.node;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.credence.consensus.part.Seat;
import org.credence.ledger.observation.Measured;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.transport.Refusal;

/** What a node shows of itself in its meters, whatever session it is in. */
final class NodeGauges {

    private final NodeMeters meters;
    private final Supplier<Session> session;
    private final Set<String> observed = ConcurrentHashMap.newKeySet();

    NodeGauges(Shared shared, Supplier<Session> session) {
        this.meters = shared.meters();
        this.session = session;
        meters.gauge("credence_decided_height", "Highest decided height",
                () -> session.get().driver().snapshot().status().decidedHeight());
        meters.gauge("credence_executed_height", "Highest executed height",
                () -> session.get().states().newest().height());
        meters.gauge("credence_first_height", "Lowest height whose block is kept",
                () -> session.get().recovered().chain().first());
        meters.gauge("credence_snapshot_height", "Height of the newest snapshot; 0 if there is none",
                () -> session.get().recovered().snapshots().newestHeight());
        meters.gauge("credence_epoch", "Epoch", () -> session.get().driver().snapshot().status().epoch());
        meters.gauge("credence_view", "View", () -> session.get().driver().snapshot().status().view());
        meters.gauge("credence_engine_waiting", "Inputs that wait for the engine",
                () -> session.get().driver().waiting());
        meters.gauge("credence_execution_waiting", "Decided blocks that wait for execution",
                () -> session.get().execution().waiting());
        meters.gauge("credence_work_waiting", "Tasks that wait for the pool", shared.pool()::waiting);
        meters.gauge("credence_mempool_queued", "Transactions that wait for a batch", shared.mempool()::queued);
        meters.gauge("credence_mempool_tracked", "Transactions not executed yet", shared.mempool()::tracked);
        meters.gauge("credence_body_bytes", "Bytes of batches not executed yet", () -> session.get().bodies().bytes());
        meters.gauge("credence_members_connected", "Other members connected",
                () -> session.get().network().connected().size());
        for (Refusal reason : Refusal.values()) {
            meters.count("credence_transport_refused_total", "Connections and frames that the transport refused",
                    "reason", reason.name().toLowerCase(Locale.ROOT), () -> session.get().network().refused(reason));
        }
        meters.count("credence_disk_syncs_total", "Times a file was synced", "file", "journal",
                () -> session.get().recovered().journal().syncs().count());
        meters.count("credence_disk_syncs_total", "Times a file was synced", "file", "chain",
                () -> session.get().recovered().chain().syncs().count());
    }

    /** The members of the session are others than before: those not shown yet are from now on. */
    void observe() {
        Session present = session.get();
        List<Seat> seats = present.roster().seats();
        for (int member = 0; member < seats.size(); member++) {
            if (member != present.self() && observed.add(seats.get(member).name())) {
                observed(seats.get(member).name());
            }
        }
    }

    private void observed(String name) {
        meters.gauge("credence_member_rtt_ms", "Median time to a member and back; 65535 if it never answered", "member",
                name, () -> measured(name, Measured::rttMs));
        meters.gauge("credence_member_confirm_lag_ms",
                "Median time from a block to a member's vote; 65535 if none came",
                "member", name, () -> measured(name, Measured::confirmLagMs));
        meters.gauge("credence_member_missed_votes", "Blocks decided without a member's vote in time", "member", name,
                () -> measured(name, Measured::missed));
    }

    /** Not a number for who is a member no longer. */
    private double measured(String name, ToIntFunction<Measured> quantity) {
        Session present = session.get();
        OptionalInt member = present.roster().member(name);
        return member.isEmpty() ? Double.NaN
                : quantity.applyAsInt(present.observatory().measured().get(member.getAsInt()));
    }
}
