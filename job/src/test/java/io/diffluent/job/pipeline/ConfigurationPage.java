package io.diffluent.job.pipeline;

import io.diffluent.job.pipeline.Section.Option;
import io.diffluent.job.pipeline.Section.Shape;
import java.util.Arrays;
import java.util.stream.Stream;

/** The documentation of all options, generated from their catalogue. */
final class ConfigurationPage {

  private static final String HEAD =
      """
      # The pipeline file

      One YAML file describes one pipeline. `diffluent init` writes a first one from a sample of the
      data, `diffluent validate` reports everything that is wrong with one, and an editor that knows
      JSON Schema checks it while you type (`pipeline.schema.json`). A normal file is short:

      ```yaml
      %s```

      Everything else has a default. Unknown keys are errors. Aliases (`*name`) are not allowed.

      """;

  private ConfigurationPage() {}

  static String text() {
    StringBuilder out = new StringBuilder();
    out.append(String.format(HEAD, Fixtures.resource("pipelines/bike.yaml")));
    section(out, Sections.ROOT, "");
    Catalogues all = Catalogues.standard();
    out.append("## Names\n\n");
    out.append("Detectors: ").append(code(all.detectors().toArray())).append(".\n\n");
    out.append("Repairs: ").append(code(all.repairs().toArray())).append(".\n\n");
    out.append("Steps: ").append(code(all.steps().toArray())).append(".\n\n");
    out.append("On request also ")
        .append(
            code(Stream.concat(all.moreDetectors().stream(), all.moreSteps().stream()).toArray()))
        .append(".\n");
    return out.toString();
  }

  private static void section(StringBuilder out, Section section, String prefix) {
    String title = section.name().isEmpty() ? "top level" : '`' + prefix + section.name() + '`';
    out.append("## ").append(title).append("\n\n").append(section.description());
    out.append(section.required() && !section.name().isEmpty() ? " Required." : "").append("\n\n");
    String path =
        section.name().isEmpty()
            ? ""
            : prefix
                + section.name()
                + (section.shape() == Shape.LIST
                    ? "[]."
                    : section.shape() == Shape.MAP ? ".<name>." : ".");
    if (!section.options().isEmpty()) {
      out.append("| key | type | default | description |\n|---|---|---|---|\n");
      section.options().forEach(option -> out.append(row(path, option)));
      out.append('\n');
    }
    section.sections().forEach(inner -> section(out, inner, path));
  }

  private static String row(String path, Option option) {
    return "| `"
        + path
        + option.key()
        + "` | "
        + type(option)
        + " | "
        + fallback(option)
        + " | "
        + option.param().description
        + " |\n";
  }

  private static String type(Option option) {
    Bound<?> bound = option.bound();
    Class<?> type = option.param().clazz;
    if (bound instanceof Bound.Choice choice) {
      return code(choice.choices().toArray());
    }
    if (bound instanceof Bound.Range<?>) {
      return (type == Double.class ? "number, " : "whole number, ") + bound.words();
    }
    return bound instanceof Bound.Integers ? "list of " + bound.words() : bound.words();
  }

  private static String fallback(Option option) {
    if (option.required()) {
      return "**required**";
    }
    Object value = option.param().defaultValue;
    if (value == null) {
      return option.otherwise();
    }
    return value instanceof Object[] array
        ? '`' + Arrays.toString(array) + '`'
        : '`' + value.toString() + '`';
  }

  private static String code(Object[] words) {
    return String.join(", ", Arrays.stream(words).map(word -> "`" + word + "`").toList());
  }
}
