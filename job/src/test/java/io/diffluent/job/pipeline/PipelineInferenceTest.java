package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.NumberNotation.Decimal;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Task;
import io.diffluent.job.pipeline.PipelineInference.Inferred;
import io.diffluent.job.pipeline.PipelineInference.Refused;
import io.diffluent.job.pipeline.PipelineInference.Request;
import io.diffluent.job.pipeline.PipelineInference.Result;
import io.diffluent.job.pipeline.PipelineInference.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One rule a test, on 400 synthetic rows. */
class PipelineInferenceTest {

  private static final int ROWS = 400;

  /** A cell from its row number and a random source that only this column uses. */
  private interface Cell extends BiFunction<Integer, Random, String> {}

  private static final Cell MEASURED =
      (row, random) -> String.format(Locale.ROOT, "%.3f", 20 + 3 * random.nextGaussian());

  @Test
  void numbersStayNumbersWhateverStandsBetweenThem() {
    Cell dirty =
        (row, random) -> {
          String clean = MEASURED.apply(row, random);
          return switch (row % 10) {
            case 1 -> clean + "%";
            case 2 -> "?";
            case 3 -> clean.replace(".", "\u0139.");
            case 4 -> "N/A";
            case 5 -> "Afghanistan";
            case 6 -> "";
            default -> clean;
          };
        };
    ColumnSpec column = column(dirty);
    assertThat(column.type()).isEqualTo(ColumnType.NUMERIC);
    assertThat(column.sentinels()).containsExactlyInAnyOrder("?", "N/A", "Afghanistan");
  }

  @Test
  void percentagesAndAmountsAreNumbers() {
    assertThat(column((row, random) -> MEASURED.apply(row, random) + "%").type())
        .isEqualTo(ColumnType.NUMERIC);
    assertThat(column((row, random) -> "$1," + (100 + random.nextInt(900))).type())
        .isEqualTo(ColumnType.NUMERIC);
  }

  @Test
  void fewIntegersAreCategories() {
    assertThat(column((row, random) -> "" + row % 24))
        .isEqualTo(new ColumnSpec("x", ColumnType.CATEGORICAL, 32, List.of(), false));
    assertThat(column((row, random) -> "" + row % 2).size()).isEqualTo(8);
    assertThat(column((row, random) -> row % 24 + ".0").type()).isEqualTo(ColumnType.NUMERIC);
    assertThat(column((row, random) -> "" + random.nextInt(200)).type())
        .isEqualTo(ColumnType.NUMERIC);
  }

  @Test
  void typingErrorsDoNotMakeFewIntegersMany() {
    Cell dirty = (row, random) -> row % 20 == 0 ? "" + (1000 + random.nextInt(9000)) : "" + row % 7;
    assertThat(column(dirty).type()).isEqualTo(ColumnType.CATEGORICAL);
  }

  @Test
  void outliersDoNotMakeCategoriesMeasurements() {
    Cell dirty =
        (row, random) ->
            row % 9 == 0
                ? String.format(Locale.ROOT, "%.2f", 1000 * random.nextGaussian())
                : "" + row % 4;
    assertThat(column(dirty).type()).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(column(dirty).size()).isEqualTo(8);
  }

  @Test
  void hoursWithRareValuesBetweenFrequentOnesAreNumbers() {
    Cell hours =
        (row, random) -> row % 4 > 0 ? "" + 10 * (2 + row % 5) : "" + (10 + random.nextInt(60));
    assertThat(column(hours).type()).isEqualTo(ColumnType.NUMERIC);
  }

  /** Most are a few minutes, and some are an hour. */
  @Test
  void delaysWithALongTailAreNumbers() {
    Cell delay =
        (row, random) ->
            "" + (row % 10 > 0 ? random.nextInt(9) : row < 200 ? 9 + row / 10 : row - 170);
    assertThat(column(delay).type()).isEqualTo(ColumnType.NUMERIC);
    // Errors are anywhere.
    Cell dirty = (row, random) -> "" + (row % 10 > 0 ? random.nextInt(9) : random.nextInt(9_000));
    assertThat(column(dirty).type()).isEqualTo(ColumnType.CATEGORICAL);
  }

