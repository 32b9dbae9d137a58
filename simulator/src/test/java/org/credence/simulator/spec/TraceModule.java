package org.credence.simulator.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Quorum;

/** Recorded runs of one committee with the same liars, written as a module that extends {@code FastCoreTrace}. */
final class TraceModule {

    private static final String NAME = "Recorded";

    private final Recorder first;
    private final List<String> chains = new ArrayList<>();
    private final List<String> runs = new ArrayList<>();
    private TreeMap<Digest, Integer> numbers = new TreeMap<>();
    private TreeMap<Digest, String> chainOf = new TreeMap<>();
    private long lastView;

    TraceModule(List<Recorder> recorders) {
        first = recorders.getFirst();
        recorders.forEach(this::add);
    }

    /** Has TLC check all runs. */
    Tlc check(Path directory) {
        try {
            Files.writeString(directory.resolve(NAME + ".tla"), module());
            Files.writeString(directory.resolve(NAME + ".cfg"), configuration());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Tlc.check(directory, NAME, directory);
    }

    private String module() {
        return "---- MODULE " + NAME + " ----\nEXTENDS FastCoreTrace\nB == <<\n" + String.join(",\n", chains)
                + ">>\nRecordedRuns == <<\n" + String.join(",\n\n", runs) + ">>\n====\n";
    }

    private String configuration() {
        Quorum quorum = first.committee().quorum();
        return """
                SPECIFICATION TraceSpec
                CONSTANTS
                    Member = %s
                    Byzantine = %s
                    F = %d
                    P = %d
                    LastView = %d
                    LastHeight = 0
                    Value <- Nothing
                    Leader <- Rotates
                    Support <- SoundSupport
                    Excludes = TRUE
                    NeedsOpening = TRUE
                    Runs <- RecordedRuns
                INVARIANTS Agreement OneBase BaseIsSafe OneChainPerView VotesAreJustified
                """.formatted(set(IntStream.range(0, quorum.n()).boxed().toList()), set(first.liars()), quorum.f(),
                quorum.p(), lastView);
    }

    private void add(Recorder recorder) {
        if (!recorder.liars().equals(first.liars())) {
            throw new IllegalArgumentException("liars: " + recorder.liars() + ", must be " + first.liars());
        }
        number(recorder.blocks());
        runs.add(recorder.events().stream().flatMap(event -> line(event, recorder).stream())
                .collect(Collectors.joining(",\n", "<<\n", ">>")));
    }

    /** Blocks by height, so that parents come first; one whose ancestors nobody has sent is not part of any run. */
    private void number(TreeMap<Digest, Block> blocks) {
        numbers = new TreeMap<>();
        chainOf = new TreeMap<>();
        blocks.values().stream().sorted(Comparator.comparingLong(Block::height)).forEach(block -> {
            boolean lowest = block.height() == 1;
            if (lowest || chainOf.containsKey(block.parent())) {
                int number = chains.size() + 1;
                String below = lowest ? "" : chainOf.get(block.parent()) + ", ";
                String chain = below + "<<" + block.view() + ", " + number + ">>";
                numbers.put(block.id(), number);
                chainOf.put(block.id(), chain);
                chains.add("<<" + chain + ">>");
            }
        });
    }

    private Optional<String> line(Event event, Recorder recorder) {
        return switch (event) {
            case Event.OfBlock(String name, int member, Digest id) ->
                Optional.of(record(name, member, "block |-> " + block(id)));
            case Event.Left(int member, long view) -> Optional.of(record("ReportViewChange", member, view(view)));
            case Event.Reported(int member, ViewChange change) ->
                Optional.of(record("Change", member, view(change.newView()) + ", report |-> " + report(change)));
            case Event.Announced(int member, long view, Digest opening) ->
                selected("NewView", member, view, recorder.proofs(opening));
            case Event.Readied(int member, long view, Digest opening) ->
                selected("ViewReady", member, view, recorder.proofs(opening));
            case Event.Entered(int member, var opening) -> Optional.of(record("ViewOpened", member,
                    view(opening.view()) + ", base |-> "
                            + base(opening.selection().baseHeight(), opening.selection().baseId())));
        };
    }

    private static String record(String name, int member, String fields) {
        return "[name |-> \"" + name + "\", member |-> " + member + ", " + fields + "]";
    }

    private String view(long view) {
        lastView = Math.max(lastView, view);
        return "view |-> " + view;
    }

    /** Nothing if a crash kept the NEW_VIEW from leaving: then nobody can build on it either. */
    private Optional<String> selected(String name, int member, long view, List<NewViewProof> proofs) {
        return proofs.stream().findFirst().map(NewViewProof::selection)
                .map(selection -> record(name, member, view(view) + ", base |-> "
                        + base(selection.baseHeight(), selection.baseId()) + ", proofs |-> "
                        + set(proofs.stream().map(this::proof).toList())));
    }

    private String proof(NewViewProof proof) {
        String reports = proof.changes().stream().map(change -> change.voter() + " :> " + report(change))
                .collect(Collectors.joining(" @@ ", "(", ")"));
        List<String> evidence = proof.evidence().stream().filter(Evidence.Equivocation.class::isInstance)
                .map(e -> "<<" + e.culprit() + ", " + e.view() + ">>").toList();
        return "[reports |-> " + reports + ", evidence |-> " + set(evidence) + ", base |-> "
                + base(proof.selection().baseHeight(), proof.selection().baseId()) + "]";
    }

    private String report(ViewChange change) {
        return "[decided |-> " + change.decided().map(d -> block(d.header().id())).orElse("Genesis") + ", tip |-> "
                + change.tip().map(tip -> block(tip.id())).orElse("Genesis") + ", highest |-> "
                + change.highest().map(c -> block(c.block().id())).orElse("Genesis") + "]";
    }

    private String base(long height, Digest id) {
        return height == 0 ? "Genesis" : block(id);
    }

    /** A liar may speak of blocks that nobody has. */
    private String block(Digest id) {
        return Optional.ofNullable(numbers.get(id)).map(number -> "B[" + number + "]").orElse("Unknown");
    }

    private static String set(Collection<?> elements) {
        return elements.stream().map(String::valueOf).collect(Collectors.joining(", ", "{", "}"));
    }
}
