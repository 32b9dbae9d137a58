package org.credence.consensus.engine;

import java.util.List;
import org.credence.consensus.part.Committee;

/** Who gets a message. */
public sealed interface Audience {

    /** Every other member of the committee. */
    record Others() implements Audience {}

    /** One other member. */
    record One(int member) implements Audience {}

    /** The members it names when {@code self} speaks, ascending. */
    default List<Integer> members(int self, Committee committee) {
        return switch (this) {
            case One(int member) -> List.of(member);
            case Others() -> committee.others(self);
        };
    }
}
