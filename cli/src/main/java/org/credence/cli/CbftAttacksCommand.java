package org.credence.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import org.credence.cli.output.Bar;
import org.credence.cli.output.Output;
import org.credence.cli.output.Table;
import org.credence.lab.attack.Attack;
import org.credence.lab.attack.CbftAttacks;
import org.credence.lab.attack.Finding;
import org.credence.lab.attack.Performance;
import org.credence.lab.attack.Search;
import org.credence.lab.attack.SearchResult;
import org.credence.simulator.result.Violation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays the attacks on CBFT as published, and the same schedules to the sound form. */
@Command(name = "cbft-attacks", mixinStandardHelpOptions = true,
        description = {
                "Plays each known attack on CBFT as published, and the same schedule to the CBFT that members run; "
                        + "then looks for three of them in worlds drawn from seeds, up to " + Search.MOST + ".",
                "If an attack does not show in the published form, or anything breaks in the sound form, the exit code "
                        + "is 1."},
        footer = {
                "%nJSON fields: asExpected, attacks (id, title, sentence, remedy, members, seed, published, sound, "
                        + "asExpected), searches (id, members, faults, forkSeed (null if none), soundSeeds, "
                        + "soundViolations).",
                "%nExamples:", "  credence lab cbft-attacks",
                "  credence lab cbft-attacks --sound-seeds 10000 --json attacks.json"})
final class CbftAttacksCommand implements Callable<Integer> {

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Draws what the schedules leave open; the first seed of the searches (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--sound-seeds", paramLabel = "K", defaultValue = "200",
            description = "Worlds of each search that the sound form must survive (${DEFAULT-VALUE}).")
    private int soundSeeds;

    @Option(names = "--threads", paramLabel = "N", description = "Worlds simulated at once (one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (soundSeeds < 1 || threads < 1) {
            throw new Failure(ExitCode.USAGE, "--sound-seeds, --threads: are " + soundSeeds + ", " + threads
                    + ", must be at least 1");
        }
        List<Performance> performances = new ArrayList<>();
        List<SearchResult> results = new ArrayList<>();
        List<Attack> attacks = CbftAttacks.all();
        try (Bar progress = Bar.of("cbft-attacks", " worlds",
                attacks.size() + (long) Search.all().size() * soundSeeds)) {
            for (Attack attack : attacks) {
                performances.add(Performance.of(attack, seed));
                progress.step();
            }
            for (Search search : Search.all()) {
                long before = attacks.size() + (long) results.size() * soundSeeds;
                results.add(search(search, done -> progress.reached(before + done)));
            }
        }
        boolean asExpected = performances.stream().allMatch(Performance::asExpected)
                && results.stream().allMatch(SearchResult::asExpected);
        print(spec.commandLine().getOut(), performances, results);
        if (json != null) {
            Output.json(json, Map.of("asExpected", asExpected,
                    "attacks", performances.stream().map(CbftAttacksCommand::fields).toList(),
                    "searches", results.stream().map(CbftAttacksCommand::fields).toList()));
        }
        return (asExpected ? ExitCode.OK : ExitCode.VIOLATION).number();
    }

    private SearchResult search(Search search, LongConsumer progress) {
        Optional<Long> fork = search.forkOfPublished(seed, Search.MOST, threads, _ -> {});
        return new SearchResult(search, seed, fork, soundSeeds,
                search.violationsOfSound(seed, soundSeeds, threads, progress));
    }

    private static void print(PrintWriter out, List<Performance> performances, List<SearchResult> results) {
        Table table = new Table("attack", "what happens", "as published", "sound form", "seed");
        for (Performance p : performances) {
            table.row(p.attack().id(), p.attack().title(), p.published().brief(), p.sound().brief(), p.seed());
        }
        for (SearchResult r : results) {
            table.row(r.search().id(), "random worlds, n = " + r.search().members() + ", "
                    + (r.search().lying() ? "liars" : "nobody lies"),
                    r.fork().isPresent() ? "fork" : "no fork in " + Search.MOST + " seeds",
                    r.sound().isEmpty() ? "held in " + r.soundSeeds() + " worlds" : "broke",
                    r.fork().map(String::valueOf).orElse("-"));
        }
        out.println(table.text());
        performances.stream().filter(p -> !p.asExpected()).forEach(p -> out.println("NOT AS EXPECTED " + p.attack().id()
                + ": as published " + p.published() + "; sound form " + p.sound()));
        results.stream().flatMap(r -> r.sound().stream()).forEach(violation -> out.println("VIOLATION " + violation));
        out.flush();
    }

    private static Map<String, Object> fields(Performance p) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", p.attack().id());
        fields.put("title", p.attack().title());
        fields.put("sentence", p.attack().sentence());
        fields.put("remedy", p.attack().remedy());
        fields.put("members", p.attack().members());
        fields.put("seed", p.seed());
        fields.put("published", fields(p.published()));
        fields.put("sound", fields(p.sound()));
        fields.put("asExpected", p.asExpected());
        return fields;
    }

    private static Map<String, Object> fields(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (finding) {
            case Finding.Fork fork -> {
                fields.put("outcome", "fork");
                fields.put("height", fork.height());
                fields.put("members", List.of(fork.first(), fork.second()));
                fields.put("blocks", List.of(fork.firstBlock().toString(), fork.secondBlock().toString()));
            }
            case Finding.Halt halt -> {
                fields.put("outcome", "halt");
                fields.put("height", halt.height());
                fields.put("view", halt.view());
            }
            case Finding.Held held -> {
                fields.put("outcome", "held");
                fields.put("height", held.height());
                fields.put("view", held.view());
            }
            case Finding.Broke broke -> {
                fields.put("outcome", "broke");
                fields.put("invariant", broke.violation().invariant().name());
                fields.put("detail", broke.violation().detail());
            }
        }
        return fields;
    }

    private static Map<String, @Nullable Object> fields(SearchResult r) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", r.search().id());
        fields.put("members", r.search().members());
        fields.put("faults", r.search().faults().stream().map(fault -> fault.name()).sorted().toList());
        fields.put("forkSeed", r.fork().orElse(null));
        fields.put("soundSeeds", r.soundSeeds());
        fields.put("soundViolations", r.sound().stream().map(Violation::command).toList());
        return fields;
    }
}
