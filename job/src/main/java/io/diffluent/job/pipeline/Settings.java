package io.diffluent.job.pipeline;

import io.diffluent.job.pipeline.YamlNode.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.WithParams;

/** The values of one section, at their defaults until set, and where they were written. */
final class Settings implements WithParams<Settings> {

  private final Section section;
  private final String name;
  private final String path;
  private final Mark at;
  private final Map<Param<?>, Object> values = new HashMap<>();
  private final Map<Param<?>, Mark> marks = new HashMap<>();
  private final Map<String, List<Settings>> inner = new HashMap<>();
  private final Map<String, String> free = new LinkedHashMap<>();

  /**
   * @param name the user's name for it in a mapping of sections, else the section's
   * @param path where it is in the file, for messages
   */
  Settings(Section section, String name, String path, Mark at) {
    this.section = section;
    this.name = name;
    this.path = path;
    this.at = at;
    section.options().forEach(option -> values.put(option.param(), option.param().defaultValue));
  }

  @Override
  public Map<Param<?>, Object> getParamMap() {
    return values;
  }

  /** Sets a value and remembers where it was written. */
  <V> void set(Param<V> param, V value, Mark where) {
    set(param, value);
    marks.put(param, where);
  }

  /** A value that failed its check is given, though it has no value. */
  void failed(Param<?> param, Mark where) {
    marks.put(param, where);
  }

  boolean given(Param<?> param) {
    return marks.containsKey(param);
  }

  /** The option's place, or the section's. */
  Mark at(Param<?> param) {
    return marks.getOrDefault(param, at);
  }

  Mark at() {
    return at;
  }

  Section section() {
    return section;
  }

  String name() {
    return name;
  }

  /** The path of something inside, for messages. */
  String path(String key) {
    return path.isEmpty() ? key : path + '.' + key;
  }

  String path() {
    return path;
  }

  /** All groups of one inner section. */
  List<Settings> all(Section which) {
    return inner.getOrDefault(which.name(), List.of());
  }

  /** The one group of an inner section; all defaults when it is absent. */
  Settings one(Section which) {
    List<Settings> found = all(which);
    return found.isEmpty()
        ? new Settings(which, which.name(), path(which.name()), at)
        : found.get(0);
  }

  boolean has(Section which) {
    return inner.containsKey(which.name());
  }

  Settings add(Settings settings) {
    inner.computeIfAbsent(settings.section.name(), key -> new ArrayList<>()).add(settings);
    return settings;
  }

  /** An inner section that is there without content. */
  void mention(Section which) {
    inner.computeIfAbsent(which.name(), key -> new ArrayList<>());
  }

  Map<String, String> free() {
    return free;
  }
}
