package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.wire.NumberNotation;
import io.diffluent.connectors.wire.NumberNotation.Decimal;
import io.diffluent.connectors.wire.NumberNotation.Written;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Label;
import io.diffluent.job.pipeline.PipelineInference.Inferred;
import io.diffluent.job.pipeline.PipelineInference.Request;
import io.diffluent.job.pipeline.PipelineInference.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables as people export them: notations of numbers, codes for "missing", odd labels. */
class NotationInferenceTest {

  private static final int ROWS = 400;

  private interface Cell extends BiFunction<Integer, Random, String> {}

  private static final Cell MEASURED =
      (row, random) -> String.format(Locale.ROOT, "%.2f", 20 + 3 * random.nextGaussian());

  @Test
  void decimalCommasAreNumbers() {
    Cell two = (row, random) -> MEASURED.apply(row, random).replace('.', ',');
    assertThat(column(two)).isEqualTo(numeric(null, Decimal.COMMA));
    // Three digits behind a comma are a fraction where others have four.
    Cell four =
        (row, random) ->
            String.format(Locale.GERMANY, "%.4f", 1.5 + random.nextDouble()).replaceAll("0+$", "");
    assertThat(column(four)).isEqualTo(numeric(null, Decimal.COMMA));
    Cell euros =
        (row, random) -> String.format(Locale.GERMANY, "%,.2f €", 100 + 9000 * random.nextDouble());
    assertThat(column(euros)).isEqualTo(numeric("€", Decimal.COMMA));
  }

  /** 26,126 may be both; 0,126 is no group of a thousand, and 26,12 may be a slip. */
  @Test
  void threeDigitsBehindACommaAreAFractionWhereSomeNumbersAreBelowOne() {
    Cell three =
        (row, random) -> String.format(Locale.GERMANY, "%.3f", 5 + 80 * random.nextDouble());
    assertThat(column(three)).isEqualTo(numeric(null, Decimal.POINT));
    assertThat(column((row, random) -> row % 150 == 0 ? "0,126" : three.apply(row, random)))
        .isEqualTo(numeric(null, Decimal.COMMA));
    assertThat(column((row, random) -> row % 150 == 0 ? "26,12" : three.apply(row, random)))
        .isEqualTo(numeric(null, Decimal.POINT));
    assertThat(
            column(
                (row, random) ->
                    row == 9 ? "1,234,567" : row % 150 == 0 ? "0,126" : three.apply(row, random)))
        .isEqualTo(numeric(null, Decimal.POINT));
  }

  @Test
  void minusesOfTypesettersAndExponentsAreNumbers() {
    Cell negative =
        (row, random) ->
            (row % 3 == 0 ? "\u2212" : "")
                + String.format(Locale.ROOT, "%.2f", random.nextDouble());
    assertThat(column(negative)).isEqualTo(numeric(null, null));
    Cell commas = (row, random) -> negative.apply(row, random).replace('.', ',');
    assertThat(column(commas)).isEqualTo(numeric(null, Decimal.COMMA));
    Cell small =
        (row, random) -> String.format(Locale.GERMANY, "%.3E", Math.exp(random.nextGaussian()));
    assertThat(column(small)).isEqualTo(numeric(null, Decimal.COMMA));
  }

  /** A house of one family is no amount of one. */
  @Test
  void namesThatBeginWithNumbersAreCategories() {
    Cell type = (row, random) -> random.nextInt(7) > 0 ? "1Fam" : row % 2 == 0 ? "Duplex" : "Twnhs";
    Cell style =
        (row, random) -> List.of("1Story", "2Story", "1.5Fin", "1Story", "SLvl").get(row % 5);
    Cell version = (row, random) -> row % 9 == 0 ? "4.0.3 and up" : "4." + row % 8 + " and up";
    for (Cell cell : List.of(type, style, version)) {
      assertThat(column(cell).type()).isEqualTo(ColumnType.CATEGORICAL);
      assertThat(column(cell).sentinels()).isEmpty();
    }
    // Amounts with their unit, and now and then a word.
    Cell cylinders = (row, random) -> row == 7 ? "other" : 2 * (2 + row % 3) + " cylinders";
    assertThat(column(cylinders)).isEqualTo(numeric("cylinders", null));
    Cell doses = (row, random) -> row % 9 == 0 ? "see note" : random.nextInt(300) + " mg";
    assertThat(column(doses).notation().unit()).isEqualTo("mg");
  }

