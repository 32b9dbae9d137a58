package org.credence.lab.report;

import java.util.List;
import java.util.stream.Collectors;

/** One HTML file that needs nothing else: no script, no style sheet, no image from elsewhere. */
public record Page(String title, Provenance provenance, List<Section> sections) {

    private static final String STYLE = """
            body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
            table { border-collapse: collapse; margin: 1rem 0; font-size: 0.9rem; }
            th, td { border: 1px solid #ccc; padding: 0.25rem 0.6rem; text-align: right; }
            th:first-child, td:first-child { text-align: left; }
            svg { max-width: 100%; height: auto; }
            """;

    /** A part of the page. */
    public sealed interface Section {

        /** A title above what follows. */
        record Heading(String text) implements Section {}

        record Paragraph(String text) implements Section {}

        record Table(Csv cells) implements Section {}

        record Figure(Plot plot) implements Section {}
    }

    public Page {
        sections = List.copyOf(sections);
    }

    /** The whole file. */
    public String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escaped(title)
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<h1>" + escaped(title) + "</h1>\n"
                + sections.stream().map(Page::html).collect(Collectors.joining()) + origin() + "</body>\n</html>\n";
    }

    private static String html(Section section) {
        return switch (section) {
            case Section.Heading(String text) -> element("h2", escaped(text));
            case Section.Paragraph(String text) -> element("p", escaped(text));
            case Section.Table(Csv cells) -> table(cells);
            case Section.Figure(Plot plot) -> element("figure", plot.svg());
        };
    }

    private static String table(Csv cells) {
        return element("table", row("th", cells.columns())
                + cells.rows().stream().map(row -> row("td", row)).collect(Collectors.joining()));
    }

    private static String row(String cell, List<String> texts) {
        return texts.stream().map(text -> "<" + cell + ">" + escaped(text) + "</" + cell + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }

    private String origin() {
        return element("h2", "Where this comes from") + table(new Csv(List.of("", ""),
                List.of(List.of("computed on", provenance.hardware()), List.of("Java", provenance.java()),
                        List.of("commit", provenance.commit()),
                        List.of("seeds", provenance.seed() + " to " + (provenance.seed() + provenance.seeds() - 1)
                                + ", " + provenance.seeds() + " in all"))));
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
