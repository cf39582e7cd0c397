package io.diffluent.job.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Colours, strokes and fonts of all charts. */
final class Palette {

  static final Color INK = new Color(0x24, 0x2a, 0x31);
  static final Color FAINT_INK = new Color(0x66, 0x6d, 0x75);
  static final Color GRID = new Color(0xe6, 0xe8, 0xeb);
  static final Color PAPER = Color.WHITE;

  /** Paul Tol's light scheme: told apart by everybody, and light enough to stand behind lines. */
  private static final List<Color> OTHERS =
      List.of(
          new Color(0x77, 0xaa, 0xdd),
          new Color(0xee, 0x88, 0x66),
          new Color(0xee, 0xdd, 0x88),
          new Color(0xff, 0xaa, 0xbb),
          new Color(0x99, 0xdd, 0xff),
          new Color(0x44, 0xbb, 0x99),
          new Color(0xbb, 0xcc, 0x33),
          new Color(0xaa, 0xaa, 0x00),
          new Color(0xc4, 0xc4, 0xc4));

  private static final List<String> FAMILIES =
      List.of("Helvetica Neue", "Helvetica", "Liberation Sans", "Arial", "DejaVu Sans");
  private static final String FAMILY = family();

  private Palette() {}

  /**
   * @param index place among the series of a chart that are {@link Tone#OTHER}
   */
  static Color color(Tone tone, int index) {
    return switch (tone) {
      case OURS -> new Color(0x0b, 0x4f, 0x9c);
      case OURS_TOO -> new Color(0x4f, 0x9b, 0xd9);
      case PAPER -> new Color(0xc2, 0x6a, 0x00);
      case PLAIN -> new Color(0x5b, 0x61, 0x69);
      case ORACLE -> new Color(0x2e, 0x7d, 0x4f);
      case OTHER -> OTHERS.get(index % OTHERS.size());
    };
  }

  static BasicStroke stroke(Tone tone) {
    return switch (tone) {
      case OURS -> solid(2.4f);
      case PLAIN -> dashed(1.6f, 7, 4);
      case ORACLE -> dashed(1.6f, 2, 3);
      case OURS_TOO, PAPER -> solid(1.8f);
      case OTHER -> solid(1.4f);
    };
  }

  static Font font(Tone tone, float size) {
    return font(tone == Tone.OURS ? Font.BOLD : Font.PLAIN, size);
  }

  static Font font(int style, float size) {
    return new Font(FAMILY, style, 12).deriveFont(size);
  }

  private static BasicStroke solid(float width) {
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  }

  private static BasicStroke dashed(float width, float dash, float gap) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {dash, gap}, 0);
  }

  private static String family() {
    Set<String> known =
        new TreeSet<>(
            Arrays.asList(
                GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames()));
    return FAMILIES.stream().filter(known::contains).findFirst().orElse(Font.SANS_SERIF);
  }
}
