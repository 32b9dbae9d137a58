package org.credence.apps.metering.feed;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.credence.apps.metering.Metering;
import org.jspecify.annotations.Nullable;

/**
 * Reads recordings: CSV, plain or compressed with gzip, with the columns {@code meter_id}, {@code timestamp} and
 * {@code kwh} or
 * {@code kwh_consumed}; others are skipped. A timestamp is taken as UTC, whatever clock it was read from, so that every
 * day has 48 half
 * hours; a value is rounded to whole watt-hours.
 */
public final class Recording {

    /** Most rows of a file. */
    static final int MOST_ROWS = 20_000_000;

    /** Most meters of a file. */
    static final int MOST_METERS = 10_000;

    private static final String SHIPPED = "ausgrid-customer-12.csv.gz";
    private static final int GZIP_MAGIC = 0x1f;
    private static final long INTERVAL_SECONDS = Metering.INTERVAL_MS / 1_000;

    private final String source;
    private final Map<String, TreeMap<Integer, Integer>> values = new TreeMap<>();
    private int meterColumn = -1;
    private int timeColumn = -1;
    private int kwhColumn = -1;
    private int row;

    private Recording(String source) {
        this.source = source;
    }

    /** The recording that comes with the program: one household, a year of half hours. */
    public static List<Series> shipped() {
        InputStream in = Recording.class.getResourceAsStream(SHIPPED);
        if (in == null) {
            throw new AssertionError(SHIPPED + " is part of the module");
        }
        return read(SHIPPED, in);
    }

    /**
     * The recordings of a file, by name of their meters.
     *
     * @throws FeedInvalid if it is not of the form above
     */
    public static List<Series> read(Path file) {
        try {
            return read(file.toString(), Files.newInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Series> read(String source, InputStream bytes) {
        Recording recording = new Recording(source);
        try (InputStream in = bytes.markSupported() ? bytes : new BufferedInputStream(bytes);
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(decompressed(in), StandardCharsets.UTF_8))) {
            recording.head(lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                recording.line(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return recording.series();
    }

    private static InputStream decompressed(InputStream in) throws IOException {
        in.mark(1);
        int first = in.read();
        in.reset();
        return first == GZIP_MAGIC ? new GZIPInputStream(in) : in;
    }

    private void head(@Nullable String line) {
        row = 1;
        List<String> columns = line == null ? List.of() : Arrays.asList(line.strip().split(","));
        meterColumn = columns.indexOf("meter_id");
        timeColumn = columns.indexOf("timestamp");
        kwhColumn = Math.max(columns.indexOf("kwh"), columns.indexOf("kwh_consumed"));
        if (meterColumn < 0 || timeColumn < 0 || kwhColumn < 0) {
            throw invalid("columns are " + columns + ", must include meter_id, timestamp and kwh or kwh_consumed");
        }
    }

    private void line(String line) {
        row++;
        if (row > MOST_ROWS) {
            throw invalid("has more than " + MOST_ROWS + " rows");
        }
        if (line.isBlank()) {
            return;
        }
        String[] fields = line.split(",", -1);
        if (fields.length <= Math.max(meterColumn, Math.max(timeColumn, kwhColumn))) {
            throw invalid("has " + fields.length + " fields, fewer than the head");
        }
        TreeMap<Integer, Integer> meter = values.computeIfAbsent(fields[meterColumn].strip(), _ -> new TreeMap<>());
        if (values.size() > MOST_METERS) {
            throw invalid("has more than " + MOST_METERS + " meters");
        }
        meter.put(interval(fields[timeColumn].strip()), wattHours(fields[kwhColumn].strip()));
    }

    private int interval(String text) {
        try {
            long seconds = LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC);
            if (seconds < 0 || seconds % INTERVAL_SECONDS != 0 || seconds / INTERVAL_SECONDS > Integer.MAX_VALUE) {
                throw invalid("timestamp: is '" + text + "', must be a whole half hour from 1970 on");
            }
            return (int) (seconds / INTERVAL_SECONDS);
        } catch (DateTimeException e) {
            throw invalid("timestamp: is '" + text + "', must be like 2011-07-01T00:30:00");
        }
    }

    private int wattHours(String text) {
        try {
            int wattHours = new BigDecimal(text).movePointRight(3).setScale(0, RoundingMode.HALF_UP).intValueExact();
            if (wattHours >= 0 && wattHours <= Metering.WATT_HOURS) {
                return wattHours;
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw invalid("kwh: is '" + text + "', must be a number");
        }
        throw invalid("kwh: is " + text + ", must be 0 to " + Metering.WATT_HOURS / 1_000);
    }

    private List<Series> series() {
        if (values.isEmpty()) {
            throw invalid("has no rows");
        }
        List<Series> series = new ArrayList<>();
        values.forEach((meter, byInterval) -> {
            int day = Metering.INTERVALS_PER_DAY;
            int first = byInterval.firstKey() / day * day;
            int[] wattHours = new int[(byInterval.lastKey() / day + 1) * day - first];
            Arrays.fill(wattHours, Series.NONE);
            byInterval.forEach((interval, value) -> wattHours[interval - first] = value);
            series.add(new Series(meter, first, wattHours));
        });
        return series;
    }

    private FeedInvalid invalid(String problem) {
        return new FeedInvalid(source + " line " + row + ": " + problem);
    }
}
