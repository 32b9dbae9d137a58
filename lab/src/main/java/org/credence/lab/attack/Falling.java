package org.credence.lab.attack;

import java.util.List;
import org.credence.consensus.message.Message;

/** Behaves until a height is decided, then says nothing any more. */
final class Falling extends Liar {

    private final long height;

    Falling(Part part, long height) {
        super(part);
        this.height = height;
    }

    @Override
    List<Message> told(int to, Message message) {
        return status().decidedHeight() < height ? List.of(message) : List.of();
    }
}
