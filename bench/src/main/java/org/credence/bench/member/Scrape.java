package org.credence.bench.member;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A member's meters at one moment. */
public final class Scrape {

    private final Map<String, Double> series;

    private Scrape(Map<String, Double> series) {
        this.series = series;
    }

    /** Reads the Prometheus text format. */
    public static Scrape parse(String text) {
        Map<String, Double> series = new HashMap<>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            int value = line.lastIndexOf(' ');
            series.put(line.substring(0, value), Double.parseDouble(line.substring(value + 1)));
        });
        return new Scrape(series);
    }

    /** The sum over all series of a meter; 0 if there is none. */
    public double sum(String meter) {
        return sum(meter, "");
    }

    /**
     * The sum over those series of a meter that have a label.
     *
     * @param label as in {@code area="heap"}
     */
    public double sum(String meter, String label) {
        return series.entrySet().stream()
                .filter(e -> name(e.getKey()).equals(meter) && e.getKey().contains(label))
                .mapToDouble(Map.Entry::getValue).sum();
    }

    /** The values of a meter by its one label; those that are 0 are left out. */
    public SortedMap<String, Double> byLabel(String meter) {
        SortedMap<String, Double> values = new TreeMap<>();
        series.forEach((key, value) -> {
            if (name(key).equals(meter) && key.contains("\"") && value != 0) {
                values.put(key.substring(key.indexOf('"') + 1, key.lastIndexOf('"')), value);
            }
        });
        return values;
    }

    private static String name(String key) {
        int labels = key.indexOf('{');
        return labels < 0 ? key : key.substring(0, labels);
    }
}
