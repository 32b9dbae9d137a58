package org.credence.simulator.byzantine;

import java.util.function.Function;

/** The catalogue of P§10.3, as far as one committee's consensus goes. */
public enum Behaviour {
    /** B01, B04: as leader, shows one half another block than the other half, on from any height. */
    EQUIVOCATES(actor -> new Equivocation(actor, false)),
    /** B02: as leader, equivocates so that exactly one member decides, which is then cut off (A-C2). */
    AMBUSHES(actor -> new Equivocation(actor, true)),
    /** B05: as leader, proposes nothing. */
    SILENT_LEADER(actor -> new Silence(0, true)),
    /** B06: says nothing at all any more after some messages. */
    FALLS_SILENT(actor -> new Silence(actor.chance().between(20, 400), false)),
    /** B07: as leader, proposes so late that the timers just do not run out. */
    SLOW_LEADER(Slowness::new),
    /** B08: as leader, proposes blocks that are invalid in every way. */
    INVALID_BLOCKS(InvalidBlocks::new),
    /** B09: shows its batches and proposals to a few only, and serves nobody what it stores. */
    WITHHOLDS(Withholding::new),
    /** B11: CONFIRMs another block to some. */
    DOUBLE_CONFIRMS(DoubleVotes::new),
    /** B13: COMMITs what has no CC. */
    COMMITS_EARLY(EarlyCommits::new),
    /** B14: votes in a view that it has left. */
    VOTES_LATE(LateVotes::new),
    /** B15: reports no tip when it leaves a view. */
    OMITS_TIP(actor -> new LyingChange(actor, false)),
    /** B16: reports a tip in a view that never started. */
    INVENTS_TIP(InventedTip::new),
    /** B18: reports different things to different members. */
    REPORTS_TWICE(actor -> new LyingChange(actor, true)),
    /** B20: as new leader, builds on something else than the rule says, for all or for some. */
    WRONG_SELECTION(WrongSelection::new),
    /** B21: as new leader, leaves out the reports that show most. */
    HIDES_TIPS(HiddenTips::new),
    /** B23: as new leader, opens its view twice, each time by the rule. */
    TWO_NEW_VIEWS(TwoNewViews::new),
    /** B24: as new leader, opens the view for a few only. */
    PARTIAL_NEW_VIEW(PartialNewView::new),
    /** B26, B27: demands new views all the time, some of them absurdly high. */
    STORMS(Storm::new),
    /** B29: repeats whatever it ever received. */
    REPLAYS(Replay::new);

    // Constructors without state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<Actor, Deviation> maker;

    Behaviour(Function<Actor, Deviation> maker) {
        this.maker = maker;
    }

    Deviation of(Actor actor) {
        return maker.apply(actor);
    }
}
