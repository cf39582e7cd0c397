package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Label;
import io.diffluent.job.pipeline.PipelineInference.Inferred;
import io.diffluent.job.pipeline.PipelineInference.Request;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Real tables come out sensible without a hand on the file; skipped where they are absent. */
class InferenceOnTablesTest {

  @Test
  void hourlyCounts() {
    Inferred inferred = infer("bike/hour.csv.gz", "cnt");
    assertThat(inferred.spec().label()).isEqualTo(Label.regression("cnt"));
    assertThat(names(inferred, ColumnSpec::ignored)).containsExactly("instant", "dteday");
    assertThat(inferred.yaml())
        .contains("# a date or time; no weekday: it is weekday, no month: it is mnth, no days");
    assertThat(names(inferred, column -> column.type() == ColumnType.CATEGORICAL))
        .isEqualTo(words("season yr mnth hr holiday weekday workingday weathersit"));
    assertThat(names(inferred, column -> column.type() == ColumnType.NUMERIC))
        .isEqualTo(words("temp atemp hum windspeed casual registered"));
    assertThat(inferred.notes()).singleElement().asString().contains("casual + registered");
    assertThat(inferred.yaml().lines()).hasSizeLessThan(40);
  }

  @Test
  void dirtyMeasurements() {
    for (String rate : List.of("10", "20", "40", "80")) {
      Inferred inferred = infer("nasa/dirty_" + rate + ".csv.gz", "sound_pressure_level");
      assertThat(inferred.spec().label().outputs()).isEqualTo(1);
      assertThat(names(inferred, column -> column.type() == ColumnType.NUMERIC)).hasSize(5);
    }
    assertThat(infer("nasa/dirty_80.csv.gz", "sound_pressure_level").yaml())
        .contains("Some college", "Afghanistan", "?");
  }

  @Test
  void mixedTexts() {
    Inferred inferred = infer("beers/dirty.csv.gz", "style");
    assertThat(inferred.spec().label()).isEqualTo(Label.multiclass("style", 112));
    assertThat(names(inferred, ColumnSpec::ignored))
        .isEqualTo(words("index id beer_name brewery_id"));
    assertThat(names(inferred, column -> column.type() == ColumnType.NUMERIC))
        .isEqualTo(words("abv ibu"));
  }

  @Test
  void identifiersAmongPassengers() {
    Inferred inferred = infer("titanic/titanic.csv.gz", "Survived");
    assertThat(inferred.spec().label()).isEqualTo(Label.binary("Survived"));
    assertThat(names(inferred, ColumnSpec::ignored))
        .isEqualTo(words("PassengerId Name Ticket Cabin"));
    assertThat(names(inferred, column -> column.type() == ColumnType.NUMERIC))
        .isEqualTo(words("Age Fare"));
  }

  @Test
  void amountsStayNumbers() {
    Inferred inferred = infer("uscensus/uscensus.csv.gz", "Income");
    assertThat(inferred.spec().label()).isEqualTo(Label.binary("Income"));
    assertThat(names(inferred, column -> column.type() == ColumnType.NUMERIC))
        .isEqualTo(words("Age Fnlwgt Capital-gain Capital-loss Hours-per-week"));
  }

  @Test
  void streamsAndWideTables() {
    Inferred market = infer("electricity/elec2.csv.gz", "class");
    assertThat(market.spec().label()).isEqualTo(Label.binary("class"));
    assertThat(names(market, column -> column.type() == ColumnType.NUMERIC))
        .isEqualTo(words("period nswprice nswdemand vicprice vicdemand transfer"));
    Inferred wide = infer("soilmoisture/soilmoisture.csv.gz", "soil_moisture");
    assertThat(names(wide, ColumnSpec::ignored)).isEqualTo(words("index datetime"));
    assertThat(names(wide, column -> column.time() != null))
        .isEqualTo(words("datetime_hour datetime_weekday"));
    assertThat(wide.spec().schema().columns()).hasSize(128);
    Inferred listings = infer("airbnb/raw.csv.gz", "Price");
    assertThat(names(listings, column -> column.type() == ColumnType.CATEGORICAL))
        .isEqualTo(words("LocationName Rating zipcode"));
    Inferred small = infer("adult_small/dirty.csv.gz", "income");
    assertThat(small.spec().label()).isEqualTo(Label.binary("income"));
    Inferred hospital = infer("hospital/dirty.csv.gz", "condition");
    assertThat(hospital.spec().label()).isEqualTo(Label.multiclass("condition", 32));
  }

  private static Inferred infer(String table, String label) {
    Optional<Path> file = SharedData.find(table);
    assumeThat(file).isPresent();
    Request request = new Request(table, label, null, List.of());
    Inferred inferred = (Inferred) PipelineInference.infer(SharedData.sample(file.get()), request);
    assertThat(Fixtures.valid(inferred.yaml())).isEqualTo(inferred.spec());
    return inferred;
  }

  private static List<String> names(Inferred inferred, Predicate<ColumnSpec> which) {
    return inferred.spec().columns().stream().filter(which).map(ColumnSpec::name).toList();
  }

  private static List<String> words(String text) {
    return Arrays.asList(text.split(" "));
  }
}
