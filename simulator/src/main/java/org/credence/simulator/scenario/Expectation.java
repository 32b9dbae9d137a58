package org.credence.simulator.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a script says must hold of every member in reach: one that is up, not paused and not cut off. */
public enum Expectation {
    /** It has decided all transactions that clients have handed in. */
    DECIDED,
    /** It is in a higher view than the script's leader was when a step first named it. */
    MOVED,
    /** It has decided the same blocks as the others, up to the same height. */
    SAME;

    /**
     * Where a member in reach stands.
     *
     * @param height  of the last block it has decided
     * @param head    id of that block, in hexadecimal digits
     * @param decided how many of the transactions handed in it has decided
     */
    public record Standing(int member, long view, long height, String head, int decided) {}

    /** As scripts name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Why it does not hold; empty if it does.
     *
     * @param handedIn   how many transactions were handed in
     * @param leaderView the view in which the leader was when it was first named; only {@link #MOVED} asks for it
     * @param standings  of all members in reach
     */
    public Optional<String> unmet(int handedIn, long leaderView, List<Standing> standings) {
        if (standings.isEmpty()) {
            return Optional.of("no member is in reach");
        }
        return switch (this) {
            case DECIDED -> standings.stream().filter(s -> s.decided < handedIn).findFirst()
                    .map(s -> "m" + s.member + " has decided " + s.decided + " of " + handedIn + " transactions");
            case MOVED -> standings.stream().filter(s -> s.view <= leaderView).findFirst()
                    .map(s -> "m" + s.member + " is in view " + s.view + ", as the leader was");
            case SAME -> differing(standings);
        };
    }

    private static Optional<String> differing(List<Standing> standings) {
        Standing first = standings.getFirst();
        return standings.stream().filter(s -> s.height != first.height || !s.head.equals(first.head)).findFirst()
                .map(s -> s.height == first.height
                        ? "m" + first.member + " and m" + s.member + " have different blocks at height " + s.height
                        : "m" + first.member + " has decided up to height " + first.height + ", m" + s.member
                                + " up to height " + s.height);
    }
}
