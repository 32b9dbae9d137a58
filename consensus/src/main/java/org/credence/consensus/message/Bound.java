package org.credence.consensus.message;

import java.util.OptionalInt;

/** Which messages count in one epoch only. */
final class Bound {

    private Bound() {}

    static OptionalInt of(Message.Protocol message) {
        return switch (message) {
            case Message.Propose propose -> OptionalInt.of(propose.block().block().header().epoch());
            case Message.Ballot ballot -> OptionalInt.of(ballot.block().epoch());
            case Message.Reject reject -> OptionalInt.of(reject.block().epoch());
            case Message.Change change -> OptionalInt.of(change.change().epoch());
            case Message.NewView newView -> OptionalInt.of(newView.proof().epoch());
            case Message.ViewReady ready -> OptionalInt.of(ready.epoch());
            case Message.ViewOpened opened -> OptionalInt.of(opened.opening().epoch());
            case Message.Accusation accusation -> OptionalInt.of(accusation.evidence().epoch());
            case Message.Protocol _ -> OptionalInt.empty();
        };
    }
}
