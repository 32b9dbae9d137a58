package org.credence.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WitnessTest {

    private final List<String> told = new ArrayList<>();
    private final Witness witness = new Witness(3, new Chronicle(line -> told.add(line.strip())));

    private static Optional<JsonNode> status(long view, int leader, long height, String more) {
        return Optional.of(JsonMapper.shared().readTree("{\"view\":" + view + ",\"leader\":{\"index\":" + leader
                + "},\"decidedHeight\":" + height + more + "}"));
    }

    @Test
    void tellsWhatChangesAndNothingElse() {
        witness.see(Optional.empty());
        witness.see(status(0, 0, 0, ""));
        witness.see(status(0, 0, 0, ""));
        witness.see(status(0, 0, 1, ""));
        witness.see(status(1, 1, 4, ""));
        witness.see(Optional.empty());
        witness.see(Optional.empty());
        witness.see(status(2, 2, 5, ""));
        witness.see(status(2, 2, 5, ",\"halted\":\"disk\""));

        assertThat(told).containsExactly("before  m3 answers: view 0 led by m0, height 0",
                "before  m3 DECIDED block 1", "before  m3 VIEW 0->1 led by m1", "before  m3 DECIDED blocks 2 to 4",
                "before  m3 does not answer", "before  m3 answers: view 2 led by m2, height 5",
                "before  m3 HALTED: disk");
    }
}