  @Test
  void pricesAreNumbersThoughMostCostNothing() {
    Cell price = (row, random) -> row % 9 > 0 ? "0" : "$" + random.nextInt(60) + ".99";
    assertThat(column(price)).isEqualTo(numeric("$", null));
  }

  @Test
  void thousandsAndUnitsAreNumbers() {
    Cell visits = (row, random) -> String.format(Locale.ROOT, "%,d", random.nextInt(90_000));
    assertThat(column(visits)).isEqualTo(numeric(null, Decimal.POINT));
    Cell blanks =
        (row, random) ->
            String.format(Locale.ROOT, "%,d", 10_000 + random.nextInt(90_000)).replace(',', ' ');
    assertThat(column(blanks)).isEqualTo(numeric(null, Decimal.POINT));
    Cell lakhs =
        (row, random) -> 1 + random.nextInt(9) + "," + (10 + row % 90) + "," + (100 + row % 900);
    assertThat(column(lakhs)).isEqualTo(numeric(null, Decimal.POINT));
    Cell addresses = (row, random) -> "10." + (10 + row % 2) + ".20." + (100 + random.nextInt(150));
    assertThat(column(addresses).type()).isNotEqualTo(ColumnType.NUMERIC);
    assertThat(column((row, random) -> MEASURED.apply(row, random) + "*"))
        .isEqualTo(numeric("*", null));
    // A mark that points to a footnote leaves a number one.
    assertThat(column((row, random) -> MEASURED.apply(row, random) + (row % 2 == 0 ? "*" : "")))
        .isEqualTo(numeric(null, null));
    Cell dollars =
        (row, random) -> String.format(Locale.ROOT, "$%,.2f", 9000 * random.nextDouble());
    assertThat(column(dollars)).isEqualTo(numeric("$", Decimal.POINT));
    assertThat(column((row, random) -> MEASURED.apply(row, random) + " kg"))
        .isEqualTo(numeric("kg", null));
    assertThat(column((row, random) -> MEASURED.apply(row, random) + "%"))
        .isEqualTo(numeric("%", null));
    for (String unit :
        List.of("m2", "°C", "µg/m³", "kWh/m2", "zł", "sq ft", "sq. ft.", "pcs.", "l/100km")) {
      assertThat(column((row, random) -> MEASURED.apply(row, random) + " " + unit))
          .isEqualTo(numeric(unit, null));
    }
    assertThat(column((row, random) -> row % 7 + "A" + row % 3).type())
        .isEqualTo(ColumnType.CATEGORICAL);
    // About so much; people write it in every cell or in none.
    assertThat(column((row, random) -> "~" + MEASURED.apply(row, random)))
        .isEqualTo(numeric("~", null));
    // What only some cells have is an error.
    assertThat(column((row, random) -> MEASURED.apply(row, random) + (row % 5 == 0 ? "%" : "")))
        .isEqualTo(numeric(null, null));
  }

  /** Marks out of five; pressures, months, seasons, fractions and genes are no marks. */
  @Test
  void whatAllNumbersAreOutOfIsAUnit() {
    Cell rates =
        (row, random) ->
            row % 9 == 0
                ? "NEW"
                : 2 + random.nextInt(3) + "." + row % 10 + (row % 2 > 0 ? " /5" : "/5");
    assertThat(column(rates).notation()).isEqualTo(new NumberNotation("/5", null));
    assertThat(column(rates).sentinels()).containsExactly("NEW");
    Inferred inferred = infer(MEASURED, rates);
    assertThat(inferred.spec().label()).isEqualTo(Label.regression("y"));
    assertThat(inferred.spec().labelText().notation()).isEqualTo(new NumberNotation("/5", null));
    Cell pressures = (row, random) -> 110 + row % 30 + "/" + (row % 2 == 0 ? 80 : 60 + row % 25);
    Cell months = (row, random) -> 2010 + row % 8 + (row % 3 == 0 ? "/" + (1 + row % 9) : "/12");
    Cell seasons = (row, random) -> row % 9 < 5 ? "2010/11" : "2011/12";
    Cell fractions = (row, random) -> List.of("1/4", "2/4", "3/4", "1/2").get(row % 4);
    Cell genes = (row, random) -> List.of("0/1", "1/1", "0/0").get(row % 3);
    for (Cell cell : List.of(pressures, months, seasons, fractions, genes)) {
      assertThat(column(cell).type()).isNotEqualTo(ColumnType.NUMERIC);
    }
  }

