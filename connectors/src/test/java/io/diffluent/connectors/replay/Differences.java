package io.diffluent.connectors.replay;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.diffluent.core.record.RawEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a reader of events sees of two replays. */
final class Differences {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Differences() {}

  static Map<String, String> cells(byte[] value) {
    try {
      return JSON.readValue(value, new TypeReference<TreeMap<String, String>>() {});
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<RawEvent> events(FileReplay replay) {
    List<RawEvent> events = new ArrayList<>();
    for (long i = 0; i < replay.count(); i++) {
      events.add(replay.map(i));
    }
    replay.close();
    return events;
  }

  /** The rows of the files, cell by column. */
  static List<Map<String, String>> rows(FileReplay replay) {
    return events(replay).stream().map(event -> cells(event.value())).toList();
  }

  /** Column, before and after of each cell that differs. */
  static List<List<String>> between(Map<String, String> before, Map<String, String> after) {
    List<List<String>> differences = new ArrayList<>();
    for (String column : before.keySet()) {
      String old = before.get(column);
      String now = after.getOrDefault(column, "");
      if (!old.equals(now)) {
        differences.add(List.of(column, old, now));
      }
    }
    return differences;
  }
}