  @Test
  void sumsOfMoneyThatAreMostlyZeroAreNumbers() {
    Cell amount = (row, random) -> row % 5 > 0 ? "0" : "" + 37 * (1 + random.nextInt(20));
    assertThat(column(amount).type()).isEqualTo(ColumnType.NUMERIC);
  }

  @Test
  void categoriesHaveRoom() {
    assertThat(column((row, random) -> "city " + row % 20).size()).isEqualTo(24);
    assertThat(column((row, random) -> "city " + row % 150).size()).isEqualTo(64);
    // A misspelt value that occurs once is no category.
    assertThat(column((row, random) -> row % 20 == 0 ? "typo" + row : "city " + row % 3).size())
        .isEqualTo(8);
  }

  /** Nobody who lives has a blood pressure of 0; many have no children. */
  @Test
  void zerosThatStandAloneAreShown() {
    Cell pressure =
        (row, random) -> row % 30 == 0 ? "0" : "" + (70 + Math.round(12 * random.nextGaussian()));
    assertThat(infer(List.of("bp", "y"), List.of(pressure, MEASURED), 0, "y").notes())
        .singleElement()
        .asString()
        .contains("bp: 3.")
        .contains("are 0 and no other is below")
        .contains("write sentinels: [\"0\"]");
    assertThat(infer(List.of("x", "bp"), List.of(MEASURED, pressure), 0, "bp").notes())
        .singleElement()
        .asString()
        .contains("bp: 3.");
    Cell count = (row, random) -> "" + (int) (-40 * Math.log(1 - random.nextDouble()));
    Cell rain =
        (row, random) ->
            row % 3 > 0 ? "0" : String.format(Locale.ROOT, "%.1f", 0.2 + 20 * random.nextDouble());
    Cell level = (row, random) -> row % 30 == 0 ? "0" : "-" + MEASURED.apply(row, random);
    for (Cell cell : List.of(count, rain, level)) {
      assertThat(infer(List.of("x", "y"), List.of(cell, MEASURED), 0, "y").notes()).isEmpty();
    }
  }

  @Test
  void numbersThatMeanMissingAreSentinels() {
    assertThat(column((row, r) -> row % 50 == 0 ? "-200" : MEASURED.apply(row, r)).sentinels())
        .containsExactly("-200");
    assertThat(column((row, r) -> row % 50 == 0 ? "99999" : MEASURED.apply(row, r)).sentinels())
        .containsExactly("99999");
    // What a register holds with all bits set.
    assertThat(column((row, r) -> row % 50 == 0 ? "65535" : MEASURED.apply(row, r)).sentinels())
        .containsExactly("65535");
    // Far outside, but not repeated; repeated and far outside, but no code.
    assertThat(column((row, r) -> row == 50 ? "-200" : MEASURED.apply(row, r)).sentinels())
        .isEmpty();
    assertThat(column((row, r) -> row % 50 == 0 ? "512.33" : MEASURED.apply(row, r)).sentinels())
        .isEmpty();
  }

  @Test
  void wordsThatMeanMissingAreSentinelsOfTexts() {
    Cell cell = (row, random) -> row % 20 == 0 ? "unknown" : "kind " + row % 5;
    assertThat(column(cell).sentinels()).containsExactly("unknown");
    // Where it is the commonest value it is a category.
    assertThat(column((row, random) -> row % 3 > 0 ? "none" : "some").sentinels()).isEmpty();
  }

