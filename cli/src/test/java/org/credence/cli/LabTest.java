package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The laboratory's command says what it found, to people and to programs. */
class LabTest {

    @TempDir
    private Path directory;

    @Test
    void theAttacksShowAndTheSoundFormHolds() throws IOException {
        Path json = directory.resolve("attacks.json");

        Ran ran = Ran.credence("lab", "cbft-attacks", "--sound-seeds", "5", "--json", json.toString());

        assertThat(ran.code()).as(ran.out()).isZero();
        assertThat(ran.out()).contains("A-C1 ", "A-C11", "fork at height 6", "halt at height", "held in 5 worlds")
                .doesNotContain("NOT AS EXPECTED");
        JsonNode results = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(results.get("asExpected").booleanValue()).isTrue();
        assertThat(results.get("attacks").size()).isEqualTo(12);
        results.get("attacks").forEach(attack -> {
            assertThat(attack.get("published").get("outcome").stringValue()).isIn("fork", "halt");
            assertThat(attack.get("sound").get("outcome").stringValue()).isEqualTo("held");
            assertThat(attack.get("sentence").stringValue()).isNotEmpty();
        });
        results.get("searches").forEach(search -> assertThat(search.get("forkSeed").isNumber()).isTrue());
    }
}
