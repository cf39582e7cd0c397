package io.diffluent.core.record;

/**
 * Every bound on memory in one place.
 *
 * @param eventBytes largest event value in bytes
 * @param depth deepest nesting of a document
 * @param nameLength longest field name in characters
 * @param textLength longest text cell in characters
 * @param numberLength longest number in characters
 * @param fields largest number of fields in one event
 * @param reservoir rows kept per model key for robust units and nearest neighbours
 * @param categories values tracked per categorical column
 * @param replayBatches mini-batches kept for replay
 * @param receiptCells cells described in one receipt
 * @param liveKeys learners kept live per task slot; the rest rests in keyed state
 */
public record Limits(
    int eventBytes,
    int depth,
    int nameLength,
    int textLength,
    int numberLength,
    int fields,
    int reservoir,
    int categories,
    int replayBatches,
    int receiptCells,
    int liveKeys)
    implements java.io.Serializable {

  public Limits {
    if (reservoir < 1 || categories < 1 || replayBatches < 1 || liveKeys < 1) {
      throw new IllegalArgumentException("limits must be at least 1");
    }
  }

  public static final Limits DEFAULT =
      new Limits(64 * 1024, 8, 128, 4096, 64, 4096, 1000, 1000, 64, 32, 64);

  /** The same limits with another reservoir. */
  public Limits withReservoir(int rows) {
    return new Limits(
        eventBytes,
        depth,
        nameLength,
        textLength,
        numberLength,
        fields,
        rows,
        categories,
        replayBatches,
        receiptCells,
        liveKeys);
  }
}
