package io.diffluent.connectors.replay;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One file of a replay.
 *
 * @param path where it is
 * @param topic topic of its origins
 * @param partition how many files before it have the same topic
 * @param rows number of its rows
 */
record ReplayedFile(String path, String topic, int partition, long rows) implements Serializable {

  static List<ReplayedFile> all(List<Path> paths, String topic, FilePass pass) {
    List<ReplayedFile> files = new ArrayList<>();
    Map<String, Integer> partitions = new HashMap<>();
    for (Path path : paths) {
      String name = topic == null ? topicOf(path) : topic;
      int partition = partitions.merge(name, 1, Integer::sum) - 1;
      files.add(new ReplayedFile(path.toString(), name, partition, pass.read(path)));
    }
    return List.copyOf(files);
  }

  /** The name of a file without its folder and its endings, in characters that a topic may have. */
  private static String topicOf(Path file) {
    String name = file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    int end = lower.endsWith(".gz") ? name.length() - 3 : name.length();
    int dot = name.lastIndexOf('.', end - 1);
    return name.substring(0, dot > 0 ? dot : end).replaceAll("[^a-zA-Z0-9._-]", "_");
  }
}
