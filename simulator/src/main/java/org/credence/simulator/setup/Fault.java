package org.credence.simulator.setup;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.credence.consensus.protocol.Protocol;

/**
 * Everything that can go wrong in a world, by the numbers of P§10.3. All are on unless switched off; which of them a
 * seed gets, and how much, is drawn from the seed. {@code docs/simulator.md} lists them, and those without a place yet.
 */
public enum Fault {
    /** Messages vanish. */
    LOSS(Kind.NETWORK, "N01", "N09"),
    /** Messages arrive twice. */
    DUPLICATION(Kind.NETWORK, "N09"),
    /** Messages overtake each other by much more than jitter. */
    REORDERING(Kind.NETWORK, "N01", "N09"),
    /** Links stop and later deliver all at once. */
    CLOGGING(Kind.NETWORK, "N01"),
    /** Groups, single members or one member after the other are cut off. */
    PARTITIONS(Kind.NETWORK, "N03"),
    /** Some members no longer hear some others, which still hear them. */
    ONE_WAY_LINKS(Kind.NETWORK, "N04"),
    /** Whoever decides a height first is cut off at that moment. */
    ISOLATED_DECIDERS(Kind.NETWORK, "N02"),
    /** What leads reaches, and hears, just as few others as make a quorum of either kind, or one fewer. */
    LONELY_LEADERS(Kind.NETWORK, "N05"),
    /** Nobody reaches anybody until the views have backed off, shortly before the world heals. */
    BLACKOUT(Kind.NETWORK, "N01", "N11"),
    /** Members lie in different parts of the world. */
    WAN(Kind.NETWORK, "N10"),
    /** Members crash at any point between a step and its sends, the journal torn there, and start again. */
    CRASHES(Kind.CRASH, "N06", "N07"),
    /** All members crash at once. */
    POWER_CUTS(Kind.CRASH, "N08"),
    /** Processes stand still for a while; then all their timers have run out. */
    PAUSES(Kind.CRASH, "B32"),
    /** Disks sync slowly. */
    SLOW_DISKS(Kind.DISK, "N07"),
    /** For a while every sync takes up to half a second. */
    STALLED_DISKS(Kind.DISK, "N07"),
    /** Disks are full for a while: what has to be written stops the member that writes it. */
    FULL_DISKS(Kind.DISK, "N07"),
    /** What need not be durable is written late and lost in a crash: decided blocks, bodies, state. */
    LAZY_DISKS(Kind.DISK, "N07"),
    /** Clocks differ by up to two seconds, and run up to a tenth too fast or too slow. */
    CLOCKS(Kind.CLOCK, "B32"),
    /** Clocks are set forwards and backwards, within two seconds of the true time. */
    CLOCK_JUMPS(Kind.CLOCK, "B32"),

