package org.credence.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What a report leaves behind can be read, by people and programs, without anything else. */
class ReportTest {

    private static final Plot PLOT = plot("one");

    @TempDir
    private Path directory;

    private static Plot plot(String id) {
        return new Plot(id, "A < B & C", "members", "tx/s",
                List.of(new Curve("even", List.of(new Curve.Point(4, 10, 9, 11), new Curve.Point(5, 12, 11, 14)), 0,
                        false),
                        new Curve("odd", List.of(new Curve.Point(4, 5, 5, 5), new Curve.Point(5, 6, 6, 6)), 0, true)));
    }

    @Test
    void cellsWithCommasAndQuotesAreQuoted() {
        Csv csv = new Csv(List.of("name", "value"), List.of(List.of("a,b", "1"), List.of("say \"x\"", "2")));

        assertThat(csv.text()).isEqualTo("name,value\n\"a,b\",1\n\"say \"\"x\"\"\",2\n");
        assertThatThrownBy(() -> new Csv(List.of("name"), List.of(List.of("a", "b"))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 cells, must be 1");
    }

    @Test
    void aPlotIsAnImageInEitherForm() throws Exception {
        var document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(PLOT.svg())));

        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(document.getDocumentElement().getAttribute("viewBox")).isEqualTo("0 0 920 440");
        assertThat(ImageIO.read(new ByteArrayInputStream(PLOT.png())).getWidth()).isEqualTo(920);
        assertThat(plot("one").svg()).isEqualTo(PLOT.svg());
    }

    @Test
    void plotsOfOnePageDoNotShareNames() {
        Pattern id = Pattern.compile(" id=\"([^\"]+)\"");
        List<String> first = id.matcher(PLOT.svg()).results().map(match -> match.group(1)).toList();
        List<String> second = id.matcher(plot("two").svg()).results().map(match -> match.group(1)).toList();

        assertThat(first).isNotEmpty().doesNotContainAnyElementsOf(second);
    }

    @Test
    void aPageNeedsNothingElseAndSaysWhereItComesFrom() {
        Page page = new Page("A < B", new Provenance("an abacus", "a JVM", "abc123", 7, 3),
                List.of(new Page.Section.Heading("words & figures"), new Page.Section.Paragraph("<script>"),
                        new Page.Section.Table(new Csv(List.of("x"), List.of(List.of("1 > 0")))),
                        new Page.Section.Figure(PLOT)));

        String html = page.html();
        assertThat(html).contains("<title>A &lt; B</title>", "words &amp; figures", "&lt;script&gt;", "1 &gt; 0",
                "an abacus", "a JVM", "abc123", "7 to 9, 3 in all", "<svg").doesNotContain("<script", "<link", "<img",
                        "src=", "@import");
        assertThat(Pattern.compile("url\\(([^)]*)\\)").matcher(html).results().map(match -> match.group(1)))
                .allMatch(target -> target.startsWith("#"));
    }

    @Test
    void allFilesAreWritten() throws IOException {
        Page page = new Page("title", Provenance.here(1, 1), List.of());
        Path deep = directory.resolve("not/yet/there");

        new Report("trial", new Csv(List.of("x"), List.of(List.of("1"))), List.of(PLOT), page).writeTo(deep);

        assertThat(deep.resolve("trial.csv")).hasContent("x\n1\n");
        assertThat(Files.readString(deep.resolve("trial.html"))).contains("processors", "commit");
        assertThat(deep.resolve("one.svg")).isNotEmptyFile();
        assertThat(deep.resolve("one.png")).isNotEmptyFile();
    }
}