  /** A unit that some leave out; a sign behind some numbers is a remark. */
  @Test
  void aUnitMayBeLeftOut() {
    for (int every : List.of(2, 3)) {
      Cell areas = (row, random) -> 400 + random.nextInt(3000) + (row % every == 0 ? " sqft" : "");
      assertThat(column(areas)).isEqualTo(numeric("sqft", null));
      assertThat(column((row, random) -> areas.apply(row, random).replace(" sqft", "*")))
          .isEqualTo(numeric(null, null));
    }
    // Hundredths and per cent are not of one unit.
    Cell rates =
        (row, random) ->
            row % 3 == 0 ? 10 + random.nextInt(900) / 10.0 + "%" : "0.4" + random.nextInt(1000);
    assertThat(column(rates)).isEqualTo(numeric(null, null));
    Cell tickets =
        (row, random) -> row % 3 == 0 ? "A/" + row + " " + row * 7 : "" + (row * 7919 % 100_000);
    assertThat(infer(tickets, MEASURED).yaml()).contains("identifier: numbers mixed with texts");
  }

  @Test
  void whatHidesDigitsIsNoUnit() {
    Cell zip = (row, random) -> 100 + random.nextInt(40) + "xx";
    assertThat(column(zip).type()).isEqualTo(ColumnType.CATEGORICAL);
  }

  /** A house without an alley: what most cells say is no gap in them. */
  @Test
  void wordsForMissingThatMostCellsHoldAreCategories() {
    Cell alley = (row, random) -> row % 10 > 0 ? "NA" : row % 20 == 0 ? "Grvl" : "Pave";
    assertThat(column(alley).categories()).containsExactly("NA");
    assertThat(column(alley).sentinels()).isEmpty();
    // Beside it another one says that nobody knows.
    Cell veneer = (row, random) -> row % 40 == 1 ? "NA" : row % 10 > 3 ? "None" : "Brick";
    assertThat(column(veneer).categories()).containsExactly("None");
    assertThat(column(veneer).sentinels()).containsExactly("NA");
    Cell garage = (row, random) -> row % 10 == 0 ? "NA" : "kind " + row % 3;
    assertThat(column(garage).categories()).isEmpty();
    assertThat(column(garage).sentinels()).containsExactly("NA");
    Cell sunshine = (row, random) -> row % 10 > 4 ? "NA" : MEASURED.apply(row, random);
    assertThat(column(sunshine).categories()).isEmpty();
  }

  @Test
  void boundsAloneNameRanges() {
    for (List<String> ranges :
        List.of(
            List.of("None", "Norm", ">200", ">300"),
            List.of("None", "None", "None", ">7", ">8", "Norm"))) {
      ColumnSpec column = column((row, random) -> ranges.get(random.nextInt(ranges.size())));
      assertThat(column.type()).isEqualTo(ColumnType.CATEGORICAL);
      assertThat(column.sentinels()).doesNotContain("Norm", ">200");
    }
    // Between numbers they are the limits of what can be measured.
    Cell traces =
        (row, random) -> row % 3 < 2 ? "<" + 5 * (row % 2 + 1) : MEASURED.apply(row, random);
    assertThat(column(traces).type()).isEqualTo(ColumnType.NUMERIC);
  }