    /** As leader, shows one half another block than the other half, on from any height. */
    EQUIVOCATES(Kind.BYZANTINE, "B01", "B04"),
    /** As leader, equivocates so that exactly one member decides, which is then cut off (A-C2). */
    AMBUSHES(Kind.BYZANTINE, "B02"),
    /** As leader, shows three different blocks for one place. */
    EQUIVOCATES_THREEFOLD(Kind.BYZANTINE, "B03"),
    /** As leader, proposes nothing, also after it has opened its view. */
    SILENT_LEADER(Kind.BYZANTINE, "B05", "B25"),
    /** Says nothing at all any more after some messages. */
    FALLS_SILENT(Kind.BYZANTINE, "B06"),
    /** As leader, proposes so late that the timers just do not run out. */
    SLOW_LEADER(Kind.BYZANTINE, "B07"),
    /** As leader, proposes blocks that break one rule each. */
    INVALID_BLOCKS(Kind.BYZANTINE, "B08"),
    /** Shows its batches and proposals to a few only, and serves nobody what it stores. */
    WITHHOLDS(Kind.BYZANTINE, "B09", "B19"),
    /** Acts as if one member did not exist: neither orders its batches nor counts its votes and reports. */
    CENSORS(Kind.BYZANTINE, "B10"),
    /** CONFIRMs another block to some. */
    DOUBLE_CONFIRMS(Kind.BYZANTINE, "B11"),
    /** CONFIRMs whatever others CONFIRM, seen or not. */
    CONFIRMS_UNSEEN(Kind.BYZANTINE, "B12"),
    /** COMMITs what has no CC. */
    COMMITS_EARLY(Kind.BYZANTINE, "B13"),
    /** Votes in a view that it has left. */
    VOTES_LATE(Kind.BYZANTINE, "B14"),
    /** Reports no tip when it leaves a view. */
    OMITS_TIP(Kind.BYZANTINE, "B15"),
    /** Opens no view that it leads, and afterwards reports a tip in it. */
    INVENTS_TIP(Kind.BYZANTINE, "B16"),
    /** Reports a CC whose votes it made up. */
    FORGES_CERTIFICATES(Kind.BYZANTINE, "B17"),
    /** Reports different things to different members. */
    REPORTS_TWICE(Kind.BYZANTINE, "B18"),
    /** As new leader, builds on something else than the rule says, or on a report nobody signed, for all or some. */
    WRONG_SELECTION(Kind.BYZANTINE, "B20"),
    /** As new leader, leaves out the reports that show most. */
    HIDES_TIPS(Kind.BYZANTINE, "B21"),
    /**
     * As new leader, opens its view twice, each time by the rule, and keeps evidence back to let equivocators count.
     */
    TWO_NEW_VIEWS(Kind.BYZANTINE, "B22", "B23"),
    /** As new leader, opens the view for a few only. */
    PARTIAL_NEW_VIEW(Kind.BYZANTINE, "B24"),
    /** Demands new views all the time, some of them absurdly high. */
    STORMS(Kind.BYZANTINE, "B26", "B27"),
    /** Takes part in view changes as late as it can, and then not in their last step. */
    DELAYS_CHANGES(Kind.BYZANTINE, "B28"),
    /** Repeats whatever it ever received. */
    REPLAYS(Kind.BYZANTINE, "B29"),
    /** Floods with votes, proposals and batches that nobody can use yet, or ever. */
    FLOODS(Kind.BYZANTINE, "B30"),
    /** Its clock is up to ten seconds wrong, and jumps. */
    WRONG_CLOCK(Kind.BYZANTINE, "B32"),
    /** Answers requests for blocks and bodies with spoilt ones. */
    SERVES_SPOILT(Kind.BYZANTINE, "B34"),
    /** Accuses correct members with forged and empty evidence, and guilty ones again and again. */
    FALSE_EVIDENCE(Kind.BYZANTINE, "B35"),
    /** Votes at once or at the last moment, by turns. */
    ALTERNATES(Kind.BYZANTINE, "B38"),
    /** Two correct processes with one key and a disk each, connected to different members. */
    TWINS(Kind.BYZANTINE, "N03"),
    /** Its disk confirms what it has not written: a restart loses the last promises. */
    FORGETS_PROMISES(Kind.BYZANTINE, "N07");

    /** What goes wrong. */
    public enum Kind {
        NETWORK,
        CRASH,
        DISK,
        CLOCK,
        /** One of up to f members that do not keep to the protocol. */
        BYZANTINE
    }

    private static final String NONE = "none";

    private final Kind kind;
    // A list that cannot change.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> entries;

    Fault(Kind kind, String... entries) {
        this.kind = kind;
        this.entries = List.of(entries);
    }

    public Kind kind() {
        return kind;
    }

    /** The numbers of P§10.3 that it stands for. */
    public List<String> entries() {
        return entries;
    }

    /** All of one kind. */
    public static Set<Fault> of(Kind kind) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        Arrays.stream(values()).filter(fault -> fault.kind == kind).forEach(faults::add);
        return faults;
    }

    /** Those that a protocol claims to tolerate, together. */
    public static Set<Fault> claimed(Protocol protocol) {
        Set<Fault> claimed = EnumSet.allOf(Fault.class);
        if (!protocol.rule().byzantine()) {
            claimed.removeAll(of(Kind.BYZANTINE));
        }
        return claimed;
    }

    /**
     * Reads a list such as {@code loss,byzantine}: names of faults or of kinds, whatever their case, or {@code none}.
     *
     * @throws IllegalArgumentException if a name is neither
     */
    public static Set<Fault> parse(String names) {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        if (names.strip().equalsIgnoreCase(NONE)) {
            return faults;
        }
        for (String part : names.split(",")) {
            String name = part.strip().toUpperCase(Locale.ROOT);
            List<Fault> named = Arrays.stream(values())
                    .filter(fault -> fault.name().equals(name) || fault.kind.name().equals(name)).toList();
            if (named.isEmpty()) {
                throw new IllegalArgumentException(
                        "faults: '" + part.strip() + "' is unknown, must be none or of " + known());
            }
            faults.addAll(named);
        }
        return faults;
    }

    /** As {@link #parse} reads them. */
    public static String names(Set<Fault> faults) {
        return faults.isEmpty()
                ? NONE
                : faults.stream().map(fault -> fault.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(","));
    }

    private static String known() {
        Set<String> names = new TreeSet<>();
        for (Fault fault : values()) {
            names.add(fault.name().toLowerCase(Locale.ROOT));
            names.add(fault.kind.name().toLowerCase(Locale.ROOT));
        }
        return String.join(", ", names);
    }
}
