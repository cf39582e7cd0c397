package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.diffluent.core.state.SeededRandom;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What follows what: learned where there is an order, silent where there is none. */
class SuccessionTest {

  private static final NumericUnits UNITS = units();

  private final SeededRandom random = new SeededRandom(5);

  /** Mean 0, standard deviation 1. */
  private static NumericUnits units() {
    double[] values = new double[1000];
    Arrays.setAll(values, i -> Math.sqrt(3) * (2 * (i + 0.5) / 1000 - 1));
    return NumericUnitsTest.units(values, values.length);
  }

  private double noise() {
    return Math.sqrt(3) * (2 * random.nextDouble() - 1);
  }

  @Test
  void anAutoregressionIsFoundAndCarriedForward() {
    NumberSuccession numbers = new NumberSuccession();
    double z = walk(numbers, 3000, 0.9);
    double oneStep = numbers.expected(UNITS);
    assertThat(oneStep).isCloseTo(0.9 * z, within(0.1));
    assertThat(numbers.surprise(oneStep + 4 * Math.sqrt(1 - 0.81), UNITS))
        .isCloseTo(4, within(0.6));
    numbers.observe(Double.NaN, UNITS);
    assertThat(numbers.expected(UNITS)).isCloseTo(0.81 * z, within(0.15));
    numbers.observe(100, UNITS);
    assertThat(numbers.expected(UNITS)).isCloseTo(0.729 * z, within(0.2));
  }

  private double walk(NumberSuccession numbers, int n, double rho) {
    double z = 0;
    for (int i = 0; i < n; i++) {
      z = rho * z + Math.sqrt(1 - rho * rho) * noise();
      numbers.observe(z, UNITS);
    }
    return z;
  }

  @Test
  void withoutOrderTheMeanIsExpected() {
    NumberSuccession numbers = new NumberSuccession();
    for (int i = 0; i < 3000; i++) {
      numbers.observe(noise(), UNITS);
    }
    numbers.observe(1.7, UNITS);
    assertThat(numbers.expected(UNITS)).isCloseTo(0, within(0.15));
  }

  @Test
  void outliersAmongTheNumbersDoNotWidenWhatIsExpectedMuch() {
    NumberSuccession clean = new NumberSuccession();
    NumberSuccession dirty = new NumberSuccession();
    double z = 0;
    for (int i = 0; i < 3000; i++) {
      z = 0.95 * z + Math.sqrt(1 - 0.9025) * noise();
      clean.observe(z, UNITS);
      dirty.observe(random.nextDouble() < 0.1 ? z + 8 * noise() : z, UNITS);
    }
    double off = 2;
    double sure = clean.surprise(clean.expected(UNITS) + off, UNITS);
    double lessSure = dirty.surprise(dirty.expected(UNITS) + off, UNITS);
    assertThat(lessSure).isGreaterThan(sure / 3);
  }

  @Test
  void nothingIsSaidBeforeThereIsAPast() {
    NumberSuccession numbers = new NumberSuccession();
    walk(numbers, 20, 0.9);
    assertThat(numbers.expected(UNITS)).isNaN();
    assertThat(numbers.surprise(3, UNITS)).isZero();
    CategorySuccession categories = new CategorySuccession(4);
    assertThat(categories.expected()).isNegative();
    assertThat(categories.surprise(2)).isZero();
  }

  @Test
  void aCycleOfCategoriesIsContinuedOverGaps() {
    CategorySuccession hours = new CategorySuccession(24);
    for (int i = 0; i < 24 * 60; i++) {
      hours.observe(i % 24);
    }
    assertThat(hours.expected()).isZero();
    assertThat(hours.surprise(0)).isZero();
    assertThat(hours.surprise(13)).isGreaterThan(3);
    hours.observe(-1);
    assertThat(hours.expected()).isEqualTo(1);
    hours.observe(-1);
    assertThat(hours.expected()).isEqualTo(2);
    for (int i = 0; i < 30; i++) {
      hours.observe(-1);
    }
    assertThat(hours.expected()).isEqualTo(8);
    for (int i = 0; i < 40; i++) {
      hours.observe(-1);
    }
    assertThat(hours.expected()).isNegative();
  }

