package org.credence.cli.stage;

import java.util.List;
import java.util.Optional;
import org.credence.simulator.scenario.Action;
import org.credence.simulator.scenario.Cast;
import org.credence.simulator.scenario.Expectation;

/** What a script needs of those who perform it; each step is the {@link Action} of the same name. */
interface Stage {

    /**
     * What the members in reach say.
     *
     * @param handedIn  how many transactions were handed in
     * @param standings of those that answer
     * @param silent    those that do not
     */
    record Look(int handedIn, List<Expectation.Standing> standings, List<Integer> silent) {}

    void submit(int member);

    void kill(int member);

    void start(int member);

    void pause(int member);

    void resume(int member);

    void cut(int member);

    void join(int member);

    void cut(int one, int other);

    void join(int one, int other);

    void slow(int member);

    /** Asks all members that are up, not paused and not cut off. */
    Look look();

    /** Who leads, if more than half of all members say so. */
    Optional<Cast.Leading> leading();

    /** Who of those that were started does not answer yet; empty if all do. */
    Optional<String> starting();

    /** Who of all members is not connected to all others; empty if all are. */
    Optional<String> unconnected();

    /** What no script may bring about: a member that has ended or stopped itself; empty if there is none. */
    Optional<String> broken();

    /** Two members that have decided different blocks at one height; empty if there are none. */
    Optional<String> forked();

    /** Where each member stands, in words. */
    String standing();
}
