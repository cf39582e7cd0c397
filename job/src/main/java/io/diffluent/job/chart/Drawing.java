package io.diffluent.job.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.apache.batik.svggen.SVGIDGenerator;
import org.knowm.xchart.style.AxesChartStyler;
import org.w3c.dom.DOMImplementation;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** A chart as an SVG element. */
final class Drawing {

  static final int WIDTH = 980;

  /** Room at the right for names of lines. */
  static final int GUTTER = 190;

  private static final String SVG = "http://www.w3.org/2000/svg";

  private Drawing() {}

  /**
   * @param id unique on the page; every id inside begins with it
   */
  static String svg(Chart chart, String id) {
    int height;
    SVGGraphics2D graphics = graphics(id);
    if (chart instanceof BarChart bars) {
      height = BarPainter.height(bars);
      BarPainter.paint(bars, graphics, height);
    } else {
      LineChart lines = (LineChart) chart;
      height = LinePainter.HEIGHT;
      LinePainter.paint(lines, graphics, height);
    }
    graphics.setSVGCanvasSize(new Dimension(WIDTH, height));
    Element root = graphics.getRoot();
    own(root, id);
    root.setAttribute("viewBox", "0 0 " + WIDTH + " " + height);
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", chart.title() + ": " + String.join(", ", chart.names()));
    StringWriter text = new StringWriter();
    try {
      graphics.stream(root, text, false, false);
    } catch (SVGGraphics2DIOException e) {
      throw new IllegalStateException(e);
    }
    String written = text.toString();
    return written.substring(written.indexOf("<svg")).strip();
  }

  /** What all charts have in common. */
  static void style(AxesChartStyler styler) {
    styler.setChartTitleVisible(false);
    styler.setBaseFont(Palette.font(Font.PLAIN, 12));
    styler.setChartBackgroundColor(Palette.PAPER);
    styler.setPlotBackgroundColor(Palette.PAPER);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1));
    styler.setPlotTicksMarksVisible(false);
    styler.setAxisTicksLineVisible(false);
    styler.setAxisTicksMarksVisible(false);
    styler.setAxisTickLabelsColor(Palette.INK);
    styler.setAxisTickLabelsFont(Palette.font(Font.PLAIN, 12));
    styler.setAxisTitleFont(Palette.font(Font.PLAIN, 12));
    styler.setXAxisTitleColor(Palette.FAINT_INK);
    styler.setYAxisTitleColor(Palette.FAINT_INK);
    styler.setYAxisTickMarkSpacingHint(44);
    styler.setChartPadding(4);
    styler.setLegendVisible(false);
    styler.setAntiAlias(true);
  }

  /** A name in the colour of what it names. */
  static void label(Graphics2D graphics, String text, Tone tone, double x, double y) {
    graphics.setFont(Palette.font(tone, 12));
    graphics.setColor(tone == Tone.OTHER ? Palette.FAINT_INK : Palette.color(tone, 0));
    graphics.drawString(text, (float) x, (float) y);
  }

  /** Room for a label that stands in the plot, so that no line goes through it. */
  static void halo(Graphics2D graphics, String text, Tone tone, double x, double y) {
    int width = graphics.getFontMetrics(Palette.font(tone, 12)).stringWidth(text);
    graphics.setColor(new Color(255, 255, 255, 215));
    graphics.fill(new Rectangle2D.Double(x - 2, y - 11, width + 4, 14));
  }

  private static SVGGraphics2D graphics(String id) {
    DOMImplementation dom;
    try {
      dom = DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
    Document document = dom.createDocument(SVG, "svg", null);
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment("");
    context.setPrecision(2);
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return id + "-" + super.generateID(prefix);
          }
        });
    return new SVGGraphics2D(context, false);
  }

  /** Batik gives some ids that are the same in every drawing. */
  private static void own(Element element, String id) {
    String given = element.getAttribute("id");
    if (!given.isEmpty() && !given.startsWith(id)) {
      element.setAttribute("id", id + "-" + given);
    }
    for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element inner) {
        own(inner, id);
      }
    }
  }
}
