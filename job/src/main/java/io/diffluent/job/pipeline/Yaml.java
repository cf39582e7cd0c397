package io.diffluent.job.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.ml.param.Param;

/** The few YAML notations that are written: plain or quoted text, flow lists and mappings. */
final class Yaml {

  /** Plain words that a YAML reader may take for something else than text. */
  private static final Set<String> RESERVED =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf");

  private Yaml() {}

  /** A text, quoted where it has to be. */
  static String text(String value) {
    boolean plain =
        value.matches("[A-Za-z_][\\w.$/()%+-]*( [\\w.$/()%+-]+)*")
            && !RESERVED.contains(value.toLowerCase(Locale.ROOT));
    if (plain || value.matches("[^\\s,:]+:[0-9]+") && value.matches("[A-Za-z0-9].*")) {
      return value;
    }
    StringBuilder out = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c >= ' ' && c < 127 || isLegible(c)) {
        out.append(c);
      } else {
        // YAML forbids many code points in plain sight; escaped they are all allowed.
        out.append(String.format("\\u%04x", (int) c));
      }
    }
    return out.append('"').toString();
  }

  /** Whether a reader of another script or of units, such as £, ° and ², sees what this is. */
  private static boolean isLegible(char c) {
    return Character.isLetterOrDigit(c)
        || switch (Character.getType(c)) {
          case Character.CURRENCY_SYMBOL, Character.OTHER_SYMBOL, Character.OTHER_NUMBER -> true;
          default -> false;
        };
  }

  static String list(List<String> values) {
    return "[" + String.join(", ", values.stream().map(Yaml::text).toList()) + "]";
  }

  /** A flow mapping that leaves out what has its default. */
  static final class Flow {
    private final List<String> parts = new ArrayList<>();

    Flow put(Param<?> param, Object value) {
      if (value == null || Objects.deepEquals(value, param.defaultValue) && !required(param)) {
        return this;
      }
      String key = param.name.substring(param.name.lastIndexOf('.') + 1);
      if (value instanceof Object[] array) {
        boolean texts = array instanceof String[];
        return raw(
            key,
            texts
                ? list(Arrays.stream(array).map(String::valueOf).toList())
                : Arrays.toString(array));
      }
      return raw(key, value instanceof String string ? Yaml.text(string) : value.toString());
    }

    /** A number whose default the reader should see. */
    private static boolean required(Param<?> param) {
      return param == Options.COLUMN_SIZE || param == Options.LABEL_CLASSES;
    }

    Flow names(Param<?> param, List<String> value, List<String> all) {
      return value.equals(all) ? this : put(param, value.toArray(new String[0]));
    }

    Flow section(String key, Flow inner) {
      return inner.isEmpty() ? this : raw(key, inner.text());
    }

    Flow raw(String key, String value) {
      parts.add(key + ": " + value);
      return this;
    }

    boolean isEmpty() {
      return parts.isEmpty();
    }

    String text() {
      return "{" + String.join(", ", parts) + "}";
    }
  }
}
