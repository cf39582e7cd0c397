package io.diffluent.job.pipeline;

import io.diffluent.job.pipeline.Section.Option;
import io.diffluent.job.pipeline.YamlNode.Entry;
import io.diffluent.job.pipeline.YamlNode.Mapping;
import io.diffluent.job.pipeline.YamlNode.Mark;
import io.diffluent.job.pipeline.YamlNode.Scalar;
import io.diffluent.job.pipeline.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.ml.param.Param;

/**
 * From a located tree to {@link Settings}, driven by the catalogue of options. Whatever is wrong is
 * collected and reading goes on, so that one run shows everything.
 */
final class SettingsReader {

  private static final String NUMBER = "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?";

  private static final String WHOLE = "[-+]?(0|[1-9][0-9_]*)";

  private final Problems problems;
  private final Catalogues catalogues;

  SettingsReader(Problems problems, Catalogues catalogues) {
    this.problems = problems;
    this.catalogues = catalogues;
  }

  Settings read(Section section, String name, String path, Mark at, YamlNode node) {
    Settings settings = new Settings(section, name, path, at);
    if (!(node instanceof Mapping mapping)) {
      wrong(at, path, "must be a mapping of keys, found " + node.words(), keys(section));
      return settings;
    }
    for (Entry entry : mapping.entries()) {
      Optional<Option> option = section.option(entry.key());
      Optional<Section> inner = section.section(entry.key());
      if (option.isPresent()) {
        value(option.get().param(), option.get().bound(), entry.value(), settings, entry.key());
      } else if (inner.isPresent()) {
        section(inner.get(), entry, settings);
      } else {
        String where = path.isEmpty() ? "the pipeline file" : path;
        problems.add(
            entry.at(),
            settings.path(entry.key()),
            "unknown key '" + entry.key() + "' in " + where,
            Suggestion.remedy(entry.key(), section.keys(), "known keys"));
      }
    }
    missing(section, settings);
    return settings;
  }

  private void missing(Section section, Settings settings) {
    for (Option option : section.options()) {
      if (option.required() && !settings.given(option.param())) {
        problems.add(
            settings.at(),
            settings.path(option.key()),
            "the required key '" + option.key() + "' is missing",
            "add " + option.key() + ": " + option.bound().words());
      }
    }
    for (Section inner : section.sections()) {
      if (inner.required() && !settings.has(inner)) {
        problems.add(
            settings.at(),
            settings.path(inner.name()),
            "the required key '" + inner.name() + "' is missing",
            "add it; " + keys(inner));
      }
    }
  }

  private void section(Section section, Entry entry, Settings parent) {
    parent.mention(section);
    String path = parent.path(section.name());
    YamlNode node = entry.value();
    if (node instanceof Scalar scalar && scalar.value() == null) {
      if (section.required()) {
        wrong(entry.at(), path, "is empty", keys(section));
      }
      return;
    }
    switch (section.shape()) {
      case ONE -> parent.add(read(section, section.name(), path, entry.at(), node));
      case LIST -> list(section, path, node, parent);
      case MAP -> map(section, path, node, parent);
      case FREE -> free(section, path, entry.at(), node, parent);
    }
  }

  private void list(Section section, String path, YamlNode node, Settings parent) {
    if (!(node instanceof Sequence sequence) || sequence.items().isEmpty()) {
      wrong(node.at(), path, "must be a list with at least one entry", "write - {...} per entry");
      return;
    }
    for (int i = 0; i < sequence.items().size(); i++) {
      YamlNode item = sequence.items().get(i);
      parent.add(read(section, section.name(), path + '[' + i + ']', item.at(), item));
    }
  }

  private void map(Section section, String path, YamlNode node, Settings parent) {
    if (!(node instanceof Mapping mapping) || mapping.entries().isEmpty()) {
      wrong(node.at(), path, "must be a mapping with at least one entry", "write <name>: {...}");
      return;
    }
    for (Entry entry : mapping.entries()) {
      String inside = path + '.' + entry.key();
      parent.add(read(section, entry.key(), inside, entry.at(), entry.value()));
    }
  }

  private void free(Section section, String path, Mark at, YamlNode node, Settings parent) {
    Settings settings = parent.add(new Settings(section, section.name(), path, at));
    if (!(node instanceof Mapping mapping)) {
      wrong(at, path, "must be a mapping of keys, found " + node.words(), "write <option>: value");
      return;
    }
    for (Entry entry : mapping.entries()) {
      if (entry.value() instanceof Scalar scalar && scalar.value() != null) {
        settings.free().put(entry.key(), scalar.text());
      } else {
        wrong(
            entry.value().at(),
            path + '.' + entry.key(),
            "must be one value, found " + entry.value().words(),
            "write a list as one text with commas");
      }
    }
  }

