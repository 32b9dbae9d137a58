package org.credence.simulator.world;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Measured round trips between the regions of a cloud; see the README beside the file. */
final class Regions {

    private static final String FILE = "aws_region_rtt.csv.gz";
    private static final Regions MEASURED = read();

    private final int count;
    private final long[][] median;
    private final long[][] ninetieth;

    private Regions(int count) {
        this.count = count;
        median = new long[count][count];
        ninetieth = new long[count][count];
    }

    static Regions measured() {
        return MEASURED;
    }

    int count() {
        return count;
    }

    /** Half the median round trip, microseconds. */
    long oneWay(int from, int to) {
        return median[from][to] / 2;
    }

    /** Mean of the exponential jitter that puts the 90th percentile where it was measured, microseconds. */
    long jitter(int from, int to) {
        return (long) (Math.max(0, ninetieth[from][to] - median[from][to]) / 2.0 / 2.302585);
    }

    private static Regions read() {
        try (InputStream raw = Regions.class.getResourceAsStream(FILE)) {
            if (raw == null) {
                throw new AssertionError("the module lacks its own " + FILE);
            }
            List<String> lines = new BufferedReader(
                    new InputStreamReader(new GZIPInputStream(raw), StandardCharsets.UTF_8)).lines().skip(1).toList();
            return parse(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    private static Regions parse(List<String> lines) {
        TreeMap<String, Integer> index = new TreeMap<>();
        List<String[]> rows = new ArrayList<>();
        for (String line : lines) {
            String[] row = line.split(",");
            rows.add(row);
            index.putIfAbsent(row[0], index.size());
        }
        Regions regions = new Regions(index.size());
        for (String[] row : rows) {
            int from = index.getOrDefault(row[0], 0);
            int to = index.getOrDefault(row[1], 0);
            regions.median[from][to] = micros(row[2]);
            regions.ninetieth[from][to] = micros(row[3]);
        }
        return regions;
    }

    private static long micros(String millis) {
        return (long) (Double.parseDouble(millis) * 1000);
    }
}
