package org.credence.lab.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * All files of an experiment.
 *
 * @param name of the experiment, and so of its table and its page
 */
public record Report(String name, Csv points, List<Plot> plots, Page page) {

    public Report {
        plots = List.copyOf(plots);
    }

    /** Writes them; existing ones are replaced, and directories made. */
    public void writeTo(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name + ".csv"), points.text());
        for (Plot plot : plots) {
            Files.writeString(directory.resolve(plot.id() + ".svg"), plot.svg());
            Files.write(directory.resolve(plot.id() + ".png"), plot.png());
        }
        Files.writeString(directory.resolve(name + ".html"), page.html());
    }
}
