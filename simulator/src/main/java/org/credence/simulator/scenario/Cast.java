package org.credence.simulator.scenario;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Which member plays which {@link Role}: whoever leads when that first matters stays the leader of the script. */
public final class Cast {

    private final int members;
    private final Supplier<Leading> leading;
    private Optional<Leading> first = Optional.empty();

    /** A member that leads, and the view in which it does. */
    public record Leading(int member, long view) {}

    /** @param leading asked once: who leads now, as most members see it */
    public Cast(int members, Supplier<Leading> leading) {
        this.members = members;
        this.leading = leading;
    }

    /** The member that plays the role. */
    public int member(Role role) {
        return switch (role) {
            case Role.Member(int index) -> index;
            case Role.Leader() -> leader().member();
            case Role.Follower(int place) -> IntStream.range(0, members).filter(m -> m != leader().member())
                    .skip(place - 1L).findFirst().orElseThrow();
        };
    }

    /** The leader of the script. */
    public Leading leader() {
        if (first.isEmpty()) {
            first = Optional.of(leading.get());
        }
        return first.orElseThrow();
    }
}