  @Test
  void wordsAmongNumbersThatAreNamesAreNames() {
    String holidays = "00000abc";
    ColumnSpec holiday = column((row, random) -> "" + holidays.charAt(row % 8));
    assertThat(holiday.type()).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(holiday.sentinels()).isEmpty();
    List<String> grades = List.of("K", "1", "2", "3", "N/A", "-1", "4", "5");
    assertThat(column((row, random) -> grades.get(row * row % 97 % 8)).sentinels())
        .containsExactly("N/A");
    // As a label they are classes: one that a column does not tell from others is no leak.
    Cell label = (row, random) -> "" + holidays.charAt(row % 8);
    Cell chance = (row, random) -> "c" + random.nextInt(4);
    assertThat(infer(List.of("x", "z", "y"), List.of(chance, MEASURED, label), 0, "y").notes())
        .isEmpty();
  }

  @Test
  void whatCannotBeLearntFromIsIgnoredWithAReason() {
    ignored((row, random) -> "" + row, "identifier");
    ignored((row, random) -> row % 9 == 0 ? "" + row % 4 : "" + row, "row counter");
    ignored((row, random) -> "A-" + random.nextLong(), "identifier");
    ignored((row, random) -> "same", "constant");
    ignored((row, random) -> "", "empty");
    ignored((row, random) -> "2024-01-" + (10 + row % 20), "date");
    ignored((row, random) -> "2024-01-02T03:" + (10 + row % 40) + ":00Z", "date");
    ignored((row, random) -> (10 + row % 20) + "/1/2024", "date");
    ignored((row, random) -> "row " + row + " was a fine day", "free text");
    ignored((row, random) -> "v" + row * 3 / 4, "too many values");
    ignored((row, random) -> row % 3 == 0 ? "A/" + row : "" + row * 5 / 6, "identifier");
  }

  /** A ticked box says something by being there. */
  @Test
  void oneValueOrNothingIsACategory() {
    for (String mark : List.of("x", "1", "yes")) {
      ColumnSpec box = column((row, random) -> row % 4 == 0 ? mark : "");
      assertThat(box.type()).isEqualTo(ColumnType.CATEGORICAL);
    }
    ignored((row, random) -> row == 7 ? "" : "same", "constant");
  }

  @Test
  void itIsSaidWhereMostRowsHaveNoLabel() {
    Cell seldom = (row, random) -> row % 20 == 0 ? MEASURED.apply(row, random) : "";
    assertThat(infer(List.of("z", "y"), List.of(MEASURED, seldom), 0, "y").notes())
        .singleElement()
        .asString()
        .contains("y: 95 % of the rows have no label");
  }

  @Test
  void fewRowsOfMeasuredLabelsAreNoClasses() {
    List<String[]> rows =
        IntStream.range(0, 12).mapToObj(i -> new String[] {"" + i % 5, i + ".7" + i}).toList();
    Sample sample = new Sample(List.of("a", "y"), rows.iterator());
    Request request = new Request("f.csv", "y", null, List.of());
    assertThat(((Inferred) PipelineInference.infer(sample, request)).spec().label().task())
        .isEqualTo(Task.REGRESSION);
  }

  @Test
  void namesThatNoEventMayHaveAreRefused() {
    assertThat(refusal(List.of("a".repeat(129), "y"), List.of(MEASURED, MEASURED), "y"))
        .contains("129 characters", "more than 128 is rejected");
  }

  @Test
  void copiesAreIgnored() {
    Inferred inferred =
        infer(List.of("a", "b", "y"), List.of(MEASURED, MEASURED, MEASURED), 1, "y");
    assertThat(inferred.yaml()).contains("b: {ignore: true}", "the same as a");
  }

  @Test
  void namesHelpWhereNumbersAreNames() {
    Cell many = (row, random) -> "" + (10_000 + 7 * random.nextInt(90));
    assertThat(named("zipcode", many).type()).isEqualTo(ColumnType.CATEGORICAL);
    // What a table makes of codes with gaps; a measure of whatever name has fractions.
    Cell gaps = (row, random) -> many.apply(row, random) + ".0";
    assertThat(named("zipcode", gaps).type()).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(named("zipcode", MEASURED).type()).isEqualTo(ColumnType.NUMERIC);
    assertThat(named("brewery_id", many).ignored()).isTrue();
    assertThat(named("customerId", many).ignored()).isTrue();
    assertThat(
            named("patient_nbr", (row, random) -> "" + 7L * random.nextInt(99_000_000)).ignored())
        .isTrue();
    assertThat(named("price", many).type()).isEqualTo(ColumnType.NUMERIC);
  }

