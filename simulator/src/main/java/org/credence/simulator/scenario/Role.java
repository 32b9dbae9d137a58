package org.credence.simulator.scenario;

/** Whom a step is about. */
public sealed interface Role {

    /** As scripts name it. */
    String word();

    /** This member. */
    record Member(int index) implements Role {

        @Override
        public String word() {
            return "m" + index;
        }
    }

    /** The member that leads, as most see it, when a step first names the leader or a follower. */
    record Leader() implements Role {

        @Override
        public String word() {
            return "leader";
        }
    }

    /** One of the other members; counted from 1, by index. */
    record Follower(int place) implements Role {

        @Override
        public String word() {
            return "follower" + place;
        }
    }
}
