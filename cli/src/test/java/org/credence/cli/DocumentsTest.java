package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.credence.base.codec.WireType;
import org.credence.consensus.message.Message;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Invariant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What the documents say is what the program does. */
class DocumentsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMAND =
            Pattern.compile("(?m)(?:\\./|^ *|`)credence ([a-z]+)(?: ([a-z]+(?:-[a-z]+)*))?");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
            return Stream.concat(Stream.of(ROOT.resolve("README.md")), found.stream());
        }
    }

    @Test
    void theMessageTablesOfTheProtocolsAreTheSealedType() {
        Set<String> documented = new TreeSet<>();
        Set<String> wireNames = new TreeSet<>();
        Pattern row = Pattern.compile("(?m)^\\| ([A-Z_, ]+) \\| `(\\w+)` \\|");
        for (String protocol : Protocol.ids()) {
            row.matcher(text(ROOT.resolve("docs/protocols/" + protocol + ".md"))).results().forEach(match -> {
                documented.add(match.group(2));
                wireNames.addAll(List.of(match.group(1).split(", ")));
            });
        }

        assertThat(documented).isEqualTo(records(Message.class).collect(Collectors.toCollection(TreeSet::new)));
        assertThat(Stream.of(WireType.values()).map(WireType::name)).containsAll(wireNames);
    }

    private static Stream<String> records(Class<?> kind) {
        return kind.isSealed()
                ? Stream.of(kind.getPermittedSubclasses()).flatMap(DocumentsTest::records)
                : Stream.of(kind.getSimpleName());
    }

    @Test
    void everyInvariantOfTheSimulatorThatHasANumberOfTheReferenceIsDocumented() {
        String table = text(ROOT.resolve("docs/invariants.md"));

        for (Invariant invariant : Invariant.values()) {
            if (invariant.name().matches("[SLAR]\\d")) {
                assertThat(table).contains("| " + invariant.name() + " | ");
            }
        }
    }

    @Test
    void theReadmeIsShortAndNamesTheTestCommand() throws IOException {
        String readme = text(ROOT.resolve("README.md"));

        assertThat(readme.lines().count()).isLessThan(100);
        assertThat(readme).contains("    ./credence up\n", "    mvn -B verify\n");
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("mvn -B verify");
    }

    @ParameterizedTest
    @MethodSource("documents")
    void commandsThatDocumentsNameExist(Path document) {
        CommandLine root = Credence.commandLine();
        for (MatchResult match : COMMAND.matcher(text(document)).results().toList()) {
            if (match.group(1).equals("help")) {
                continue;
            }
            CommandLine command = root.getSubcommands().get(match.group(1));
            assertThat(command).as(document + ": " + match.group()).isNotNull();
            if (!command.getSubcommands().isEmpty() && match.group(2) != null) {
                assertThat(command.getSubcommands()).as(document + ": " + match.group()).containsKey(match.group(2));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadSomewhere(Path document) {
        for (MatchResult match : LINK.matcher(text(document)).results().toList()) {
            String target = match.group(1);
            if (!target.contains("://")) {
                assertThat(document.resolveSibling(target).normalize()).as(document + ": " + target).exists();
            }
        }
    }

    private static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
