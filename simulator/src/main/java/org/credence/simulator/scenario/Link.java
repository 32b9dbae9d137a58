package org.credence.simulator.scenario;

/** Between two members, whichever is named first. */
public record Link(int low, int high) {

    public static Link of(int one, int other) {
        return new Link(Math.min(one, other), Math.max(one, other));
    }
}
