package io.diffluent.job.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a generator sent: the place of every event that the broker acknowledged, per partition in
 * order, and whether it is to be answered or refused.
 *
 * <p>Law: offsets of one partition only grow; an id ({@code topic-partition-offset}) is in here
 * once or not at all. Safe for several threads; small enough for tens of millions of events.
 */
final class Manifest {

  private final String topic;
  private final SortedMap<Integer, Places> partitions = new TreeMap<>();

  Manifest(String topic) {
    this.topic = topic;
  }

  /** One partition's offsets, ascending; a position in them is an event's place in the order. */
  private static final class Places {
    private long[] offsets = new long[1024];
    private int size;
    private final BitSet refused = new BitSet();
  }

  /** What the job owes for an event. */
  enum Owed {
    /** A prediction. */
    ANSWER,
    /** A dead letter. */
    LETTER,
    /** Nothing: it was never sent. */
    NOTHING
  }

  /** Notes an event that the broker has. */
  synchronized void sent(int partition, long offset, boolean refused) {
    Places places = partitions.computeIfAbsent(partition, p -> new Places());
    if (places.size > 0 && places.offsets[places.size - 1] >= offset) {
      throw new IllegalArgumentException(
          id(partition, offset) + " follows " + id(partition, places.offsets[places.size - 1]));
    }
    if (places.size == places.offsets.length) {
      places.offsets = Arrays.copyOf(places.offsets, 2 * places.size);
    }
    places.refused.set(places.size, refused);
    places.offsets[places.size++] = offset;
  }

  String topic() {
    return topic;
  }

  /** The id of the event at a position; the job writes it into the event's answer. */
  String id(int partition, long offset) {
    return topic + "-" + partition + "-" + offset;
  }

  synchronized Collection<Integer> partitions() {
    return List.copyOf(partitions.keySet());
  }

  /** How many events of a partition there are. */
  synchronized int size(int partition) {
    Places places = partitions.get(partition);
    return places == null ? 0 : places.size;
  }

  /** How many events there are. */
  synchronized long size() {
    return partitions.values().stream().mapToLong(places -> places.size).sum();
  }

  /** How many events are owed a prediction. */
  synchronized long answerable() {
    return size() - partitions.values().stream().mapToLong(p -> p.refused.cardinality()).sum();
  }

  /** The position of an event in its partition, or -1 if it was never sent. */
  synchronized int position(EventId id) {
    Places places = topic.equals(id.topic()) ? partitions.get(id.partition()) : null;
    return places == null
        ? -1
        : Math.max(-1, Arrays.binarySearch(places.offsets, 0, places.size, id.offset()));
  }

  /** What is owed to an event. */
  synchronized Owed owed(EventId id) {
    int position = position(id);
    return position < 0 ? Owed.NOTHING : owed(id.partition(), position);
  }

  /** What is owed to the event at a position of a partition. */
  synchronized Owed owed(int partition, int position) {
    return partitions.get(partition).refused.get(position) ? Owed.LETTER : Owed.ANSWER;
  }

  /** The id of the event at a position of a partition. */
  synchronized String idAt(int partition, int position) {
    return id(partition, partitions.get(partition).offsets[position]);
  }

  /** All ids, partition by partition in order. */
  synchronized List<String> ids() {
    List<String> ids = new ArrayList<>();
    partitions.forEach(
        (partition, places) -> {
          for (int i = 0; i < places.size; i++) {
            ids.add(id(partition, places.offsets[i]));
          }
        });
    return ids;
  }
}