  @Test
  void amountsAreNumbersAsBookkeepersWriteThem() {
    Cell brackets =
        (row, random) ->
            String.format(
                Locale.ROOT, row % 3 == 0 ? "($%,.2f)" : "$%,.2f", 9000 * random.nextDouble());
    assertThat(column(brackets)).isEqualTo(numeric("$", Decimal.POINT));
    Cell whole = (row, random) -> row % 3 == 0 ? "(" + row + ")" : "" + row * 7 % 397;
    assertThat(column(whole)).isEqualTo(numeric(null, Decimal.POINT));
    Cell behind =
        (row, random) ->
            String.format(Locale.GERMANY, "%.2f", 900 * random.nextDouble())
                + (row % 3 == 0 ? "-" : "");
    assertThat(column(behind)).isEqualTo(numeric(null, Decimal.COMMA));
    Cell currency =
        (row, random) -> String.format(Locale.ROOT, "USD %,.2f", 9000 * random.nextDouble());
    assertThat(column(currency)).isEqualTo(numeric("USD", Decimal.POINT));
    Cell rupees = (row, random) -> currency.apply(row, random).replace("USD", "Rs.");
    assertThat(column(rupees)).isEqualTo(numeric("Rs.", Decimal.POINT));
    Cell spaced =
        (row, random) ->
            String.format(Locale.ROOT, "%,.2f", 9e4 * random.nextDouble()).replace(',', ' ');
    assertThat(column(spaced)).isEqualTo(numeric(null, Decimal.POINT));
  }

  @Test
  void aThousandInSomeCellsIsAFactor() {
    Cell followers = (row, random) -> row % 3 == 0 ? "" + (100 + row) : row % 97 / 10.0 + "k";
    assertThat(column(followers)).isEqualTo(numeric(null, null, Written.FACTORS));
    Cell fees =
        (row, random) ->
            row % 10 == 0 ? "€0" : row % 3 == 0 ? "€" + (5 * row) + "K" : "€" + row / 10.0 + "M";
    assertThat(column(fees)).isEqualTo(numeric("€", null, Written.FACTORS));
    // Where the unit stands in front, what all have behind is no unit.
    assertThat(column((row, random) -> "€" + (5 + row) + "K"))
        .isEqualTo(numeric("€", null, Written.FACTORS));
    assertThat(column((row, random) -> "$" + row / 10.0 + "M"))
        .isEqualTo(numeric("$", null, Written.FACTORS));
    Cell deals = (row, random) -> row % 3 == 0 ? "₹" + row + "k" : "₹1." + row % 9 + "m";
    assertThat(column(deals)).isEqualTo(numeric("₹", null, Written.FACTORS));
    // All of them have it: then it is a unit like others.
    assertThat(column((row, random) -> MEASURED.apply(row, random) + "k"))
        .isEqualTo(numeric("k", null));
    // Sizes and seats have letters too.
    String letters = "ABCDK";
    assertThat(column((row, random) -> 30 + row % 4 * 2 + "" + letters.charAt(row % 5)).type())
        .isEqualTo(ColumnType.CATEGORICAL);
  }

  @Test
  void prefixesOfAUnitAreFactors() {
    Cell sizes =
        (row, random) ->
            row % 5 == 0 ? row + " B" : row % 3 == 0 ? row % 90 + " KB" : row / 9.0 + " MB";
    assertThat(column(sizes)).isEqualTo(numeric("B", null, Written.FACTORS));
    // Nobody needs to have the unit alone.
    Cell discs = (row, random) -> row % 3 == 0 ? 1 + row % 2 + "TB" : 128 * (1 + row % 4) + "GB";
    assertThat(column(discs)).isEqualTo(numeric("B", null, Written.FACTORS));
    Cell doses = (row, random) -> row % 4 == 0 ? 1 + row % 3 + " g" : 50 * (1 + row % 17) + " mg";
    assertThat(column(doses)).isEqualTo(numeric("g", null, Written.FACTORS));
    // All of them have it: then it is part of the unit.
    assertThat(column((row, random) -> MEASURED.apply(row, random) + " kg"))
        .isEqualTo(numeric("kg", null));
    // Miles an hour are no thousandths of anything.
    Cell speeds = (row, random) -> 30 + row % 90 + (row % 3 == 0 ? " kph" : " mph");
    assertThat(column(speeds)).isEqualTo(numeric("mph", null));
  }

