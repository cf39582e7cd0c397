package io.diffluent.job.pipeline;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.diffluent.job.pipeline.YamlNode.Entry;
import io.diffluent.job.pipeline.YamlNode.Mapping;
import io.diffluent.job.pipeline.YamlNode.Mark;
import io.diffluent.job.pipeline.YamlNode.Scalar;
import io.diffluent.job.pipeline.YamlNode.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads YAML into a {@link YamlNode} within bounds of size and depth.
 *
 * <p>Aliases are refused, not expanded: a pipeline file is short enough without them, and nothing
 * can then grow beyond the text.
 */
final class YamlTree {

  static final int MOST_CHARACTERS = 1 << 20;
  private static final int MOST_DEPTH = 16;

  private final Problems problems;
  private final String text;

  private YamlTree(Problems problems, String text) {
    this.problems = problems;
    this.text = text;
  }

  /** The document's tree, or empty with a problem added. */
  static Optional<YamlNode> parse(String text, Problems problems) {
    return new YamlTree(problems, text).document();
  }

  private Optional<YamlNode> document() {
    try (YAMLParser parser = factory().createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        problems.add("the file is empty", "start it with 'pipeline: <name>'");
        return Optional.empty();
      }
      YamlNode root = node(parser, first);
      if (parser.nextToken() != null) {
        problems.add(
            mark(parser), "", "a second document starts here", "keep one pipeline per file");
      }
      return Optional.of(root);
    } catch (JsonProcessingException e) {
      syntax(e);
    } catch (YAMLException | IOException e) {
      problems.add("not YAML: " + firstLine(e.getMessage()), "see docs/configuration.md");
    }
    return Optional.empty();
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MOST_DEPTH);
    YAMLFactory factory = YAMLFactory.builder().loaderOptions(options).build();
    factory.setStreamReadConstraints(
        StreamReadConstraints.builder()
            .maxNestingDepth(MOST_DEPTH)
            .maxStringLength(MOST_CHARACTERS)
            .build());
    return factory;
  }

  private YamlNode node(YAMLParser parser, JsonToken token) throws IOException {
    Mark at = mark(parser);
    if (parser.isCurrentAlias()) {
      problems.add(
          at, "", "the alias '*" + parser.getText() + "' is not allowed", "write the value out");
      return new Scalar(at, null, "");
    }
    return switch (token) {
      case START_OBJECT -> mapping(parser, at);
      case START_ARRAY -> {
        List<YamlNode> items = new ArrayList<>();
        for (JsonToken next = parser.nextToken();
            next != JsonToken.END_ARRAY;
            next = parser.nextToken()) {
          items.add(node(parser, next));
        }
        yield new Sequence(at, items);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Scalar(at, number(parser), parser.getText());
      case VALUE_TRUE -> new Scalar(at, true, parser.getText());
      case VALUE_FALSE -> new Scalar(at, false, parser.getText());
      case VALUE_NULL -> new Scalar(at, null, "");
      // An empty text is a key without a value: no option means anything by it.
      default ->
          new Scalar(at, parser.getText().isEmpty() ? null : parser.getText(), parser.getText());
    };
  }

  private YamlNode mapping(YAMLParser parser, Mark at) throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      Mark keyAt = mark(parser);
      Entry entry = new Entry(key, keyAt, node(parser, parser.nextToken()));
      Entry earlier = entries.putIfAbsent(key, entry);
      if (earlier != null) {
        problems.add(
            keyAt,
            "",
            "the key '" + key + "' is there twice, first in line " + earlier.at().line(),
            "keep one of them");
      }
    }
    return new Mapping(at, List.copyOf(entries.values()));
  }

  /** A number in its own notation; one that no type can hold stays a text. */
  private static Object number(YAMLParser parser) throws IOException {
    try {
      return parser.getNumberValue();
    } catch (NumberFormatException | JsonProcessingException e) {
      return parser.getText();
    }
  }

  private static Mark mark(YAMLParser parser) {
    JsonLocation location = parser.currentTokenLocation();
    return new Mark(location.getLineNr(), location.getColumnNr());
  }

  private void syntax(JsonProcessingException e) {
    Mark at = mark(e);
    String line = at.line() == 0 ? "" : text.lines().skip(at.line() - 1L).findFirst().orElse("");
    String message = String.valueOf(e.getOriginalMessage());
    if (line.contains("\t") || message.contains("(TAB)")) {
      problems.add(at, "", "a tab is used as indentation", "indent with spaces");
    } else {
      problems.add(
          at,
          "",
          "not YAML: " + cause(message),
          "check indentation, brackets and quotes around this place");
    }
  }

  /** Where reading failed; the parser's own location is only that of the last good token. */
  private static Mark mark(JsonProcessingException e) {
    if (e.getCause() instanceof MarkedYAMLException cause && cause.getProblemMark() != null) {
      return new Mark(cause.getProblemMark().getLine() + 1, cause.getProblemMark().getColumn() + 1);
    }
    JsonLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? Mark.NOWHERE
        : new Mark(location.getLineNr(), location.getColumnNr());
  }

  /** The line that says what was found; the ones before only say what was being read. */
  private static String cause(String message) {
    return message
        .lines()
        .filter(line -> line.matches("(found|expected|could not|mapping values|sequence).*"))
        .findFirst()
        .orElseGet(() -> firstLine(message));
  }

  private static String firstLine(String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
