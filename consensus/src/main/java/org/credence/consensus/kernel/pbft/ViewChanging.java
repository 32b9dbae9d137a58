package org.credence.consensus.kernel.pbft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage.Change;
import org.credence.consensus.message.PbftMessage.NewView;

/** The view change: everyone reports, the new leader draws the conclusion, everyone checks it by doing the same. */
final class ViewChanging {

    private final PbftReplica replica;
    private final PbftEngine engine;
    private final ViewRules rules;
    /** By voter, its latest report. */
    private final TreeMap<Integer, Change> changes = new TreeMap<>();
    /** The view whose beginning is timed. */
    private long watched;

    ViewChanging(PbftReplica replica, PbftEngine engine, ViewRules rules) {
        this.replica = replica;
        this.engine = engine;
        this.rules = rules;
    }

    /** After {@link PbftReplica#leaveFor}: report to all, unless it cannot show yet what it holds. */
    void report() {
        Optional<Change> report = replica.report();
        report.ifPresent(change -> {
            replica.sendOthers(change);
            take(change);
        });
        if (report.isEmpty()) {
            join();
        }
    }

    void onChange(int sender, Change change) {
        if (change.epoch() != replica.committee().epoch()) {
            replica.ignore(Reason.OTHER_EPOCH, sender);
        } else if (change.newView() < replica.view() || change.newView() == replica.view() && replica.active()) {
            answer(sender);
        } else if (!rules.valid(change)) {
            replica.ignore(Reason.INVALID_CHANGE, sender);
        } else {
            change.path().forEach(block -> engine.witness(block));
            change.decided().ifPresent(engine.agreement()::learn);
            take(change);
        }
    }

    /** Who asks for an old view is brought into this one by message, not by waiting. */
    private void answer(int sender) {
        replica.ignore(Reason.STALE_VIEW, sender);
        Optional<? extends Message> help = replica.active()
                ? replica.newView()
                : Optional.ofNullable(changes.get(replica.self()));
        help.ifPresent(message -> replica.sendTo(sender, message));
    }

    private void take(Change change) {
        Change before = changes.get(change.voter());
        if (before != null && before.newView() > change.newView()) {
            return;
        }
        changes.put(change.voter(), change);
        join();
        if (!replica.active()) {
            watch();
            choose();
        }
    }

    /** f+1 members are in later views, so a correct one is: follow. */
    private void join() {
        List<Long> views = new ArrayList<>(changes.values().stream().map(Change::newView).toList());
        views.sort(Collections.reverseOrder());
        int weak = replica.quorum().weak();
        if (views.size() >= weak && views.get(weak - 1) > replica.view()) {
            engine.leave(views.get(weak - 1), Cause.JOINED);
        }
    }

    /**
     * The next view is due only when enough have arrived in this one, so that nobody runs ahead alone. Decisions learnt
     * meanwhile reset the count of failures: the view has its full time all the same.
     */
    private void watch() {
        long here = changes.values().stream().filter(change -> change.newView() >= replica.view()).count();
        if (watched < replica.view() && here >= replica.quorum().change()) {
            watched = replica.view();
            replica.arm(new Timer(Timer.Kind.VIEW, replica.view()),
                    replica.timing().viewTimeout(Math.max(0, replica.failures() - 1)));
        }
    }

    /** As leader: picks V, computes O, announces NEW_VIEW and enters. */
    private void choose() {
        if (!replica.leads()) {
            return;
        }
        List<Change> chosen = changes.values().stream().filter(change -> change.newView() == replica.view())
                .limit(replica.quorum().change()).toList();
        if (chosen.size() == replica.quorum().change()) {
            NewView unsigned = new NewView(replica.committee().epoch(), replica.view(), replica.self(), chosen,
                    Carried.select(replica.base, chosen), PbftReplica.NO_SIGNATURE);
            NewView newView = unsigned.signed(replica.sign(unsigned.statement(replica.committee().chainId())));
            replica.sendOthers(newView);
            engine.enter(newView);
        }
    }

    /** Whoever passes it on: it proves itself. */
    void onNewView(int sender, NewView newView) {
        if (newView.view() < replica.view() || newView.view() == replica.view() && replica.active()) {
            replica.ignore(Reason.STALE_VIEW, sender);
        } else if (rules.valid(newView)) {
            engine.enter(newView);
        } else {
            replica.ignore(Reason.INVALID_NEW_VIEW, sender);
            if (newView.view() == replica.view() && newView.leader() == replica.leader()) {
                engine.leave(replica.view() + 1, Cause.INVALID_PROPOSAL);
            }
        }
    }

    /** The view has begun: what was gathered for it and below has served. */
    void onEntered() {
        changes.values().removeIf(change -> change.newView() <= replica.view());
    }

    /** While the view has not begun: say again, with the newest decided head, what may have been lost. */
    void repeat() {
        if (!replica.active()) {
            report();
        }
    }

    /** Members whose report for the view or a later one is at hand. */
    List<Integer> heard() {
        return changes.entrySet().stream().filter(entry -> entry.getValue().newView() >= replica.view())
                .map(entry -> entry.getKey()).toList();
    }
}
