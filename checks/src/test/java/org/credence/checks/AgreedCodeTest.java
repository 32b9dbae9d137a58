package org.credence.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgreedCodeTest {
    private static final String HEAD = """
            package sample;
            import java.util.*;
            import java.util.function.*;
            import java.util.stream.*;
            """;
    private static final String OFFENCES =
            """
                    CLOCK          | long step() { return System.nanoTime(); }
                    CLOCK          | long step() { return System.currentTimeMillis(); }
                    CLOCK          | Object step() { return java.time.Instant.now(); }
                    CLOCK          | Object step() { Supplier<java.time.Instant> s = java.time.Instant::now; return s; }
                    CLOCK          | Object step() { return java.time.Clock.systemUTC(); }
                    CLOCK          | Object step() { return new Date(); }
                    THREADS        | void step() { new Thread(this::step).start(); }
                    THREADS        | void step() { Thread.onSpinWait(); }
                    THREADS        | Object step() { return java.util.concurrent.Executors.newCachedThreadPool(); }
                    THREADS        | Object step() { return new java.util.concurrent.CompletableFuture<String>(); }
                    THREADS        | Object step() { return new java.util.concurrent.locks.ReentrantLock(); }
                    THREADS        | Object step() { return new java.util.concurrent.atomic.AtomicLong(); }
                    THREADS        | Object step() { return new java.util.concurrent.ConcurrentHashMap<>(); }
                    THREADS        | void step() { synchronized (this) { hashCode(); } }
                    THREADS        | synchronized void step() {}
                    THREADS        | void step() throws InterruptedException { wait(); }
                    THREADS        | long step(List<String> x) { return x.parallelStream().count(); }
                    THREADS        | long step(List<String> x) { return x.stream().parallel().count(); }
                    THREADS        | void step(long[] x) { Arrays.parallelSort(x); }
                    THREADS        | void step(java.lang.invoke.VarHandle x) { x.setVolatile(1); }
                    INPUT_OUTPUT   | Object step() { return new java.io.File("x"); }
                    INPUT_OUTPUT   | Object step() throws Exception { return java.nio.file.Path.of("x"); }
                    INPUT_OUTPUT   | Object step() { return new java.net.Socket(); }
                    INPUT_OUTPUT   | void step(Object x) { if (x instanceof java.io.InputStream) { toString(); } }
                    LOGGING        | void step() { System.out.println("x"); }
                    LOGGING        | Object step() { return System.getLogger("x"); }
                    LOGGING        | Object step() { return java.util.logging.Level.ALL; }
                    RANDOMNESS     | Object step() { return new Random(7); }
                    RANDOMNESS     | Object step() { return new java.security.SecureRandom(); }
                    RANDOMNESS     | Object step() { return UUID.randomUUID(); }
                    RANDOMNESS     | void step(List<String> x) { Collections.shuffle(x); }
                    HASH_ORDER     | void step() { for (var e : new HashMap<>().keySet()) { e.toString(); } }
                    HASH_ORDER     | Object step() { Supplier<Object> s = HashMap::new; return s; }
                    HASH_ORDER     | Object step() { return new HashSet<String>(); }
                    HASH_ORDER     | Object step() { return new HashMap<String, String>() { }; }
                    HASH_ORDER     | Object step() { return new Hashtable<String, String>(); }
                    HASH_ORDER     | Object step() { return new WeakHashMap<String, String>(); }
                    HASH_ORDER     | Object step() { return new IdentityHashMap<String, String>(); }
                    HASH_ORDER     | Object step() { return Map.of(1, 2, 3, 4); }
                    HASH_ORDER     | Object step() { return Set.of(1, 2); }
                    HASH_ORDER     | Object step(Object[] x) { return Set.of(x); }
                    HASH_ORDER     | Object step(Map<String, String> x) { return Map.copyOf(x); }
                    HASH_ORDER     | Object step(Set<String> x) { return Set.copyOf(x); }
                    HASH_ORDER     | Object step(Stream<String> x) { return x.collect(Collectors.toSet()); }
                    HASH_ORDER     | Object step() { return Collectors.toMap(k -> k, v -> v); }
                    HASH_ORDER     | Object step(Stream<String> x) { return x.collect(Collectors.groupingBy(k -> k)); }
                    FLOATING_POINT | int step(int x) { return (int) (x * 1.5); }
                    FLOATING_POINT | int step(int x) { return (int) (x / 3f); }
                    FLOATING_POINT | double step(int x) { return x; }
                    FLOATING_POINT | void step(float x) { }
                    FLOATING_POINT | long step(long x) { return (long) Math.exp(x); }
                    FLOATING_POINT | Object step() { return new double[3]; }
                    FLOATING_POINT | void step(double[][] x) { }
                    FLOATING_POINT | Object step(String x) { return Double.valueOf(x); }
                    FLOATING_POINT | Object step(IntStream x) { return x.average(); }
                    FLOATING_POINT | Object step() { return Collectors.averagingInt(String::length); }
                    IDENTITY       | int step() { return System.identityHashCode(this); }
                    IDENTITY       | int step(Object x) { return x.hashCode(); }
                    IDENTITY       | int step(Object x, Object y) { return Objects.hash(x, y); }
                    ENVIRONMENT    | Object step() { return System.getProperty("x"); }
                    ENVIRONMENT    | Object step() { return System.getenv("x"); }
                    ENVIRONMENT    | int step() { return Runtime.getRuntime().availableProcessors(); }
                    ENVIRONMENT    | Object step() { return Locale.getDefault(); }
                    ENVIRONMENT    | Object step(Object x) { return new java.lang.ref.WeakReference<>(x); }
                    """;

    /** The body of each offending class, and what was found in it: compiled at once, since starting javac is slow. */
    private static final Map<String, List<Violation>> FOUND = new HashMap<>();

    @BeforeAll
    static void scanOffences() {
        List<String> bodies = OFFENCES.lines().map(line -> line.split("\\|", 2)[1].strip()).toList();
        StringBuilder source = new StringBuilder(HEAD);
        for (int i = 0; i < bodies.size(); i++) {
            source.append("class Sample").append(i).append(" {").append(bodies.get(i)).append("}\n");
            FOUND.put(bodies.get(i), new ArrayList<>());
        }
        MemoryCompiler.compile("Samples", source.toString()).forEach((name, bytes) -> {
            int index = Integer.parseInt(name.replaceAll("sample\\.Sample(\\d+).*", "$1"));
            FOUND.get(bodies.get(index)).addAll(AgreedCode.violations(bytes));
        });
    }

    private static List<Violation> scan(String body) {
        Map<String, byte[]> compiled = MemoryCompiler.compile("Sample", HEAD + "class Sample {" + body + "}");
        return compiled.values().stream().flatMap(bytes -> AgreedCode.violations(bytes).stream()).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = OFFENCES)
    void reportsTheMethodAndTheReason(Ban ban, String method) {
        assertThat(FOUND.get(method)).as(method).anySatisfy(violation -> {
            assertThat(violation.ban()).isEqualTo(ban);
            assertThat(violation.className()).startsWith("sample.Sample");
            assertThat(violation.toString()).contains(violation.member(), ban.why());
        });
    }

    @Test
    void namesTheMethodItStandsIn() {
        assertThat(scan("long step() { return System.nanoTime(); } int clean() { return 1; }"))
                .containsExactly(new Violation("sample.Sample", "step", Ban.CLOCK, "System.nanoTime"));
    }

    @Test
    void looksIntoLambdasAndNestedClasses() {
        assertThat(scan("Runnable step() { return () -> System.nanoTime(); }"))
                .extracting(Violation::member).containsExactly("lambda$step$0");
        assertThat(scan("static class Inner { double x; }"))
                .extracting(Violation::className, Violation::member, Violation::ban)
                .contains(tuple("sample.Sample$Inner", "x", Ban.FLOATING_POINT));
    }

    @Test
    void looksAtFieldsAndSupertypes() {
        assertThat(scan("volatile long x;")).extracting(Violation::ban).containsExactly(Ban.THREADS);
        assertThat(scan("float x;")).extracting(Violation::ban).containsExactly(Ban.FLOATING_POINT);
        assertThat(scan("static class Inner extends Thread { }")).extracting(Violation::member).contains("class");
    }

    @Test
    void leavesOrderedIntegerCodeAlone() {
        assertThat(
                scan("""
                                sealed interface Shape permits Square, Circle { }
                                record Square(long side, List<Long> corners) implements Shape { }
                                record Circle(int radius) implements Shape { }
                                enum Colour { RED, GREEN }
                                private final SortedMap<Long, String> sorted = new TreeMap<>();
                                private final Map<String, Long> inserted = new LinkedHashMap<>();
                                private final Map<Colour, Long> byColour = new EnumMap<>(Colour.class);
                                static final Map<String, Long> ONE = Map.of("a", 1L);
                                long area(Shape shape) {
                                    return switch (shape) {
                                        case Square(long side, var at) -> Math.multiplyExact(side, side) + at.size();
                                        case Circle circle -> 3L * circle.radius() * circle.radius();
                                    };
                                }
                                Object ordered(List<String> x) {
                                    return x.stream().filter(s -> !s.isEmpty()).collect(
                                            Collectors.toMap(k -> k, String::length, (a, b) -> a, LinkedHashMap::new));
                                }
                                String text(Colour colour, byte[] bytes) {
                                    byte[] copy = new byte[bytes.length];
                                    System.arraycopy(bytes, 0, copy, 0, bytes.length);
                                    return colour + ":" + Arrays.hashCode(copy) + switch (colour) {
                                case RED -> "r";
                                case GREEN -> "g";
                            };
                                }
                                @Override
                        public int hashCode() {
                            return 31 * sorted.hashCode() + Objects.hash(inserted, byColour);
                        }
                                """))
                .isEmpty();
    }

    @Test
    void readsAPackageOfADirectoryAndRefusesToReadNothing(@TempDir Path classes) throws Exception {
        Map<String, byte[]> compiled = MemoryCompiler.compile("Late",
                "package sample.deep; class Late { long x() { return System.nanoTime(); } }");
        Path directory = Files.createDirectories(classes.resolve("sample/deep"));
        Files.write(directory.resolve("Late.class"), compiled.get("sample.deep.Late"));

        Files.write(Files.createDirectories(classes.resolve("sample/store")).resolve("Late.class"), new byte[0]);

        assertThat(AgreedCode.violations(classes, "sample", List.of("sample.store")))
                .containsExactly(new Violation("sample.deep.Late", "x", Ban.CLOCK, "System.nanoTime"));
        assertThatThrownBy(() -> AgreedCode.violations(classes, "sample.other", List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sample.other");
        assertThatThrownBy(() -> AgreedCode.violations(classes, "sample", List.of("sample.gone")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sample.gone");
    }
}