  @Test
  void theTaskIsInferred() {
    assertThat(label(MEASURED)).isEqualTo(Label.regression("y"));
    assertThat(label((row, random) -> row % 9 == 0 ? "?x" + row : MEASURED.apply(row, random)))
        .isEqualTo(Label.regression("y"));
    // Ratings, however few: a class has no decimals.
    assertThat(label((row, random) -> "7." + row % 10)).isEqualTo(Label.regression("y"));
    assertThat(label((row, random) -> row % 2 == 0 ? "0.5" : "1")).isEqualTo(Label.binary("y"));
    assertThat(label((row, random) -> row % 5 + ".0").task()).isEqualTo(Task.MULTICLASS);
    assertThat(label((row, random) -> row % 2 == 0 ? "yes" : "no")).isEqualTo(Label.binary("y"));
    assertThat(label((row, random) -> row == 7 ? "N/A" : row == 8 ? "yess" : "" + row % 2))
        .isEqualTo(Label.binary("y"));
    assertThat(label((row, random) -> "class " + row % 5)).isEqualTo(Label.multiclass("y", 8));
    assertThat(label((row, random) -> "" + row % 10)).isEqualTo(Label.multiclass("y", 16));
  }

  @Test
  void aSlipAmongTheFirstLabelsIsNoClass() {
    Cell slip = (row, random) -> row == 1 ? "aproved" : row % 2 == 0 ? "approved" : "rejected";
    assertThat(label(slip)).isEqualTo(Label.multiclass("y", 8));
    assertThat(label((row, random) -> row == 0 ? "0/1" : "" + row % 2))
        .isEqualTo(Label.multiclass("y", 8));
    Request binary = new Request("f.csv", "y", Task.BINARY, List.of());
    Sample sample = sample(List.of("z", "y"), List.of(MEASURED, slip));
    assertThat(((Inferred) PipelineInference.infer(sample, binary)).notes())
        .singleElement()
        .asString()
        .contains("approved and aproved", "50 %", "teach nothing");
  }

  @Test
  void rareClassesAreClasses() {
    Cell states = (row, random) -> row % 80 == 79 ? "leak" : row % 40 == 7 ? "stall" : "normal";
    assertThat(label(states)).isEqualTo(Label.multiclass("y", 8));
  }

  @Test
  void amountsThatAreMostlyZeroAreNoClasses() {
    Cell claims = (row, random) -> row % 12 == 0 ? "" + (100 + random.nextInt(9000)) : "0";
    assertThat(label(claims)).isEqualTo(Label.regression("y"));
  }

  @Test
  void labelsThatCanHardlyBeMeantAreReported() {
    Sample texts = sample(List.of("z", "y"), List.of(MEASURED, (row, random) -> "cust " + row));
    Request request = new Request("f.csv", "y", null, List.of());
    assertThat(((Inferred) PipelineInference.infer(texts, request)).notes())
        .singleElement()
        .asString()
        .contains("400 classes in 400 labels");
    Sample ranges =
        sample(
            List.of("z", "y"),
            List.of(MEASURED, (row, random) -> row % 90 + "K-" + (row % 90 + 20) + "K"));
    assertThat(((Inferred) PipelineInference.infer(ranges, request)).notes())
        .singleElement()
        .asString()
        .contains("classes in 400 labels", "Of ranges of numbers send the middle");
    Request numbers = new Request("f.csv", "y", Task.REGRESSION, List.of());
    Sample more =
        sample(List.of("x", "z", "y"), List.of(MEASURED, MEASURED, (row, random) -> "c" + row % 3));
    assertThat(((Inferred) PipelineInference.infer(more, numbers)).notes())
        .singleElement()
        .asString()
        .contains("100 % of the labels are not numbers");
  }

