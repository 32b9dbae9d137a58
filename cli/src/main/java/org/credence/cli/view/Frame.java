package org.credence.cli.view;

import java.util.List;
import java.util.Optional;
import org.credence.cli.feeder.Feeder;
import org.credence.cli.feeder.FeederCounts;

/**
 * What a consortium looks like at one moment.
 *
 * @param consortium its name
 * @param chainId    first digits of its id
 * @param seconds    since the view began
 * @param chain      where the chain stands, as the member that is furthest says; empty while none answers
 * @param members    in committee order
 * @param feeder     what the feeder is doing
 * @param counts     what it has done in this run
 * @param rates      per second, over the last seconds
 * @param sample     a total from the ledger, checked; empty until there is one
 */
public record Frame(String consortium, String chainId, long seconds, Optional<Chain> chain, List<Member> members,
        Feeder.Phase feeder, FeederCounts.Snapshot counts, Rates rates, String sample) {

    public Frame {
        members = List.copyOf(members);
    }

    /**
     * Where the chain stands.
     *
     * @param blockAgeMillis time since the newest block was proposed, by its own clock
     */
    public record Chain(String protocol, long height, long view, String leader, long blockAgeMillis) {}

    /**
     * A member.
     *
     * @param api   address of its API
     * @param state a word
     * @param text  where it stands, or how to start it
     */
    public record Member(String name, String api, State state, String text) {}

    /** Whether a member answers. */
    public enum State {
        UP, STARTING, DOWN, HALTED
    }

    /** What is decided per second. */
    public record Rates(double transactions, double readings, double blocks) {

        /** Before anything was measured. */
        public static final Rates NONE = new Rates(0, 0, 0);
    }

    /** How many members answer. */
    public int up() {
        return (int) members.stream().filter(member -> member.state() == State.UP).count();
    }
}
