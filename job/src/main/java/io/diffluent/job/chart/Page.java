package io.diffluent.job.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of headings, texts, charts and tables in one file: no script, and nothing that a browser
 * would have to fetch. It is written as HTML that is also well-formed XML.
 */
public final class Page {

  /** Longer cells are sentences: they begin at the left, and break. */
  private static final int LONGEST_NUMBER = 24;

  private final String title;
  private final StringBuilder body = new StringBuilder();
  private String json = "";
  private int charts;

  /**
   * @param title the page's heading
   * @param lead what the page is, in a sentence or two
   */
  public Page(String title, String lead) {
    this.title = title;
    element("h1", "", title);
    element("p", "lead", lead);
  }

  /** Begins a part of the page. */
  public Page section(String heading) {
    return element("h2", "", heading);
  }

  /** Begins a part of a section. */
  public Page part(String heading) {
    return element("h3", "", heading);
  }

  public Page text(String paragraph) {
    return element("p", "", paragraph);
  }

  /** Something that should be here and is not, with the reason: it stands out. */
  public Page missing(String sentence) {
    return element("p", "missing", sentence);
  }

  /** A chart under its title. */
  public Page chart(Chart chart) {
    charts++;
    body.append("<figure>\n<figcaption>").append(escaped(chart.title())).append("</figcaption>\n");
    body.append(Drawing.svg(chart, "chart" + charts)).append("\n</figure>\n");
    return this;
  }

  /** A table under its caption. */
  public Page table(Table table) {
    body.append("<div class=\"table\"><table>\n<caption>");
    body.append(escaped(table.caption())).append("</caption>\n<thead><tr>");
    table.head().forEach(cell -> cell("th", cell));
    body.append("</tr></thead>\n<tbody>\n");
    for (Table.Row row : table.rows()) {
      body.append(row.ours() ? "<tr class=\"ours\">" : "<tr>");
      row.cells().forEach(cell -> cell("td", cell));
      body.append("</tr>\n");
    }
    body.append("</tbody>\n</table></div>\n");
    return this;
  }

  /** The numbers behind the page, as a JSON document for programs. */
  public Page data(String document) {
    // The same document for a JSON parser, but without anything that HTML or XML would read.
    json = document.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e");
    return this;
  }

  public String html() {
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    html.append("<meta charset=\"utf-8\"/>\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
    html.append("<title>").append(escaped(title)).append("</title>\n");
    html.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    html.append(body).append("</main>\n");
    if (!json.isEmpty()) {
      html.append("<script type=\"application/json\" id=\"data\">\n").append(json);
      html.append("\n</script>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, html());
  }

  private void cell(String name, String text) {
    boolean sentence = text.length() > LONGEST_NUMBER && text.indexOf(' ') > 0;
    body.append('<').append(name).append(sentence ? " class=\"words\">" : ">");
    body.append(escaped(text));
    body.append("</").append(name).append('>');
  }

  private Page element(String name, String type, String text) {
    body.append('<').append(name);
    if (!type.isEmpty()) {
      body.append(" class=\"").append(type).append('"');
    }
    body.append('>').append(escaped(text)).append("</").append(name).append(">\n");
    return this;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream in = Page.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
