package org.credence.microbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.credence.bench.crypto.CryptoFigure;
import org.credence.bench.crypto.CryptoOptions;
import org.credence.bench.crypto.CryptoReport;
import org.credence.bench.crypto.CryptoTask;
import org.junit.jupiter.api.Test;

class MicrobenchTest {

    @Test
    void everyTaskIsMeasuredOnceAndReported() throws Exception {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        List<CryptoFigure> figures = Microbench.run(
                new CryptoOptions(List.of(2048), Set.of(CryptoTask.Group.values()), true),
                new PrintStream(progress, true, StandardCharsets.UTF_8), 10_000);

        assertThat(figures).extracting(CryptoFigure::task).containsExactly(CryptoTask.values());
        assertThat(figures).allSatisfy(each -> {
            assertThat(each.medianMs()).isPositive();
            assertThat(each.bits()).isEqualTo(each.task().group().hasModulus() ? 2048 : 0);
        });
        List<String> steps = progress.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(steps).hasSize(figures.size());
        assertThat(steps.getFirst()).isEqualTo("0 15 key generation, ordinary, 2048 bits");
        assertThat(CryptoReport.goals(figures)).hasSize(6);
        assertThat(CryptoReport.text(figures)).contains("Table 1 at 2048 bits").contains("22.0");
    }
}
