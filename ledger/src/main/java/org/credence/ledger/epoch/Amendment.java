package org.credence.ledger.epoch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;

/**
 * What accepted changes make of the members between two epochs. No more members change at once than safety between
 * rosters allows (churn cap of P§1.7); what goes beyond waits for the next end of an epoch.
 */
final class Amendment {

    /** Fewer members tolerate no fault. */
    static final int FEWEST = 4;
    private static final int CHURN_PART = 6;

    private final Roster before;
    private final List<Seat> seats;
    private final List<MemberRecord> members;
    private Digest model;
    private int churn;

    /** @param members their lines of the table, in the order of the roster */
    Amendment(Roster before, List<MemberRecord> members, Digest model) {
        this.before = before;
        this.seats = new ArrayList<>(before.seats());
        this.members = new ArrayList<>(members);
        this.model = model;
    }

    /** Why the change cannot be made to this roster; empty if it can. */
    static String obstacle(Change change, Roster roster) {
        return switch (change) {
            case Change.Join(Seat seat, _) ->
                roster.member(seat.name()).isPresent() || roster.member(seat.key()).isPresent()
                        ? "a member has this name or key"
                        : roster.seats().size() >= Limits.COMMITTEE ? "there are " + Limits.COMMITTEE + " members" : "";
            case Change.Leave(String name) -> roster.member(name).isEmpty() ? "no member has this name"
                    : roster.seats().size() <= FEWEST ? "there must be " + FEWEST + " members" : "";
            case Change.Rotate(String name, var key, _) -> roster.member(name).isEmpty() ? "no member has this name"
                    : roster.member(key).isPresent() ? "a member has this key" : "";
            case Change.Remodel _ -> "";
        };
    }

    /** Makes the change; false if it must wait for another epoch. What has become impossible is dropped. */
    boolean make(Change change) {
        if (change.ofMembers() && churn >= Math.max(1, before.seats().size() / CHURN_PART)) {
            return false;
        }
        if (!obstacle(change, roster(before.since())).isEmpty()) {
            return true;
        }
        churn += change.ofMembers() ? 1 : 0;
        switch (change) {
            case Change.Join(Seat seat, _) -> {
                seats.add(seat);
                members.add(MemberRecord.newcomer());
            }
            case Change.Leave(String name) -> {
                int index = at(name);
                seats.remove(index);
                members.remove(index);
            }
            case Change.Rotate(String name, var key, _) -> seats.set(at(name), seats.get(at(name)).with(key));
            case Change.Remodel(Digest other) -> model = other;
        }
        return true;
    }

    /** Whether others vote than before, or with other keys. */
    boolean changesMembers() {
        return churn > 0;
    }

    /** The members from this epoch on. A number of members that stays keeps its quorums. */
    Roster roster(int since) {
        Quorum quorum = seats.size() == before.quorum().n() ? before.quorum()
                : Quorum.of(before.quorum().rule(), seats.size());
        return new Roster(since, before.since(), quorum, seats);
    }

    List<MemberRecord> members() {
        return List.copyOf(members);
    }

    Digest model() {
        return model;
    }

    private int at(String name) {
        OptionalInt index = roster(before.since()).member(name);
        return index.orElseThrow();
    }
}
