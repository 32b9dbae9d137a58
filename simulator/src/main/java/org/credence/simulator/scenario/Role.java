package org.credence.simulator.scenario;

/** Whom a step is about. */
public sealed interface Role {

    /** This member. */
    record Member(int index) implements Role {}

    /** The member that leads, as most see it, when a step first names the leader or a follower. */
    record Leader() implements Role {}

    /** One of the other members; counted from 1, by index. */
    record Follower(int place) implements Role {}
}
