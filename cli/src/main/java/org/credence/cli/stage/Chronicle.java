package org.credence.cli.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes down what happens, with the time since the performance began. Safe from any thread. */
final class Chronicle {

    private final Consumer<String> reader;
    private final List<String> lines = new ArrayList<>();
    private Optional<Long> begun = Optional.empty();

    /** @param reader gets each line as it is written */
    Chronicle(Consumer<String> reader) {
        this.reader = reader;
    }

    /** The time counts from now. */
    synchronized void begin() {
        begun = Optional.of(System.nanoTime());
    }

    synchronized void tell(String what) {
        String time = begun.map(nanos -> String.format(Locale.ROOT, "%8.3f s", (System.nanoTime() - nanos) / 1e9))
                .orElse("    before");
        String line = time + "  " + what;
        lines.add(line);
        reader.accept(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