  private <V> void value(
      Param<V> param, Bound<?> bound, YamlNode node, Settings settings, String key) {
    String path = settings.path(key);
    V value = null;
    if (node instanceof Scalar scalar && scalar.value() == null) {
      wrong(node.at(), path, "has no value", "give one or remove the key");
    } else {
      value = convert(param, bound, node, path);
    }
    if (value == null) {
      settings.failed(param, node.at());
    } else if (param.validator.validate(value)) {
      settings.set(param, value, node.at());
    } else {
      settings.failed(param, node.at());
      String found = node instanceof Scalar ? ", found " + node.words() : "";
      wrong(node.at(), path, "must be " + bound.words() + found, hint(bound, node));
    }
  }

  private static String hint(Bound<?> bound, YamlNode node) {
    if (bound instanceof Bound.Choice choice && node instanceof Scalar scalar) {
      return Suggestion.remedy(scalar.text(), choice.choices(), "choices");
    }
    return bound instanceof Bound.Names ? "name each once, at least one" : "choose another value";
  }

  /** The value in the parameter's type, or null with a problem added. */
  private <V> V convert(Param<V> param, Bound<?> bound, YamlNode node, String path) {
    Object value;
    String wanted;
    if (param.clazz.isArray()) {
      wanted = "a list";
      if (node instanceof Sequence sequence) {
        return param.clazz.cast(array(param, bound, sequence, path));
      }
      value = null;
    } else if (param.clazz == Boolean.class) {
      wanted = "true or false";
      value = node instanceof Scalar scalar && scalar.value() instanceof Boolean b ? b : null;
    } else if (param.clazz == String.class) {
      wanted = bound.words();
      value = node instanceof Scalar scalar ? scalar.text() : null;
    } else {
      wanted = param.clazz == Double.class ? "a number" : "a whole number";
      value = node instanceof Scalar scalar ? number(param.clazz, scalar) : null;
    }
    if (value == null) {
      String range = bound instanceof Bound.Range<?> ? " from " + bound.words() : "";
      wrong(
          node.at(),
          path,
          "must be " + wanted + range + ", found " + node.words(),
          param.clazz.isArray() ? "write [a, b]" : "correct the value");
    }
    return param.clazz.cast(value);
  }

  private static Number number(Class<?> type, Scalar scalar) {
    Object value = scalar.value();
    if (type == Double.class) {
      boolean written = value instanceof Number || value instanceof String;
      boolean readable = written && scalar.text().replace("_", "").matches(NUMBER);
      double number = readable ? Double.parseDouble(scalar.text().replace("_", "")) : Double.NaN;
      return Double.isFinite(number) ? number : null;
    }
    if (!(value instanceof Integer || value instanceof Long) || !scalar.text().matches(WHOLE)) {
      return null; // among them numbers that YAML takes for octal
    }
    long number = ((Number) value).longValue();
    if (type == Long.class) {
      return number;
    }
    // Out of an int's range is out of every option's range: the bound will say so.
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
  }

  private Object array(Param<?> param, Bound<?> bound, Sequence sequence, String path) {
    boolean whole = param.clazz == Integer[].class;
    List<Object> values = new ArrayList<>();
    boolean good = true;
    for (int i = 0; i < sequence.items().size(); i++) {
      YamlNode item = sequence.items().get(i);
      String inside = path + '[' + i + ']';
      Object value = null;
      if (item instanceof Scalar scalar && scalar.value() != null) {
        value = whole ? number(Integer.class, scalar) : scalar.text();
      }
      if (value == null) {
        String wanted = whole ? "a whole number" : "a text";
        wrong(item.at(), inside, "must be " + wanted + ", found " + item.words(), "correct it");
        good = false;
      } else {
        values.add(value);
        good &= !(bound instanceof Bound.Names names) || known(names, (String) value, item, inside);
      }
    }
    if (!good) {
      return null;
    }
    return whole ? values.toArray(new Integer[0]) : values.toArray(new String[0]);
  }

  private boolean known(Bound.Names names, String name, YamlNode item, String path) {
    if (catalogues.knows(names.kind(), name)) {
      return true;
    }
    String word = names.kind().word();
    problems.add(
        item.at(),
        path,
        "unknown " + word + " '" + name + "'",
        Suggestion.remedy(name, catalogues.candidates(names.kind(), name), "known " + word + "s"));
    return false;
  }

  private void wrong(Mark at, String path, String what, String remedy) {
    problems.add(at, path, path.isEmpty() ? "the file " + what : what, remedy);
  }

  private static String keys(Section section) {
    return "its keys are " + String.join(", ", section.keys());
  }
}
