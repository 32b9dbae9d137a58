package org.credence.cli;

import java.util.function.Supplier;
import org.credence.cli.output.Output;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Whether a command prints JSON in place of text. */
final class JsonOption {

    @Option(names = "--json", description = "Print JSON in place of text.")
    private boolean json;

    /** Prints one of the two to standard output. */
    void print(CommandSpec spec, Object value, Supplier<String> text) {
        var out = spec.commandLine().getOut();
        if (json) {
            Output.json(out, value);
        } else {
            out.println(text.get());
            out.flush();
        }
    }
}
