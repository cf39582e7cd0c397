package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What everybody writes for "missing", in any case and with blanks around it. */
class SentinelsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?", "-", "--", ".", "NA", "na", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "NIL",
        "missing", "Missing", "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!",
        "\\N", "\\n", "  NA", "?  ", "\tnull "
      })
  void areMissingEverywhere(String text) {
    assertThat(Sentinels.isEverywhere(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0",
        "n",
        "no",
        "nah",
        "m",
        "missing one",
        "-1",
        "---",
        "..",
        "??",
        "#",
        "\\",
        "north",
        "\u212Aa",
        "\u00E9",
        "x null"
      })
  void areNot(String text) {
    assertThat(Sentinels.isEverywhere(text)).isFalse();
  }
}