  @Test
  void durationsAreSeconds() {
    ColumnSpec durations = numeric(null, null, Written.DURATIONS);
    assertThat(column((row, random) -> row % 7 + "h " + row % 60 + "m")).isEqualTo(durations);
    assertThat(column((row, random) -> row % 3 == 0 ? row % 7 + 1 + "h" : row % 60 + " min"))
        .isEqualTo(durations);
    assertThat(column((row, random) -> "PT" + (1 + row % 7) + "H" + row % 60 + "M"))
        .isEqualTo(durations);
    assertThat(column((row, random) -> "PT" + row % 90 + "M")).isEqualTo(durations);
    assertThat(column((row, random) -> "0 days " + clock(random.nextInt(86_400))))
        .isEqualTo(durations);
    // No day has 30 hours, and no hours are 70.
    assertThat(column((row, random) -> clock(random.nextInt(120_000)))).isEqualTo(durations);
    assertThat(column((row, random) -> row % 75 + ":" + clock(random.nextInt(3600)).substring(6)))
        .isEqualTo(durations);
    // Few rides take an hour; at midnight nobody is awake.
    assertThat(column((row, random) -> clock((int) (900 * Math.exp(random.nextGaussian())))))
        .isEqualTo(durations);
    assertThat(column((row, random) -> row % 90 + " min")).isEqualTo(numeric("min", null));
    assertThat(infer(MEASURED, (row, random) -> row % 7 + "h " + row % 60 + "m").spec().labelText())
        .isEqualTo(new LabelText(NumberNotation.DURATIONS, List.of()));
  }

  @Test
  void timesOfDayAreNoDurations() {
    Cell day = (row, random) -> clock(random.nextInt(86_400));
    assertThat(column(day).notation()).isEqualTo(NumberNotation.PLAIN);
    assertThat(column((row, random) -> day.apply(row, random).substring(0, 5)).notation())
        .isEqualTo(NumberNotation.PLAIN);
    // Most have no time at all, but a day.
    Cell midnight = (row, random) -> row % 10 > 0 ? "00:00:00" : day.apply(row, random);
    assertThat(column(midnight).notation()).isEqualTo(NumberNotation.PLAIN);
    // Terms of a loan: months, weeks and years.
    String letters = "MWY";
    assertThat(column((row, random) -> 1 + row % 6 + "" + letters.charAt(row % 3)).type())
        .isEqualTo(ColumnType.CATEGORICAL);
  }

