package org.credence.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.credence.cli.Ran;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Founders that agree on changes, each through the command line. */
final class Motions {

    private static final Duration LONG = Duration.ofMinutes(2);

    private final LocalConsortium consortium;

    Motions(LocalConsortium consortium) {
        this.consortium = consortium;
    }

    /** Runs a command in the name of a founder, which must succeed; its answer. */
    JsonNode say(int founder, String... command) {
        List<String> line = new ArrayList<>(List.of(command));
        line.addAll(List.of("--data", consortium.home(founder).root().toString()));
        return ask(line);
    }

    /**
     * Has as many founders approve the one open proposal as it takes.
     *
     * @return the epoch at whose end it is made: the one in which the last approval was decided
     */
    int carry(int... founders) {
        JsonNode open = await("what is certified is a block or two behind").atMost(LONG)
                .until(() -> ask(List.of("member", "proposals")), proposals -> proposals.size() == 1).path(0);
        int needed = open.path("needed").asInt() - open.path("approvedBy").size();
        assertThat(needed).isBetween(1, founders.length);
        long height = 0;
        for (int i = 0; i < needed; i++) {
            height = say(founders[i], "member", "approve", open.path("id").asString()).path("height").asLong();
        }
        return consortium.genesis().epochLength().epochOf(height);
    }

    private JsonNode ask(List<String> command) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("--json", "--genesis", consortium.root().resolve("genesis.json").toString()));
        Ran ran = Ran.credence(line.toArray(String[]::new));
        assertThat(ran.code()).as(line + ": " + ran.err()).isZero();
        return JsonMapper.shared().readTree(ran.out());
    }
}
