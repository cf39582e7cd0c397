package io.diffluent.flink.operators;

import io.diffluent.core.learn.Example;
import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.RejectReason;
import io.diffluent.flink.operators.LabelLedger.Entry;
import io.diffluent.flink.operators.LabelState.Early;
import io.diffluent.flink.operators.LabelState.Settled;
import io.diffluent.flink.operators.LabelState.Timed;
import io.diffluent.flink.operators.LabelState.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins records with labels that come by themselves, by event id, within a {@link LabelWindow}.
 *
 * <p>A record is scored when it comes. Its cells, as they were scored, then wait for the label;
 * when it comes they are learned. Laws, for every order in which records and labels come:
 *
 * <ul>
 *   <li>every record ends in exactly one of: labelled (it brought its label), joined, late,
 *       expired, not expected;
 *   <li>a label is in time if its time is at most {@code waitMs} after that of its record, and it
 *       comes before the watermark has passed that moment;
 *   <li>only the first readable label of a record counts; further ones are counted and ignored.
 *       Labels that come before their record are judged when it comes, as if they had come right
 *       after it; up to {@value Early#MOST} different ones of an event wait;
 *   <li>a label that teaches nothing leaves with its reason and its original bytes.
 * </ul>
 *
 * <p>The time of either is that of its event, but no later than the reader's clock when it came: a
 * producer whose clock is ahead would else fill all places, and no timer would free them.
 *
 * <p>State per model key and event id, so that it is bounded by the backend and not by the heap;
 * event-time timers end it.
 */
final class LabelJoin {

  private final LabelWindow window;
  private final Place place;

  /** What the join needs of the operator; everything of the current model key. */
  interface Place {

    byte[] known(String id) throws Exception;

    /** {@code null} forgets the id. */
    void know(String id, byte[] state) throws Exception;

    LabelLedger ledger() throws Exception;

    void keep(LabelLedger ledger) throws Exception;

    /** Calls {@link LabelJoin#wake} when the watermark has passed this time. */
    void wakeAt(String id, long time);

    /** The record as bytes, to be learned later. */
    byte[] pack(Example scored) throws Exception;

    /** Learns; false if the label cannot be read. */
    boolean teach(byte[] scored, String label) throws Exception;

    void refuse(Parsed.Rejected label);

    void counted(Entry entry);
  }

  LabelJoin(LabelWindow window, Place place) {
    this.window = window;
    this.place = place;
  }

  /**
   * A record that has just been scored.
   *
   * @param time of the record
   */
  void record(Record record, Example scored, long time) throws Exception {
    LabelLedger ledger = place.ledger();
    count(ledger, Entry.RECORDS);
    if (scored.isLabelled()) {
      count(ledger, Entry.LABELLED);
    } else if (window.silent().contains(record.envelope().source())) {
      count(ledger, Entry.NOT_EXPECTED);
    } else {
      await(record, scored, time, ledger);
    }
    place.keep(ledger);
  }

  private void await(Record record, Example scored, long time, LabelLedger ledger)
      throws Exception {
    String id = record.envelope().id();
    LabelState known = known(id);
    if (known != null && !(known instanceof Early)) {
      count(ledger, Entry.NOT_EXPECTED); // another record already answers to this id
      return;
    }
    if (known instanceof Early early && meetsOneOf(early, time, place.pack(scored), ledger)) {
      return;
    }
    if (ledger.get(Entry.WAITING) >= window.most()) {
      count(ledger, Entry.CROWDED_OUT);
      remember(id, new Settled(time, false), ledger);
      return;
    }
    ledger.add(Entry.WAITING, 1);
    place.know(id, new Waiting(time, place.pack(scored)).write());
    place.wakeAt(id, time + window.waitMs());
  }

  /** A record has come and its labels are there; returns whether one of them was its label. */
  private boolean meetsOneOf(Early early, long time, byte[] scored, LabelLedger ledger)
      throws Exception {
    Waiting record = new Waiting(time, scored);
    boolean isSettled = false;
    for (Timed label : early.labels()) {
      ledger.add(Entry.EARLY, -1);
      if (isSettled) {
        count(ledger, Entry.REPEATED);
      } else {
        isSettled = meets(label, record, ledger);
      }
    }
    return isSettled;
  }

  /**
   * A label.
   *
   * @param time of the label
   */
  void label(LabelEvent label, long time) throws Exception {
    LabelLedger ledger = place.ledger();
    LabelState known = known(label.id());
    if (known instanceof Waiting waiting) {
      if (meets(new Timed(time, label), waiting, ledger)) {
        ledger.add(Entry.WAITING, -1);
      }
    } else if (known instanceof Settled settled && !settled.hadLabel()) {
      ledger.add(Entry.OVERDUE, -1);
      count(ledger, Entry.LATE);
      place.know(label.id(), new Settled(settled.time(), true).write());
      late(new Timed(time, label), settled.time());
    } else if (known instanceof Settled) {
      count(ledger, Entry.REPEATED);
    } else {
      early(new Timed(time, label), (Early) known, ledger);
    }
    place.keep(ledger);
  }

  /**
   * A label whose record has not come.
   *
   * @param known those that already wait for it, or null
   */
  private void early(Timed timed, Early known, LabelLedger ledger) throws Exception {
    LabelEvent label = timed.label();
    if (known != null && known.hasNoPlaceFor(label.text())) {
      count(ledger, Entry.REPEATED);
    } else if (ledger.get(Entry.EARLY) >= window.mostEarly()) {
      count(ledger, Entry.CROWDED_OUT);
      unmatched(label, window.mostEarly() + " labels already wait for their events", ledger);
    } else {
      ledger.add(Entry.EARLY, 1);
      Early all = known == null ? new Early(List.of(timed)) : known.with(timed);
      place.know(label.id(), all.write());
      place.wakeAt(label.id(), timed.time() + window.waitMs());
    }
  }

  /** A label meets its record; returns whether the record has its label now. */
  private boolean meets(Timed timed, Waiting record, LabelLedger ledger) throws Exception {
    LabelEvent label = timed.label();
    if (timed.time() - record.time() > window.waitMs()) {
      settle(label.id(), record.time(), Entry.LATE, ledger);
      late(timed, record.time());
      return true;
    }
    if (place.teach(record.scored(), label.text())) {
      settle(label.id(), record.time(), Entry.JOINED, ledger);
      return true;
    }
    unreadable(label, ledger); // a better one may still come
    return false;
  }

  /** The watermark has reached a time that {@link Place#wakeAt} was asked for. */
  void wake(String id, long time) throws Exception {
    LabelState known = known(id);
    if (known != null && time < endOf(known)) {
      // The timer of what was here before, or of a shorter window before a restart.
      place.wakeAt(id, endOf(known));
      return;
    }
    LabelLedger ledger = place.ledger();
    if (known instanceof Waiting waiting) {
      ledger.add(Entry.WAITING, -1);
      remember(id, new Settled(waiting.time(), false), ledger);
    } else if (known instanceof Early early) {
      noRecordCame(id, early, time, ledger);
    } else if (known instanceof Settled settled) {
      if (!settled.hadLabel()) {
        ledger.add(Entry.OVERDUE, -1);
        count(ledger, Entry.EXPIRED);
      }
      ledger.add(Entry.REMEMBERED, -1);
      place.know(id, null);
    }
    place.keep(ledger);
  }

  /** Labels have waited long enough for their record; those that came after them wait on. */
  private void noRecordCame(String id, Early early, long time, LabelLedger ledger)
      throws Exception {
    List<Timed> rest = new ArrayList<>();
    for (Timed timed : early.labels()) {
      if (time < timed.time() + window.waitMs()) {
        rest.add(timed);
      } else {
        ledger.add(Entry.EARLY, -1);
        unmatched(timed.label(), "none came within " + window.waitMs() + " ms", ledger);
      }
    }
    place.know(id, rest.isEmpty() ? null : new Early(rest).write());
    if (!rest.isEmpty()) {
      place.wakeAt(id, endOf(new Early(rest)));
    }
  }

  /** The record has met its label. */
  private void settle(String id, long time, Entry fate, LabelLedger ledger) throws Exception {
    count(ledger, fate);
    remember(id, new Settled(time, true), ledger);
  }

  private void remember(String id, Settled settled, LabelLedger ledger) throws Exception {
    if (ledger.get(Entry.REMEMBERED) >= window.mostRemembered()) {
      count(ledger, Entry.CROWDED_OUT);
      place.know(id, null);
      if (!settled.hadLabel()) {
        count(ledger, Entry.EXPIRED);
      }
      return;
    }
    ledger.add(Entry.REMEMBERED, 1);
    ledger.add(Entry.OVERDUE, settled.hadLabel() ? 0 : 1);
    place.know(id, settled.write());
    place.wakeAt(id, forgottenAt(settled.time()));
  }

  private void unreadable(LabelEvent label, LabelLedger ledger) {
    count(ledger, Entry.UNREADABLE);
    refuse(
        label,
        RejectReason.LABEL_UNREADABLE,
        "event " + label.id() + ": the label '" + label.text() + "' cannot be used");
  }

  private void late(Timed timed, long record) {
    LabelEvent label = timed.label();
    refuse(
        label,
        RejectReason.LABEL_LATE,
        "event "
            + label.id()
            + ": the label came "
            + (timed.time() - record)
            + " ms after it, it was waited for "
            + window.waitMs()
            + " ms");
  }

  private void unmatched(LabelEvent label, String why, LabelLedger ledger) {
    count(ledger, Entry.UNMATCHED);
    refuse(
        label,
        RejectReason.LABEL_UNMATCHED,
        "no event " + label.id() + " that has no label of its own: " + why);
  }

  private void refuse(LabelEvent label, RejectReason reason, String detail) {
    place.refuse(new Parsed.Rejected(label.event(), reason, detail));
  }

  private void count(LabelLedger ledger, Entry entry) {
    ledger.add(entry, 1);
    place.counted(entry);
  }

  private long forgottenAt(long time) {
    return time + 2 * window.waitMs();
  }

  /** When what is known of an event changes by itself. */
  private long endOf(LabelState known) {
    if (known instanceof Settled settled) {
      return forgottenAt(settled.time());
    }
    long begin =
        known instanceof Waiting waiting
            ? waiting.time()
            : ((Early) known).labels().stream().mapToLong(Timed::time).min().getAsLong();
    return begin + window.waitMs();
  }

  private LabelState known(String id) throws Exception {
    try {
      return LabelState.read(place.known(id));
    } catch (IOException e) {
      throw new UnusableStateException("label state of event '" + id + "'", e);
    }
  }
}
