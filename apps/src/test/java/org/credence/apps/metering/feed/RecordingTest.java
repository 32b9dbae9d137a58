package org.credence.apps.metering.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingTest {

    /** Half hours from 1970-01-01 to 2011-07-01. */
    private static final int JULY_2011 = 15156 * 48;

    @TempDir
    private Path directory;

    @Test
    void theShippedYearIsWhole() {
        List<Series> series = Recording.shipped();

        assertThat(series).hasSize(1);
        Series household = series.getFirst();
        assertThat(household.name()).isEqualTo("ausgrid-12");
        assertThat(household.firstInterval()).isEqualTo(JULY_2011);
        assertThat(household.days()).isEqualTo(366);
        assertThat(household.values()).isEqualTo(17_568);
        assertThat(household.wattHours(0)).isEqualTo(392);
        assertThat(household.wattHours(17_567)).isEqualTo(454);
        assertThat(household.wattHours(17_568)).as("round again").isEqualTo(392);
    }

    @Test
    void gapsAndHalfDaysStayEmpty() {
        Path file = write("""
                meter_id,timestamp,kwh
                b,2011-07-01T12:00:00,1.5
                a,2011-07-01T00:00:00,0.0005
                a,2011-07-02T23:30:00,0.25
                """);

        List<Series> series = Recording.read(file);

        assertThat(series).extracting(Series::name).containsExactly("a", "b");
        assertThat(series.getFirst().days()).isEqualTo(2);
        assertThat(series.getFirst().wattHours(0)).as("half a watt-hour is rounded up").isEqualTo(1);
        assertThat(series.getFirst().wattHours(1)).isEqualTo(Series.NONE);
        assertThat(series.getFirst().wattHours(95)).isEqualTo(250);
        assertThat(series.getLast().wattHours(24)).isEqualTo(1_500);
        assertThat(series.getLast().values()).isEqualTo(1);
    }

    @Test
    void compressedFilesAreReadToo() throws IOException {
        Path file = directory.resolve("feed.csv.gz");
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write("timestamp,ignored,kwh_consumed,meter_id\n2011-07-01T00:00:00,x,2,m\n".getBytes());
        }

        assertThat(Recording.read(file).getFirst().wattHours(0)).isEqualTo(2_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "meter_id,kwh\\n                                          | line 1: columns",
            "meter_id,timestamp,kwh\\n                                | has no rows",
            "meter_id,timestamp,kwh\\nm,2011-07-01T00:00:00\\n        | line 2: has 2 fields",
            "meter_id,timestamp,kwh\\nm,2011-07-01T00:10:00,1\\n      | line 2: timestamp",
            "meter_id,timestamp,kwh\\nm,yesterday,1\\n                | line 2: timestamp",
            "meter_id,timestamp,kwh\\nm,2011-07-01T00:00:00,-1\\n     | line 2: kwh: is -1, must be 0 to 100",
            "meter_id,timestamp,kwh\\nm,2011-07-01T00:00:00,100.001\\n| line 2: kwh",
            "meter_id,timestamp,kwh\\nm,2011-07-01T00:00:00,one\\n    | line 2: kwh: is 'one'",
    })
    void whatIsWrongIsNamedWithItsLine(String text, String problem) {
        Path file = write(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> Recording.read(file)).isInstanceOf(FeedInvalid.class).hasMessageContaining(problem);
    }

    private Path write(String text) {
        try {
            return Files.writeString(directory.resolve("feed.csv"), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
