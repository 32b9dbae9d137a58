package org.credence.lab.report;

import java.awt.Color;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Curves over whole numbers. The vertical axis begins at 0: a small difference must not look like a large one.
 *
 * @param id          a word that no other plot of the same page has
 * @param title       what is shown
 * @param logarithmic whether equal ratios have equal distances on the horizontal axis
 */
public record Plot(String id, String title, String horizontal, String vertical, List<Curve> curves,
        boolean logarithmic) {

    private static final int WIDTH = 920;
    private static final int HEIGHT = 440;
    /** Digits after the point of a coordinate; more only make the file longer. */
    private static final int DECIMALS = 2;
    /** A name that Batik gives in every image, whatever the generator says. */
    private static final String SHARED = "id=\"genericDefs\"";
    private static final double HEADROOM = 1.1;
    /** Distinguishable also by those who cannot tell red from green (Okabe and Ito). */
    private static final List<Color> COLOURS = List.of(new Color(0xd5, 0x5e, 0x00), new Color(0x00, 0x72, 0xb2),
            new Color(0x00, 0x9e, 0x73), new Color(0xcc, 0x79, 0xa7), new Color(0x56, 0xb4, 0xe9));
    private static final List<Marker> MARKERS = List.of(SeriesMarkers.SQUARE, SeriesMarkers.CIRCLE,
            SeriesMarkers.TRIANGLE_UP, SeriesMarkers.DIAMOND, SeriesMarkers.CROSS);

    public Plot {
        curves = List.copyOf(curves);
        if (curves.isEmpty()) {
            throw new IllegalArgumentException("plot " + id + ": has no curves");
        }
    }

    /** With an even horizontal axis. */
    public Plot(String id, String title, String horizontal, String vertical, List<Curve> curves) {
        this(id, title, horizontal, vertical, curves, false);
    }

    /** With a horizontal axis on which equal ratios have equal distances. */
    public static Plot logarithmic(String id, String title, String horizontal, String vertical, List<Curve> curves) {
        return new Plot(id, title, horizontal, vertical, curves, true);
    }

    /** An image for programs that show nothing else. */
    public byte[] png() {
        try {
            return ChartEncoder.getBytes(chart(), "png");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An {@code svg} element, as a file or inside a page. */
    public String svg() {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment(title);
        context.setPrecision(DECIMALS);
        context.setIDGenerator(new Ids(id));
        SVGGraphics2D graphics = new SVGGraphics2D(context, false);
        chart().paint(graphics, WIDTH, HEIGHT);
        Element root = graphics.getRoot();
        root.setAttributeNS(null, "viewBox", "0 0 " + WIDTH + " " + HEIGHT);
        root.setAttributeNS(null, "width", String.valueOf(WIDTH));
        root.setAttributeNS(null, "height", String.valueOf(HEIGHT));
        try (StringWriter writer = new StringWriter()) {
            graphics.stream(root, writer, true, false);
            String text = writer.toString();
            return text.substring(text.indexOf("<svg")).replace(SHARED, "id=\"" + id + "-defs\"");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance().newDocumentBuilder().newDocument();
        } catch (ParserConfigurationException e) {
            throw new AssertionError("the JDK's own parser", e);
        }
    }

    /** Names of what is referred to inside the image, of which a page may hold several. */
    private static final class Ids extends SVGIDGenerator {
        private final String image;

        Ids(String image) {
            this.image = image;
        }

        @Override
        public String generateID(String prefix) {
            return image + "-" + super.generateID(prefix);
        }
    }

    private XYChart chart() {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(horizontal)
                .yAxisTitle(vertical).build();
        double most = curves.stream().flatMap(curve -> curve.points().stream()).mapToDouble(Curve.Point::high).max()
                .orElseThrow();
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(most * HEADROOM).setXAxisDecimalPattern("0")
                .setXAxisMaxLabelCount((int) curves.getFirst().points().stream().mapToDouble(Curve.Point::x).distinct()
                        .count())
                .setYAxisDecimalPattern(most < 10 ? "0.0" : "#,##0").setErrorBarsColorSeriesColor(true)
                .setChartBackgroundColor(Color.WHITE).setLegendPosition(Styler.LegendPosition.OutsideE)
                .setLegendLayout(Styler.LegendLayout.Vertical).setLegendBorderColor(Color.WHITE);
        chart.getStyler().setXAxisLogarithmic(logarithmic);
        curves.forEach(curve -> add(chart, curve));
        return chart;
    }

    private static void add(XYChart chart, Curve curve) {
        double[] x = curve.points().stream().mapToDouble(Curve.Point::x).toArray();
        double[] y = curve.points().stream().mapToDouble(Curve.Point::y).toArray();
        // One error to either side: the larger half of the interval.
        double[] error = curve.points().stream().mapToDouble(p -> Math.max(p.high() - p.y(), p.y() - p.low()))
                .toArray();
        XYSeries series = chart.addSeries(curve.name(), x, y, error);
        series.setLineStyle(curve.dashed() ? SeriesLines.DASH_DASH : SeriesLines.SOLID);
        series.setLineColor(COLOURS.get(curve.colour() % COLOURS.size()));
        series.setMarkerColor(COLOURS.get(curve.colour() % COLOURS.size()));
        series.setMarker(MARKERS.get(curve.colour() % MARKERS.size()));
    }
}
