package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.setup.Fault;
import org.junit.jupiter.api.Test;

/** The catalogue in the document is the one in the code, and it leaves out nothing of P§10.3. */
class FaultTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "simulator.md");
    private static final Pattern FAULT =
            Pattern.compile("(?m)^\\| ([BN]\\d\\d(?:, [BN]\\d\\d)*) \\| `(\\w+)` \\| (\\w+) \\| [^|]+ \\|$");
    private static final Pattern ABSENT = Pattern.compile("(?m)^\\| ([BN]\\d\\d) \\| [^|]+ \\|$");

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }

    @Test
    void theDocumentListsEveryFaultWithItsEntriesAndKind() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        FAULT.matcher(document()).results()
                .forEach(row -> documented.put(row.group(2), row.group(1) + " " + row.group(3)));
        Map<String, String> known = new TreeMap<>();
        for (Fault fault : Fault.values()) {
            known.put(fault.name().toLowerCase(Locale.ROOT), String.join(", ", fault.entries()) + " "
                    + fault.kind().name().toLowerCase(Locale.ROOT));
        }
        assertThat(documented).isEqualTo(known);
    }

    @Test
    void everyEntryOfTheReferenceIsAFaultOrHasAReasonNotToBe() throws IOException {
        Set<String> all = new TreeSet<>();
        IntStream.rangeClosed(1, 38).forEach(i -> all.add(String.format(Locale.ROOT, "B%02d", i)));
        IntStream.rangeClosed(1, 11).forEach(i -> all.add(String.format(Locale.ROOT, "N%02d", i)));
        List<String> absent = ABSENT.matcher(document()).results().map(row -> row.group(1)).toList();
        List<String> covered = Arrays.stream(Fault.values()).flatMap(fault -> fault.entries().stream()).toList();

        assertThat(absent).doesNotHaveDuplicates().doesNotContainAnyElementsOf(covered);
        assertThat(Stream.concat(absent.stream(), covered.stream())).containsAll(all);
        assertThat(all).containsAll(covered);
    }

    @Test
    void faultsAreNamedSinglyOrByKind() {
        assertThat(Fault.parse("loss, twins")).isEqualTo(EnumSet.of(Fault.LOSS, Fault.TWINS));
        assertThat(Fault.parse("Clock,clocks")).isEqualTo(EnumSet.of(Fault.CLOCKS, Fault.CLOCK_JUMPS));
        assertThat(Fault.parse("byzantine")).isEqualTo(Fault.of(Fault.Kind.BYZANTINE));
        assertThatThrownBy(() -> Fault.parse("loss,rain")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'rain' is unknown").hasMessageContaining("twins");
    }

    @Test
    void nobodyIsAskedToSurviveWhatItDoesNotClaim() {
        assertThat(Fault.claimed(Protocol.RAFT)).doesNotContainAnyElementsOf(Fault.of(Fault.Kind.BYZANTINE))
                .contains(Fault.CRASHES);
        assertThat(Fault.claimed(Protocol.CBFT)).containsExactlyInAnyOrder(Fault.values());
    }
}
