package io.diffluent.core.detect;

/**
 * {@code unparseable}: a text where a number belongs. The record is not rejected; the number that
 * can be read from the text, if any, is what {@code keep} keeps.
 */
final class Unparseable implements Detector {

  @Override
  public String name() {
    return "unparseable";
  }

  @Override
  public double suspicion(CellView cell) {
    return cell.isNumeric() && cell.text() != null ? 1 : 0;
  }
}
