package org.credence.cli.stage;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Sees what changes about one member from one answer to the next, and tells it. Used by one thread. */
final class Witness {

    private final int member;
    private final Chronicle chronicle;
    private Optional<Seen> last = Optional.empty();
    private boolean silent;

    private record Seen(long view, int leader, long height, String halted) {

        static Seen of(JsonNode status) {
            return new Seen(status.path("view").asLong(), status.path("leader").path("index").asInt(),
                    status.path("decidedHeight").asLong(), status.path("halted").asString(""));
        }
    }

    Witness(int member, Chronicle chronicle) {
        this.member = member;
        this.chronicle = chronicle;
    }

    /** @param status what the member says; nothing if it does not answer */
    void see(Optional<JsonNode> status) {
        Optional<Seen> now = status.map(Seen::of);
        if (now.isPresent()) {
            see(now.get());
            last = now;
        } else if (last.isPresent() && !silent) {
            tell("does not answer");
        }
        silent = now.isEmpty();
    }

    private void see(Seen now) {
        if (last.isEmpty() || silent) {
            tell("answers: view " + now.view + " led by m" + now.leader + ", height " + now.height);
            return;
        }
        Seen before = last.get();
        if (now.view != before.view || now.leader != before.leader) {
            tell("VIEW " + before.view + "->" + now.view + " led by m" + now.leader);
        }
        if (now.height > before.height) {
            tell(now.height == before.height + 1
                    ? "DECIDED block " + now.height
                    : "DECIDED blocks " + (before.height + 1) + " to " + now.height);
        }
        if (!now.halted.equals(before.halted)) {
            tell("HALTED: " + now.halted);
        }
    }

    private void tell(String what) {
        chronicle.tell("m" + member + " " + what);
    }
}
