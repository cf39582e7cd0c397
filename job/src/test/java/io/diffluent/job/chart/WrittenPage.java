package io.diffluent.job.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** What must hold for every page that is written. */
public final class WrittenPage {

  private WrittenPage() {}

  /** Fails if a browser would have to fetch anything. */
  public static void assertSelfContained(String html) {
    String rest = html.replaceAll("xmlns(:\\w+)?=\"[^\"]*\"", "");
    assertThat(rest)
        .doesNotContainPattern("https?:|//[a-z]|<link|<img|<iframe|@import|url\\((?!#)");
    assertThat(rest).doesNotContainPattern("<script(?! type=\"application/json\")");
    assertThat(rest).doesNotContainPattern("(href|src)=\"(?!#)");
  }

  /** The page as an XML document; fails if it is none. */
  public static Document parsed(String html) throws Exception {
    String xml = html.replace("<!DOCTYPE html>", "");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