  @Test
  void classesThatAreSpeltAlikeAreReported() {
    String[] incomes = {"<=50K", ">50K", "<=50K.", ">50K."};
    Cell income = (row, random) -> incomes[random.nextInt(4)];
    assertThat(infer(List.of("z", "y"), List.of(MEASURED, income), 0, "y").notes())
        .anySatisfy(note -> assertThat(note).contains(">50K").contains("look like one class"))
        .hasSize(2);
  }

  @Test
  void amountsThatHardlyEverComeAgainAreNumbers() {
    Cell cents = (row, random) -> "" + (long) Math.exp(8 + 2 * random.nextGaussian());
    assertThat(named("balance_cents", cents).type()).isEqualTo(ColumnType.NUMERIC);
    assertThat(named("account_number", cents).ignored()).isTrue();
    Cell drawn = (row, random) -> "" + (100_000_000 + random.nextInt(900_000_000));
    assertThat(named("customer", drawn).ignored()).isTrue();
    Cell shuffled = (row, random) -> "" + (5_000 + row * 199 % ROWS);
    assertThat(named("ticket", shuffled).ignored()).isTrue();
    assertThat(named("account", (row, random) -> String.format("%03d 555 %03d", 1 + row % 2, row)))
        .matches(ColumnSpec::ignored);
  }

  @Test
  void amountsToDateAreNoDates() {
    Cell paid = (row, random) -> String.format(Locale.ROOT, "%.2f", 900 * random.nextDouble());
    assertThat(named("payments_to_date", paid).type()).isEqualTo(ColumnType.NUMERIC);
    assertThat(named("date", paid).ignored()).isTrue();
    // Weeks come again, also under that name; a clock that goes on does not.
    Cell weeks = (row, random) -> "" + random.nextInt(53);
    assertThat(named("arrival_date_week", weeks).type()).isEqualTo(ColumnType.NUMERIC);
    assertThat(named("date_week_number", weeks).type()).isEqualTo(ColumnType.CATEGORICAL);
    Cell share = (row, random) -> "" + row / 8 / 50.0;
    assertThat(named("date", share).ignored()).isTrue();
  }

  @Test
  void blanksOfTypesettersAreBlanks() {
    Cell padded = (row, random) -> "\u00A0" + (row % 9 == 0 ? "" : MEASURED.apply(row, random));
    assertThat(column(padded).type()).isEqualTo(ColumnType.NUMERIC);
  }

