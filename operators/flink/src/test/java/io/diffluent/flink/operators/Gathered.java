package io.diffluent.flink.operators;

import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** A sink that keeps everything it was given, repetitions after a failure included, by name. */
record Gathered<T>(String name) implements Sink<T>, Serializable {

  private static final long serialVersionUID = 1;

  private static final Map<String, Collection<Object>> ALL = new ConcurrentHashMap<>();

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    Collection<Object> mine = ALL.computeIfAbsent(name, key -> new ConcurrentLinkedQueue<>());
    return new SinkWriter<>() {
      @Override
      public void write(T value, Context where) {
        mine.add(value);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }

  List<T> values(Class<T> type) {
    return ALL.getOrDefault(name, List.of()).stream().map(type::cast).toList();
  }
}
