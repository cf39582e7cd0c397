package io.diffluent.core.record;

/** One record header, carried through untouched unless its name starts with {@link #PREFIX}. */
public record Header(String name, byte[] value) {

  /** Names that belong to Diffluent; every other header is the user's. */
  public static final String PREFIX = "diffluent-";

  /**
   * Ground truth of a polluted event: the clean value bytes, used by the {@code oracle} arm only.
   */
  public static final String CLEAN = PREFIX + "clean";
}