  @Test
  void leaksAreReported() {
    List<String> header = List.of("half", "a", "b", "y");
    Cell half = (row, random) -> "" + row * row / 2.0;
    Cell a = (row, random) -> "" + (row * 31 % 97 + 0.5);
    Cell b = (row, random) -> "" + (row * row - (row * 31 % 97 + 0.5));
    Cell y = (row, random) -> "" + row * row;
    Inferred inferred = infer(header, List.of(half, a, b, y), 0, "y");
    assertThat(inferred.notes())
        .anySatisfy(note -> assertThat(note).contains("half: determines the label"))
        .anySatisfy(note -> assertThat(note).contains("a + b is the label"));
    assertThat(inferred.spec().columns()).noneMatch(ColumnSpec::ignored);
    // A row of totals is on a line with all others, and says nothing of them.
    Cell good = (row, random) -> row == 399 ? "7600.5" : MEASURED.apply(row, random);
    Cell sums = (row, random) -> row == 399 ? "8100.25" : MEASURED.apply(row, random);
    assertThat(infer(List.of("good", "z", "y"), List.of(good, MEASURED, sums), 0, "y").notes())
        .isEmpty();
    Cell code = (row, random) -> "k" + row % 6;
    Cell kind = (row, random) -> row % 6 < 3 ? "low" : "high";
    assertThat(infer(List.of("code", "y"), List.of(code, kind), 0, "y").notes())
        .singleElement()
        .asString()
        .contains("code: determines the label");
    Cell refund = (row, random) -> row % 6 < 3 ? "" : MEASURED.apply(row, random);
    assertThat(infer(List.of("z", "refund", "y"), List.of(MEASURED, refund, kind), 0, "y").notes())
        .singleElement()
        .asString()
        .contains("refund: whether it is there determines the label");
    Cell recovered = (row, random) -> row % 6 < 3 ? "0" : MEASURED.apply(row, random);
    assertThat(infer(List.of("z", "got", "y"), List.of(MEASURED, recovered, kind), 0, "y").notes())
        .singleElement()
        .asString()
        .contains("got: whether it is 0 determines the label");
    // Labels that are spelt in several ways give themselves away all the same.
    Cell spelt = (row, random) -> row == 78 || row == 80 ? "LOW" : kind.apply(row, random);
    for (Cell late : List.of(refund, recovered)) {
      assertThat(infer(List.of("z", "late", "y"), List.of(MEASURED, late, spelt), 0, "y").notes())
          .anySatisfy(note -> assertThat(note).contains("late: whether it is"))
          .anySatisfy(note -> assertThat(note).contains("look like one class"));
    }
    Cell range = (row, random) -> "$" + row % 90 + "K-$" + (row % 90 + 20) + "K (est.)";
    Cell middle = (row, random) -> row % 90 + 10 + ".5";
    assertThat(infer(List.of("z", "range", "y"), List.of(MEASURED, range, middle), 0, "y").notes())
        .singleElement()
        .asString()
        .contains("range: determines the label");
    Cell paid = (row, random) -> row % 6 < 3 ? "" : "2024-" + (1 + row % 12) + "-" + (1 + row % 28);
    assertThat(infer(List.of("z", "paid", "y"), List.of(MEASURED, paid, kind), 0, "y").notes())
        .anySatisfy(note -> assertThat(note).contains("paid: whether it is there determines"));
    Cell whole = (row, random) -> "" + row * 31 % 97;
    Cell more = (row, random) -> row * 31 % 97 + "." + (row * 7 % 10);
    assertThat(infer(List.of("z", "whole", "y"), List.of(MEASURED, whole, more), 0, "y").notes())
        .singleElement()
        .asString()
        .contains("whole: determines the label");
  }

  @Test
  void twoColumnsThatGiveTheLabelAwayTogetherAreReported() {
    Cell sales = (row, random) -> 500 + row * 37 % 411 + ".5";
    Cell cost = (row, random) -> row * 31 % 97 + ".0";
    Cell profit = (row, random) -> 500 + row * 37 % 411 - row * 31 % 97 + ".5";
    List<String> names = List.of("cost", "sales", "profit");
    assertThat(infer(names, List.of(cost, sales, profit), 0, "profit").notes())
        .singleElement()
        .asString()
        .contains("sales - cost is the label in every row");
    assertThat(infer(names, List.of(cost, sales, profit), 0, "sales").notes())
        .singleElement()
        .asString()
        .contains("cost + profit is the label in every row");
  }

