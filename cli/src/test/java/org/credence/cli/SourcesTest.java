package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.credence.checks.SourceRules;
import org.junit.jupiter.api.Test;

/** Stands in the module that is built last, so that an overlong line keeps nobody from testing what they work on. */
class SourcesTest {
    @Test
    void allModulesKeepTheHouseRules() {
        assertThat(SourceRules.complaints(Path.of("..").toAbsolutePath().normalize())).isEmpty();
    }
}
