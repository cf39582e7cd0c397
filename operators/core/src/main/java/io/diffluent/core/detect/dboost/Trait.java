package io.diffluent.core.detect.dboost;

/** One of the fields that a cell is expanded into. */
public enum Trait {
  /** A number in z units. */
  VALUE(true),
  /** Whether a number is whole, where numbers mostly are. */
  WHOLE(false),
  /** The last digit before the point, where numbers are mostly whole. */
  LAST_DIGIT(false),
  /** The part after the point, where numbers are mostly not whole. */
  FRACTION(true),
  /** The code of a category. */
  CATEGORY(false),
  /** Characters in a text. */
  LENGTH(true),
  /** Which classes of characters follow each other in a text; a number per signature. */
  SIGNATURE(false),
  /** Hour of a timestamp, 0 to 23, or what stands there; UTC for numbers. */
  HOUR(true),
  /** Day of the week of a timestamp, 1 (Monday) to 7; UTC for numbers. */
  WEEKDAY(false),
  /** Month of a timestamp, 1 to 12, or what stands there; UTC for numbers. */
  MONTH(false);

  private final boolean isOrdered;

  Trait(boolean isOrdered) {
    this.isOrdered = isOrdered;
  }

  /** Whether its distance from a mean means something. */
  public boolean isOrdered() {
    return isOrdered;
  }

  /** Whether it is the cell itself, not derived from it. */
  public boolean isIdentity() {
    return this == VALUE || this == CATEGORY;
  }
}