  @Test
  void productsAndRatiosGiveTheLabelAwayAlsoWhenRoundedOrDirty() {
    Cell price = (row, random) -> 1 + row * 37 % 411 + ".355";
    Cell quantity = (row, random) -> "" + (1 + row * 31 % 97);
    Cell total =
        (row, random) ->
            String.format(Locale.ROOT, "%.2f", (1.355 + row * 37 % 411) * (1 + row * 31 % 97));
    List<String> names = List.of("z", "price", "quantity", "total");
    List<Cell> columns = List.of(MEASURED, price, quantity, total);
    assertThat(infer(names, columns, 0, "total").notes())
        .singleElement()
        .asString()
        .contains("price * quantity is the label in every row");
    assertThat(infer(names, columns, 0, "price").notes())
        .singleElement()
        .asString()
        .contains("total / quantity is the label in 95 % of the rows");
    Cell wrong = (row, random) -> row % 8 == 0 ? "9" + row : quantity.apply(row, random);
    assertThat(infer(names, List.of(MEASURED, price, wrong, total), 0, "total").notes())
        .singleElement()
        .asString()
        .contains("price * quantity is the label in 8");
    Cell nearly = (row, random) -> row % 3 == 0 ? "7.5" : total.apply(row, random);
    Cell mostlyOne = (row, random) -> row % 9 == 0 ? "2" : "1";
    assertThat(infer(List.of("a", "b", "y"), List.of(nearly, mostlyOne, total), 0, "y").notes())
        .isEmpty();
    Cell mostlyNone = (row, random) -> row % 9 == 0 ? "" + row : "0";
    Cell often = (row, random) -> row % 7 == 0 ? row + ".5" : "0";
    Cell spent = (row, random) -> row % 5 == 0 ? row * 7 % 397 + ".25" : "0";
    assertThat(infer(List.of("a", "b", "y"), List.of(mostlyNone, often, spent), 0, "y").notes())
        .isEmpty();
  }

  @Test
  void requestsAreFollowed() {
    Request request = new Request("dir/My Data.csv.gz", "y", Task.MULTICLASS, List.of("a"));
    Inferred inferred =
        (Inferred)
            PipelineInference.infer(
                sample(List.of("", "a", "b", "y"), List.of(MEASURED, MEASURED, MEASURED, MEASURED)),
                request);
    PipelineSpec spec = inferred.spec();
    assertThat(spec.pipeline()).isEqualTo("my-data");
    assertThat(spec.sources().get(0).topic()).isEqualTo("My-Data");
    assertThat(spec.label().task()).isEqualTo(Task.MULTICLASS);
    assertThat(spec.schema().columnNames()).containsExactly("b");
    assertThat(inferred.yaml()).startsWith("# Written by diffluent init").contains("on request");
  }

  @Test
  void wrongRequestsAreRefusedAllAtOnce() {
    Result result =
        PipelineInference.infer(
            sample(List.of("price", "size", "size"), List.of(MEASURED, MEASURED, MEASURED)),
            new Request("f.csv", "prize", null, List.of("sise")));
    assertThat(((Refused) result).problems())
        .extracting(Problem::remedy)
        .containsExactly("rename one of them", "did you mean 'price'?", "did you mean 'size'?");
    assertThat(refusal(List.of("a", "y"), List.of(MEASURED, (row, random) -> "1"), "y"))
        .contains("fewer than two");
    assertThat(refusal(List.of("a", "y"), List.of(MEASURED, (row, random) -> ""), "y"))
        .contains("no row has one");
    assertThat(
            refusal(
                List.of("a", "y"),
                List.of(MEASURED, (row, random) -> row % 3 == 0 ? "X" : ""),
                "y"))
        .contains("if it stands for a class, write a word for it");
    assertThat(refusal(List.of("y"), List.of(MEASURED), "y"))
        .contains("there is no column but the label");
    assertThat(refusal(List.of("a", "y"), List.of((row, random) -> "1", MEASURED), "y"))
        .contains("no column is left to learn from: a (constant: 1)");
    assertThat(refusal(List.of("a", "y"), List.of(MEASURED, MEASURED), "label"))
        .contains("the columns are: a, y")
        .doesNotContain("first line");
    assertThat(refusal(List.of("a b y"), List.of(MEASURED), "y"))
        .contains("one column, 'a b y'", "blanks do not")
        .doesNotContain("the columns are");
    assertThat(refusal(List.of("1.5", "-2", "x"), List.of(MEASURED, MEASURED, MEASURED), "y"))
        .contains("most names in the first line are numbers", "put one with the names above it");
  }

  @Test
  void hostileNamesAndCellsSurviveTheRoundTrip() {
    List<String> header =
        List.of(
            "454", "a: b # c", "true", "\"q\\\"", "x\u0085\u2028y", "- z", "{f}", " ü £m² °", "y");
    Cell odd = (row, random) -> row % 9 == 0 ? "oh\nno: #" : MEASURED.apply(row, random);
    List<Cell> cells = new ArrayList<>(java.util.Collections.nCopies(header.size() - 1, odd));
    cells.add(MEASURED);
    Inferred inferred = infer(header, cells, 0, "y");
    assertThat(inferred.spec().columns()).hasSize(header.size() - 1);
  }

