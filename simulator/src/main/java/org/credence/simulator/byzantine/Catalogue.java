package org.credence.simulator.byzantine;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.simulator.setup.Fault;

/** What the faults of liars do to their engines. */
final class Catalogue {

    private static final Map<Fault, Function<Actor, Deviation>> DEVIATIONS = new EnumMap<>(Fault.class);

    static {
        DEVIATIONS.put(Fault.EQUIVOCATES, actor -> new Equivocation(actor, false));
        DEVIATIONS.put(Fault.AMBUSHES, actor -> new Equivocation(actor, true));
        DEVIATIONS.put(Fault.EQUIVOCATES_THREEFOLD, ThreeWays::new);
        DEVIATIONS.put(Fault.SILENT_LEADER, actor -> new Silence(0, true));
        DEVIATIONS.put(Fault.FALLS_SILENT, actor -> new Silence(actor.chance().between(20, 400), false));
        DEVIATIONS.put(Fault.SLOW_LEADER, actor -> Slowness.of(actor, Message.Propose.class::isInstance));
        DEVIATIONS.put(Fault.INVALID_BLOCKS, InvalidBlocks::new);
        DEVIATIONS.put(Fault.WITHHOLDS, Withholding::new);
        DEVIATIONS.put(Fault.CENSORS, Censorship::new);
        DEVIATIONS.put(Fault.DOUBLE_CONFIRMS, DoubleVotes::new);
        DEVIATIONS.put(Fault.CONFIRMS_UNSEEN, UnseenVotes::new);
        DEVIATIONS.put(Fault.COMMITS_EARLY, EarlyCommits::new);
        DEVIATIONS.put(Fault.VOTES_LATE, LateVotes::new);
        DEVIATIONS.put(Fault.OMITS_TIP, actor -> new LyingChange(actor, false));
        DEVIATIONS.put(Fault.INVENTS_TIP, InventedTip::new);
        DEVIATIONS.put(Fault.FORGES_CERTIFICATES, ForgedCertificates::new);
        DEVIATIONS.put(Fault.REPORTS_TWICE, actor -> new LyingChange(actor, true));
        DEVIATIONS.put(Fault.WRONG_SELECTION, WrongSelection::new);
        DEVIATIONS.put(Fault.HIDES_TIPS, HiddenTips::new);
        DEVIATIONS.put(Fault.TWO_NEW_VIEWS, TwoNewViews::new);
        DEVIATIONS.put(Fault.PARTIAL_NEW_VIEW, PartialNewView::new);
        DEVIATIONS.put(Fault.STORMS, Storm::new);
        DEVIATIONS.put(Fault.DELAYS_CHANGES, actor -> Slowness.of(actor, Catalogue::ofViewChange));
        DEVIATIONS.put(Fault.REPLAYS, Replay::new);
        DEVIATIONS.put(Fault.FLOODS, Flood::new);
        DEVIATIONS.put(Fault.SERVES_SPOILT, SpoiltService::new);
        DEVIATIONS.put(Fault.FALSE_EVIDENCE, FalseEvidence::new);
        DEVIATIONS.put(Fault.ALTERNATES, actor -> Slowness.byTurns(actor, Message.Ballot.class::isInstance));
    }

    private Catalogue() {}

    /** Empty if the engine itself is left alone: then it is the member's machine that is at fault. */
    static Optional<Deviation> of(Fault fault, Actor actor) {
        return Optional.ofNullable(DEVIATIONS.get(fault)).map(maker -> maker.apply(actor));
    }

    private static boolean ofViewChange(Message message) {
        return message instanceof Message.Change || message instanceof Message.ViewReady
                || message instanceof Message.NewView || message instanceof Message.ViewOpened
                || message instanceof PbftMessage.Change || message instanceof PbftMessage.NewView;
    }
}
