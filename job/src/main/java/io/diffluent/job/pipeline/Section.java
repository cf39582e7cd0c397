package io.diffluent.job.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.ml.param.Param;

/**
 * A group of options and the groups inside it.
 *
 * @param name its key; empty for the whole file
 * @param shape how often the group occurs
 * @param description for a person
 * @param required whether it must be there
 * @param options its options, in the order of the documentation
 * @param sections the groups inside
 */
public record Section(
    String name,
    Shape shape,
    String description,
    boolean required,
    List<Option> options,
    List<Section> sections) {

  /** How often a group occurs. */
  public enum Shape {
    /** Once. */
    ONE,
    /** As a list of groups. */
    LIST,
    /** As a mapping from the user's names to groups. */
    MAP,
    /** As a mapping from names to texts that only somebody else understands. */
    FREE
  }

  /**
   * One option.
   *
   * @param param name, description, default and bound; its name is the full path
   * @param required whether it must be given
   * @param otherwise what happens without it, where there is no fixed default; else empty
   */
  public record Option(Param<?> param, boolean required, String otherwise) {

    /** The last part of the path: the key as it is written. */
    public String key() {
      return param.name.substring(param.name.lastIndexOf('.') + 1);
    }

    public Bound<?> bound() {
      return (Bound<?>) param.validator;
    }
  }

  public Section {
    options = List.copyOf(options);
    sections = List.copyOf(sections);
  }

  /** All keys that may be written in this group. */
  public List<String> keys() {
    return Stream.concat(
            options.stream().map(Option::key), sections.stream().map(inner -> inner.name))
        .toList();
  }

  Optional<Option> option(String key) {
    return options.stream().filter(option -> option.key().equals(key)).findFirst();
  }

  Optional<Section> section(String key) {
    return sections.stream().filter(section -> section.name.equals(key)).findFirst();
  }
}
