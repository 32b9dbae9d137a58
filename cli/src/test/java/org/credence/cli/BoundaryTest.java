package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;

/** Protocols as published are unsound: nothing that members run may reach them. */
class BoundaryTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CLI = Path.of("target/classes/org/credence/cli");
    private static final Pattern MODULE = Pattern.compile("<module>([a-z]+)</module>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>credence-([a-z]+)</artifactId>");
    private static final String LABORATORY = "org/credence/lab/";

    /** Per module, those that it depends on directly. */
    private static TreeMap<String, Set<String>> dependencies() {
        TreeMap<String, Set<String>> dependencies = new TreeMap<>();
        for (String module : names(MODULE, ROOT.resolve("pom.xml"))) {
            Set<String> direct = new TreeSet<>(names(ARTIFACT, ROOT.resolve(module).resolve("pom.xml")));
            direct.remove(module);
            dependencies.put(module, direct);
        }
        return dependencies;
    }

    private static List<String> names(Pattern pattern, Path file) {
        try {
            return pattern.matcher(Files.readString(file)).results().map((MatchResult match) -> match.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> reachable(String module, TreeMap<String, Set<String>> dependencies) {
        Set<String> reached = new TreeSet<>();
        Deque<String> left = new ArrayDeque<>(List.of(module));
        while (!left.isEmpty()) {
            for (String next : dependencies.getOrDefault(left.pop(), Set.of())) {
                if (reached.add(next)) {
                    left.add(next);
                }
            }
        }
        return reached;
    }

    @Test
    void onlyTheCommandLineDependsOnTheLaboratory() {
        TreeMap<String, Set<String>> dependencies = dependencies();

        assertThat(dependencies).containsKeys("consensus", "node", "lab", "cli");
        assertThat(reachable("cli", dependencies)).contains("lab", "node");
        for (String module : dependencies.keySet()) {
            if (!module.equals("cli")) {
                assertThat(reachable(module, dependencies)).as(module).doesNotContain("lab");
            }
        }
        assertThat(reachable("node", dependencies)).doesNotContain("simulator");
        assertThat(reachable("lab", dependencies)).doesNotContain("node", "bench");
    }

    @Test
    void inTheCommandLineOnlyTheLaboratorysCommandsNameIt() throws IOException {
        Set<String> naming;
        try (Stream<Path> files = Files.walk(CLI)) {
            naming = files.filter(file -> file.toString().endsWith(".class")).filter(BoundaryTest::namesLaboratory)
                    .map(file -> file.getFileName().toString().replace(".class", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        assertThat(naming).containsExactly("CbftAttacksCommand", "CbftCreditCommand", "CbftDelayCommand",
                "CbftThroughputCommand", "CreditFields", "FigureCommand", "RealCourse", "RealGround", "RealOutput");
    }

    /** Whether the constant pool of a class, which lists all that it refers to, names a type of the laboratory. */
    private static boolean namesLaboratory(Path file) {
        try {
            return StreamSupport.stream(ClassFile.of().parse(file).constantPool().spliterator(), false)
                    .map((PoolEntry entry) -> entry instanceof ClassEntry type ? type.asInternalName() : "")
                    .anyMatch(name -> name.startsWith(LABORATORY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noMemberCanBeToldToRunAProtocolAsPublished() {
        assertThat(Protocol.ids()).noneMatch(id -> id.contains("published") || id.contains("paper"));
        for (String name : List.of("cbft as published", "cbft-published", "paper")) {
            Ran ran = Ran.credence("up", "--protocol", name);

            assertThat(ran.code()).as(name).isEqualTo(2);
            assertThat(ran.err()).contains(name);
        }
    }
}