  /** 26,126 alone says nothing; the other columns of its table do, where they agree. */
  @Test
  void aTableHasDecimalCommasEverywhere() {
    Cell commas = (row, random) -> String.format(Locale.GERMANY, "%.2f", random.nextGaussian());
    Cell three =
        (row, random) -> String.format(Locale.GERMANY, "%.3f", 5 + 80 * random.nextDouble());
    List<String> header = List.of("x", "z", "y");
    PipelineSpec german = infer(header, List.of(three, commas, three), 0, "y").spec();
    assertThat(german.columns().get(0).notation().decimal()).isEqualTo(Decimal.COMMA);
    assertThat(german.labelText().notation().decimal()).isEqualTo(Decimal.COMMA);
    PipelineSpec mixed = infer(header, List.of(three, commas, MEASURED), 0, "y").spec();
    assertThat(mixed.columns().get(0).notation().decimal()).isEqualTo(Decimal.POINT);
    Cell millions = (row, random) -> row % 50 == 3 ? "1,234,567" : three.apply(row, random);
    Cell cents = (row, random) -> row % 50 == 3 ? "1,234.50" : three.apply(row, random);
    for (Cell grouped : List.of(millions, cents)) {
      PipelineSpec english = infer(header, List.of(grouped, commas, three), 0, "y").spec();
      assertThat(english.columns().get(0).notation().decimal()).isEqualTo(Decimal.POINT);
      assertThat(english.labelText().notation().decimal()).isEqualTo(Decimal.POINT);
    }
  }

  private static ColumnSpec column(Cell cell) {
    return named("x", cell);
  }

  private static ColumnSpec named(String name, Cell cell) {
    return infer(List.of(name, "z", "y"), List.of(cell, MEASURED, MEASURED), 0, "y")
        .spec()
        .columns()
        .get(0);
  }

  private static void ignored(Cell cell, String reason) {
    Inferred inferred = infer(List.of("x", "z", "y"), List.of(cell, MEASURED, MEASURED), 0, "y");
    assertThat(inferred.yaml()).containsPattern("x: \\{ignore: true} +# .*" + reason);
  }

  private static Label label(Cell cell) {
    return infer(List.of("z", "y"), List.of(MEASURED, cell), 0, "y").spec().label();
  }

  private static String refusal(List<String> header, List<Cell> cells, String label) {
    Request request = new Request("f.csv", label, null, List.of());
    return ((Refused) PipelineInference.infer(sample(header, cells), request))
        .problems()
        .toString();
  }

  /**
   * Infers, and checks that reading the text gives the same specification.
   *
   * @param twins how many columns after the first repeat it
   */
  private static Inferred infer(List<String> header, List<Cell> cells, int twins, String label) {
    Sample sample = sample(header, cells, twins);
    Inferred inferred =
        (Inferred) PipelineInference.infer(sample, new Request("f.csv", label, null, List.of()));
    assertThat(Fixtures.valid(inferred.yaml())).isEqualTo(inferred.spec());
    return inferred;
  }

  private static Sample sample(List<String> header, List<Cell> cells) {
    return sample(header, cells, 0);
  }

  private static Sample sample(List<String> header, List<Cell> cells, int twins) {
    List<Random> randoms =
        IntStream.range(0, cells.size()).mapToObj(c -> new Random(c <= twins ? 1 : c)).toList();
    return new Sample(
        header,
        IntStream.range(0, ROWS)
            .mapToObj(
                row ->
                    IntStream.range(0, cells.size())
                        .mapToObj(c -> cells.get(c).apply(row, randoms.get(c)))
                        .toArray(String[]::new))
            .iterator());
  }
}
