package io.diffluent.job.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.diffluent.job.pipeline.Section.Option;
import io.diffluent.job.pipeline.Section.Shape;
import java.util.Collection;
import java.util.List;

/** The JSON Schema of pipeline files, generated from the catalogue of options. */
final class SchemaDocument {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private SchemaDocument() {}

  static String text() {
    ObjectNode root = JSON.createObjectNode();
    root.put("$schema", "http://json-schema.org/draft-07/schema#");
    root.put("title", "Diffluent pipeline");
    root.setAll(section(Sections.ROOT));
    try {
      return JSON.writeValueAsString(root) + '\n';
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode section(Section section) {
    ObjectNode node = JSON.createObjectNode();
    node.put("description", section.description());
    switch (section.shape()) {
      case ONE -> {
        // A key with all its options commented out is a section at its defaults.
        if (section.required()) {
          node.put("type", "object");
        } else {
          strings(node.putArray("type"), List.of("object", "null"));
        }
        content(node, section);
      }
      case LIST -> {
        node.put("type", "array").put("minItems", 1);
        content(node.putObject("items").put("type", "object"), section);
      }
      case MAP -> {
        node.put("type", "object").put("minProperties", 1);
        content(node.putObject("additionalProperties").put("type", "object"), section);
      }
      case FREE -> {
        strings(node.putArray("type"), List.of("object", "null"));
        strings(
            node.putObject("additionalProperties").putArray("type"),
            List.of("string", "number", "boolean"));
      }
      default -> throw new IllegalStateException(section.shape().name());
    }
    return node;
  }

  private static void content(ObjectNode node, Section section) {
    ObjectNode properties = node.putObject("properties");
    for (Option option : section.options()) {
      properties.set(option.key(), option(option));
    }
    for (Section inner : section.sections()) {
      properties.set(inner.name(), section(inner));
    }
    ArrayNode required = JSON.createArrayNode();
    section.options().stream().filter(Option::required).forEach(o -> required.add(o.key()));
    section.sections().stream().filter(Section::required).forEach(s -> required.add(s.name()));
    if (!required.isEmpty()) {
      node.set("required", required);
    }
    node.put("additionalProperties", section.shape() == Shape.FREE);
  }

  private static ObjectNode option(Option option) {
    ObjectNode node = JSON.createObjectNode();
    node.put("description", option.param().description);
    Class<?> type = option.param().clazz;
    if (type.isArray()) {
      node.put("type", "array");
      node.putObject("items").put("type", type == Integer[].class ? "integer" : "string");
      if (type == String[].class) {
        // Numbers are texts too where a text is wanted.
        ObjectNode items = (ObjectNode) node.get("items");
        strings(items.putArray("type"), List.of("string", "number", "boolean"));
      }
    } else if (type == Boolean.class) {
      node.put("type", "boolean");
    } else if (type == String.class) {
      strings(node.putArray("type"), List.of("string", "number", "boolean"));
    } else {
      node.put("type", type == Double.class ? "number" : "integer");
    }
    bound(node, option.bound());
    if (option.param().defaultValue != null) {
      node.set("default", JSON.valueToTree(option.param().defaultValue));
    }
    return node;
  }

  private static void bound(ObjectNode node, Bound<?> bound) {
    if (bound instanceof Bound.Range<?> range) {
      node.set("minimum", JSON.valueToTree(range.low()));
      node.set("maximum", JSON.valueToTree(range.high()));
    } else if (bound instanceof Bound.Choice choice) {
      node.remove("type");
      strings(node.putArray("enum"), choice.choices());
    } else if (bound instanceof Bound.Form form && !form.regex().startsWith("(?")) {
      node.put("pattern", "^(?:" + form.regex() + ")$");
    } else if (bound instanceof Bound.AutoOr auto) {
      node.remove("type");
      ArrayNode any = node.putArray("oneOf");
      any.addObject().put("const", "auto");
      any.addObject().put("type", "integer").put("minimum", auto.low()).put("maximum", auto.high());
    } else if (bound instanceof Bound.Integers integers) {
      node.put("minItems", 1).put("maxItems", integers.most());
      ObjectNode items = (ObjectNode) node.get("items");
      items.put("minimum", integers.each().low()).put("maximum", integers.each().high());
    } else if (bound instanceof Bound.Texts texts) {
      node.put("maxItems", texts.most());
    } else if (bound instanceof Bound.Names names) {
      node.put("minItems", 1).put("uniqueItems", true);
      ObjectNode items = node.putObject("items");
      Collection<String> known = Catalogues.standard().names(names.kind());
      if (names.kind() == Catalogues.Kind.ARMS) {
        Catalogues all = Catalogues.standard();
        items.put(
            "pattern",
            "^(?:"
                + String.join("|", known)
                + "|(?:(?:"
                + String.join("|", all.names(Catalogues.Kind.DETECTORS))
                + ")\\+(?:"
                + String.join("|", all.repairs())
                + ")|"
                + String.join("|", Catalogues.WITHOUT_CHOICE)
                + ")(?:\\+steps)?)$");
      } else {
        strings(items.putArray("enum"), known);
      }
    }
  }

  private static void strings(ArrayNode array, Collection<String> values) {
    values.forEach(array::add);
  }
}
