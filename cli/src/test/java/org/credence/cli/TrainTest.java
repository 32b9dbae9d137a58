package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.credence.reputation.CreditModel;
import org.credence.training.CreditTraining;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command that trains the credit model says how good it is, and writes what members can load. */
class TrainTest {

    @TempDir
    private Path directory;

    @Test
    void theFileLoadsAndTheFiguresAreThose() throws IOException {
        Path file = directory.resolve("credit.model");
        Path json = directory.resolve("training.json");

        Ran ran = Ran.credence("train", "credit", "--hidden", "2", "--out", file.toString(), "--json", json.toString());

        assertThat(ran.code()).as(ran.out()).isZero();
        JsonNode results = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(CreditModel.decode(Files.readAllBytes(file)).digest().hex())
                .isEqualTo(results.get("digest").stringValue());
        assertThat(results.get("auc").doubleValue()).isGreaterThan(0.85);
        assertThat(results.get("search").isEmpty()).isTrue();
        assertThat(results.get("hidden").intValue()).isEqualTo(2);
        assertThat(ran.out()).contains("2 hidden units", "AUC");
    }

    /** With which {@code CreditTrainingTest} trains the shipped file again. */
    @Test
    void leftOutSeedAndSizeAreThoseOfTheShippedFile() {
        assertThat(Ran.credence("train", "credit", "--help").out())
                .contains("(" + CreditTraining.SEED + ")", "(" + CreditTraining.HIDDEN + ")");
    }

    @Test
    void sizesThatNoFileHoldsAreRefused() {
        Ran ran = Ran.credence("train", "credit", "--hidden", "65");
        assertThat(ran.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(ran.err()).contains("--hidden", "1 to 64");
    }
}