  private static String clock(int seconds) {
    return String.format(
        Locale.ROOT, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  @Test
  void theOnlyNumberBelowZeroIsACodeHoweverFrequent() {
    Cell broken = (row, random) -> row % 10 > 0 ? "-200" : "" + (100 + random.nextInt(200));
    assertThat(column(broken).sentinels()).containsExactly("-200");
    Cell comma =
        (row, random) -> row % 10 > 0 ? "-200,0" : MEASURED.apply(row, random).replace('.', ',');
    assertThat(column(comma).sentinels()).containsExactly("-200.0");
    Cell wind = (row, random) -> row % 30 == 0 ? "999.9" : MEASURED.apply(row, random);
    assertThat(column(wind).sentinels()).containsExactly("999.9");
    Cell well = (row, random) -> row % 30 == 0 ? "-999.25" : MEASURED.apply(row, random);
    assertThat(column(well).sentinels()).containsExactly("-999.25");
    Cell sheet =
        (row, random) ->
            row % 30 == 0 ? "#DIV/0!" : row % 31 == 0 ? "\\N" : MEASURED.apply(row, random);
    assertThat(infer(sheet, MEASURED).yaml()).contains("sentinels");
    assertThat(column((row, random) -> row % 3 == 0 ? "-1" : "1").sentinels()).isEmpty();
  }

  @Test
  void numbersThatStartWithZerosAreCodes() {
    Cell diagnosis =
        (row, random) ->
            String.format(Locale.ROOT, "%03d.%d", 23 * random.nextInt(40), random.nextInt(2));
    assertThat(column(diagnosis).type()).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(column((row, random) -> "0." + (10 + random.nextInt(80))).type())
        .isEqualTo(ColumnType.NUMERIC);
  }

  @Test
  void timesOfDayComeAgain() {
    ColumnSpec hours = column((row, random) -> row % 24 + ".00.00");
    assertThat(hours.type()).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(column((row, random) -> row % 24 + ":30").type()).isEqualTo(ColumnType.CATEGORICAL);
    assertThat(column((row, random) -> row % 24 + ":" + (10 + row % 49)).ignored()).isTrue();
    assertThat(column((row, random) -> 1 + row % 28 + ".03.04").ignored()).isTrue();
  }

  @Test
  void labelsAreReadInTheirNotation() {
    Cell dollars =
        (row, random) ->
            row % 20 == 0
                ? "-200"
                : String.format(Locale.ROOT, "$%,.2f", 500 + 900 * random.nextDouble());
    Inferred inferred = infer(MEASURED, dollars);
    assertThat(inferred.spec().label()).isEqualTo(Label.regression("y"));
    assertThat(inferred.spec().labelText())
        .isEqualTo(new LabelText(new NumberNotation("$", Decimal.POINT), List.of("-200")));
    Cell comma = (row, random) -> String.format(Locale.GERMANY, "%.1f", 9 * random.nextDouble());
    assertThat(infer(MEASURED, comma).spec().label()).isEqualTo(Label.regression("y"));
  }

  @Test
  void labelsThatAreNoneAreNoClasses() {
    Cell answers =
        (row, random) ->
            switch (row % 4) {
              case 0 -> row % 8 == 0 ? "unknown" : "?";
              case 1 -> "yes";
              default -> "no";
            };
    PipelineSpec spec = infer(MEASURED, answers).spec();
    assertThat(spec.label()).isEqualTo(Label.binary("y"));
    assertThat(spec.labelText().sentinels()).containsExactlyInAnyOrder("unknown", "?");
    assertThat(infer(MEASURED, answers).notes())
        .singleElement()
        .asString()
        .contains("'unknown' (13 %) is taken for no label");
    // However rarely it comes: it would be the first class, and "no" none at all.
    Cell once = (row, random) -> row == 0 ? "#N/A" : row % 2 == 0 ? "yes" : "no";
    assertThat(infer(MEASURED, once).spec().labelText().sentinels()).containsExactly("#N/A");
    // Where there is no other, they are the classes.
    PipelineSpec found =
        infer(MEASURED, (row, random) -> row % 3 == 0 ? "missing" : "found").spec();
    assertThat(found.label()).isEqualTo(Label.binary("y"));
    assertThat(found.labelText()).isEqualTo(LabelText.PLAIN);
    assertThat(infer(MEASURED, (row, random) -> row % 3 == 0 ? "-" : "+").spec().labelText())
        .isEqualTo(LabelText.PLAIN);
    // A number is as good a name of a class as any.
    Cell status = (row, random) -> row % 10 == 0 ? "999" : "" + row % 5;
    assertThat(infer(MEASURED, status).spec().labelText()).isEqualTo(LabelText.PLAIN);
    assertThat(infer(MEASURED, status).notes()).isEmpty();
    Cell price = (row, random) -> row % 40 == 0 ? "999" : MEASURED.apply(row, random);
    assertThat(infer(MEASURED, price).notes())
        .singleElement()
        .asString()
        .contains("'999' (2.5 %) is taken for no label");
    Cell gauge = (row, random) -> row % 40 == 0 ? "-200" : MEASURED.apply(row, random);
    assertThat(infer(MEASURED, gauge).notes()).isEmpty();
    Cell none = (row, random) -> row % 3 == 0 ? "none" : "some";
    assertThat(infer(MEASURED, none).spec().labelText()).isEqualTo(LabelText.PLAIN);
  }

  @Test
  void spellingsOfOneNumberAreOneClass() {
    Cell digits = (row, random) -> row % 3 + (row % 2 == 0 ? ".0" : "");
    Inferred inferred = infer(MEASURED, digits);
    assertThat(inferred.spec().label()).isEqualTo(Label.multiclass("y", 8));
    assertThat(inferred.yaml()).contains("# 3 values in the sample");
    assertThat(inferred.notes()).isEmpty();
  }

  @Test
  void classesThatLookAlikeAreReported() {
    List<String> words = List.of("Y", "yes", "TRUE", "1", "no", "N");
    assertThat(infer(MEASURED, (row, random) -> words.get(row % 6)).notes())
        .singleElement()
        .asString()
        .contains("Y, yes, TRUE, 1, no, N look like two classes but are learned as 6");
    List<String> breeds = List.of("cat", "Cat", "dog");
    assertThat(infer(MEASURED, (row, random) -> breeds.get(row % 3)).notes())
        .singleElement()
        .asString()
        .contains("cat, Cat look like one class");
  }

  @Test
  void rareClassesThatAreNearlyACommonOneAreReported() {
    Cell attack =
        (row, random) ->
            switch (row) {
              case 7, 90 -> "noral";
              case 50 -> "neptunne";
              case 60 -> "buffer_overfolw";
              case 70 -> "smurf";
              default -> List.of("normal", "neptune", "buffer_overflow").get(row % 3);
            };
    assertThat(infer(MEASURED, attack).notes())
        .containsExactly(
            "Warning: y: 3 rare classes look like a common one misspelt: noral for normal, neptunne"
                + " for neptune, buffer_overfolw for buffer_overflow; spell them alike before they"
                + " are sent.");
    // A digit is all the difference, and so is a letter where both are frequent.
    Cell named =
        (row, random) ->
            row % 100 == 0 ? "class 2" : List.of("class 1", "land", "sand").get(row % 3);
    assertThat(infer(MEASURED, named).notes()).isEmpty();
  }

  @Test
  void notEveryPairOfSpellingsHasALineOfItsOwn() {
    Cell spelt = (row, random) -> (random.nextBoolean() ? "class " : "CLASS ") + random.nextInt(12);
    List<String> notes = infer(MEASURED, spelt).notes();
    assertThat(notes).hasSize(9);
    assertThat(notes.get(8)).contains("4 more classes are spelt in several ways");
  }

  @Test
  void aColumnThatIsHardlyReadableIsReported() {
    Cell areas = (row, random) -> MEASURED.apply(row, random) + (row % 3 == 0 ? " acres" : " sqm");
    assertThat(infer(areas, MEASURED).notes())
        .singleElement()
        .asString()
        .startsWith("Warning: x: 3")
        .contains("% of its cells are no numbers as the others are, such as '")
        .contains(" acres'");
    Cell rates =
        (row, random) ->
            row % 3 == 0 ? "0.4" + random.nextInt(1000) : 10 + random.nextInt(900) / 10.0 + "%";
    assertThat(infer(rates, MEASURED).notes())
        .singleElement()
        .asString()
        .contains("34 % of its numbers", "have no % and are smaller than those with it");
    Cell none = (row, random) -> row % 3 == 0 ? "0" : 10 + random.nextInt(900) / 10.0 + "%";
    assertThat(infer(none, MEASURED).notes()).isEmpty();
    Cell clean = (row, random) -> MEASURED.apply(row, random) + (row % 10 == 0 ? " kg" : "");
    assertThat(infer(clean, MEASURED).notes()).isEmpty();
  }

  @Test
  void countsAmongClassesAreReported() {
    Cell visits = (row, random) -> "" + (int) Math.abs(5 * random.nextGaussian());
    assertThat(infer(MEASURED, visits).notes())
        .singleElement()
        .asString()
        .contains("whole numbers are learned as classes", "use --task regression");
    Cell stars = (row, random) -> "" + (1 + random.nextInt(5));
    assertThat(infer(MEASURED, stars).notes()).isEmpty();
  }

  @Test
  void lostLettersAreReported() {
    Cell town = (row, random) -> row % 2 == 0 ? "K\uFFFDln" : "Bonn";
    assertThat(infer(town, MEASURED).notes())
        .singleElement()
        .asString()
        .contains("letters of the file are lost");
  }

  private static ColumnSpec numeric(String unit, Decimal decimal) {
    return numeric(unit, decimal, null);
  }

  private static ColumnSpec numeric(String unit, Decimal decimal, Written written) {
    return new ColumnSpec(
        "x", ColumnType.NUMERIC, 1, List.of(), new NumberNotation(unit, decimal, written), false);
  }

  private static ColumnSpec column(Cell cell) {
    return infer(cell, MEASURED).spec().columns().get(0);
  }

  /** Infers from x and a measured column, and checks that reading the file gives the same. */
  private static Inferred infer(Cell x, Cell y) {
    List<Cell> cells = List.of(x, MEASURED, y);
    List<Random> randoms = IntStream.range(0, 3).mapToObj(Random::new).toList();
    Sample sample =
        new Sample(
            List.of("x", "z", "y"),
            IntStream.range(0, ROWS)
                .mapToObj(
                    row ->
                        IntStream.range(0, 3)
                            .mapToObj(c -> cells.get(c).apply(row, randoms.get(c)))
                            .toArray(String[]::new))
                .iterator());
    Inferred inferred =
        (Inferred) PipelineInference.infer(sample, new Request("f.csv", "y", null, List.of()));
    assertThat(Fixtures.valid(inferred.yaml())).isEqualTo(inferred.spec());
    return inferred;
  }
}
