package io.diffluent.job.chart;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** Java measures text with the system's fonts, and a bare container has none. */
public final class Fonts {

  private Fonts() {}

  /** Why no chart can be drawn here and what to do, or empty; to be asked before a long run. */
  public static String problem() {
    try {
      Palette.font(Font.PLAIN, 12).getStringBounds("x", new FontRenderContext(null, true, true));
      return "";
    } catch (InternalError | LinkageError | RuntimeException e) {
      // Which of them depends on what is missing: the library, its configuration, or a font.
      return "charts need a font, and Java finds none ("
          + e
          + "). Install fontconfig and a font (Debian: apt-get install fontconfig fonts-dejavu-core).";
    }
  }
}