  @Test
  void categoriesWithoutOrderSurpriseNobody() {
    CategorySuccession categories = new CategorySuccession(5);
    for (int i = 0; i < 5000; i++) {
      categories.observe(random.nextInt(5));
    }
    for (int position = 0; position < 5; position++) {
      assertThat(categories.surprise(position)).isLessThan(0.4);
    }
  }

  @Test
  void aNewOrderReplacesTheOldOne() {
    CategorySuccession categories = new CategorySuccession(3);
    for (int i = 0; i < 60_000; i++) {
      categories.observe(i % 3);
    }
    for (int i = 0; i < 30_000; i++) {
      categories.observe(2 - i % 3);
    }
    categories.observe(2);
    assertThat(categories.expected()).isEqualTo(1);
  }

  @Test
  void positionsBeyondTheBoundAreNotCounted() {
    CategorySuccession categories = new CategorySuccession(4096);
    for (int i = 0; i < 1000; i++) {
      categories.observe(i % 2 == 0 ? 3 : 4000);
    }
    assertThat(categories.expected()).isNegative();
    assertThat(categories.surprise(4000)).isZero();
  }

  @Test
  void bothGoOnFromTheirBytes() throws IOException {
    NumberSuccession numbers = new NumberSuccession();
    CategorySuccession categories = new CategorySuccession(6);
    for (int i = 0; i < 500; i++) {
      numbers.observe(random.nextDouble() < 0.1 ? Double.NaN : noise(), UNITS);
      categories.observe(random.nextInt(7) - 1);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    numbers.write(out);
    categories.write(out);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    NumberSuccession numbersAgain = new NumberSuccession();
    CategorySuccession categoriesAgain = new CategorySuccession(6);
    numbersAgain.read(in);
    categoriesAgain.read(in);
    assertThat(in.available()).isZero();
    for (int i = 0; i < 200; i++) {
      double z = noise();
      int position = random.nextInt(6);
      assertThat(numbersAgain.expected(UNITS)).isEqualTo(numbers.expected(UNITS));
      assertThat(numbersAgain.surprise(z, UNITS)).isEqualTo(numbers.surprise(z, UNITS));
      assertThat(categoriesAgain.expected()).isEqualTo(categories.expected());
      assertThat(categoriesAgain.surprise(position)).isEqualTo(categories.surprise(position));
      numbers.observe(z, UNITS);
      numbersAgain.observe(z, UNITS);
      categories.observe(position);
      categoriesAgain.observe(position);
    }
  }

  /** Whose age would be counted on and on, and be negative one day. */
  @Test
  void aColumnThatIsMissingForGoodStaysAsItIs() throws IOException {
    NumberSuccession numbers = new NumberSuccession();
    CategorySuccession categories = new CategorySuccession(6);
    byte[] before = null;
    for (int i = 0; i < 300; i++) {
      numbers.observe(Double.NaN, UNITS);
      categories.observe(-1);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      numbers.write(new DataOutputStream(bytes));
      categories.write(new DataOutputStream(bytes));
      if (i > 200) {
        assertThat(bytes.toByteArray()).isEqualTo(before);
      }
      before = bytes.toByteArray();
    }
  }

  @Test
  void impossibleBytesAreRefused() {
    byte[] wild = new byte[64];
    Arrays.fill(wild, (byte) 0x7f);
    assertThatThrownBy(
            () ->
                new CategorySuccession(4).read(new DataInputStream(new ByteArrayInputStream(wild))))
        .isInstanceOf(IOException.class);
    Arrays.fill(wild, (byte) 0xff);
    assertThatThrownBy(
            () -> new NumberSuccession().read(new DataInputStream(new ByteArrayInputStream(wild))))
        .isInstanceOf(IOException.class);
  }
}
