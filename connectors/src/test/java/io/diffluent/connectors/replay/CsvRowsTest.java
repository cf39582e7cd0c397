package io.diffluent.connectors.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

  @TempDir Path folder;

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void raggedRowsAndStrangeBytesAreData() throws Exception {
    byte[] text =
        "a,b,\n1,\"x,\"\"y\",3,4,5\n\n7\n\0\u0001,\"\",\u00ff\n\"q\"r,s,t\n8,\"open"
            .getBytes(StandardCharsets.ISO_8859_1);
    Path path = Files.write(folder.resolve("odd.csv"), text);
    try (CsvRows rows = CsvRows.open(path)) {
      assertThat(rows.header()).containsExactly("a", "b", "column3");
      assertThat(rows.next()).containsExactly("1", "x,\"y", "3");
      assertThat(rows.surplusCells()).isEqualTo(2);
      assertThat(rows.next()).containsExactly("7", null, null);
      assertThat(rows.next()).containsExactly("\0\u0001", "", "\u00ff");
      assertThat(rows.isCleanText()).isFalse();
      assertThat(rows.next()).containsExactly("qr", "s", "t");
      assertThat(rows.next()).containsExactly("8", "open", null);
      assertThat(rows.next()).isNull();
      assertThat(rows.next()).isNull();
    }
  }

  @Test
  void aQuoteThatNothingClosesTakesNothingWithIt() throws Exception {
    String text = "a,b,c\n1,\"two\nlines\",3\r\n\n4,\"x, y\",\"5\n6,7,8\n\n9,\"10,11\n12,13,14\n";
    try (CsvRows rows = CsvRows.open(file("quote.csv", text))) {
      assertThat(rows.next()).containsExactly("1", "two\nlines", "3");
      assertThat(rows.next()).containsExactly("4", "x, y", "5");
      assertThat(rows.next()).containsExactly("6", "7", "8");
      assertThat(rows.next()).containsExactly("9", "10", "11");
      assertThat(rows.next()).containsExactly("12", "13", "14");
      assertThat(rows.next()).isNull();
      assertThat(rows.line()).isEqualTo(9);
    }
    // Farther than a row may go, and by way of quotes that are characters.
    String far = "a,b\n1,\"open\n" + "2,5\" pipe\n".repeat(5000) + "3,\"end\"\n";
    try (CsvRows rows = CsvRows.open(file("far.csv", far))) {
      assertThat(rows.next()).containsExactly("1", "open");
      for (int i = 0; i < 5000; i++) {
        assertThat(rows.next()).containsExactly("2", "5\" pipe");
        assertThat(rows.line()).isEqualTo(3 + i);
      }
      assertThat(rows.next()).containsExactly("3", "end");
      assertThat(rows.next()).isNull();
    }
    try (CsvRows rows = CsvRows.open(file("only.csv", "a,b\n1,2\n\"\n3,4\n\"\"\n"))) {
      assertThat(rows.next()).containsExactly("1", "2");
      assertThat(rows.next()).containsExactly("3", "4");
      assertThat(rows.next()).containsExactly("", null);
      assertThat(rows.next()).isNull();
    }
    try (CsvRows rows = CsvRows.open(file("names.csv", "a,\"b\n1,2\n"))) {
      assertThat(rows.header()).containsExactly("a", "b");
      assertThat(rows.next()).containsExactly("1", "2");
    }
  }

  @Test
  void bytesThatAreNoUtf8AreWestern() throws Exception {
    String row = "K\u00f6ln,\u00a3 5,\u20ac 6,\u4e2d";
    byte[] mixed = ("city,pounds,euros,x\n" + row + "\n").getBytes(StandardCharsets.UTF_8);
    try (CsvRows rows = CsvRows.open(Files.write(folder.resolve("utf8.csv"), mixed))) {
      assertThat(rows.next()).containsExactly("K\u00f6ln", "\u00a3 5", "\u20ac 6", "\u4e2d");
      assertThat(rows.isCleanText()).isTrue();
    }
    // A long run of them, so that they lie across every buffer; the last sequence is cut off.
    byte[] western = ("a\n" + "\u00e9\u0080x".repeat(60_000)).getBytes("ISO-8859-1");
    byte[] cut = Arrays.copyOf(western, western.length + 1);
    cut[western.length] = (byte) 0xE2;
    try (CsvRows rows = CsvRows.open(Files.write(folder.resolve("western.csv"), cut))) {
      assertThat(rows.next()).containsExactly("\u00e9\u20acx".repeat(60_000) + "\u00e2");
      assertThat(rows.isCleanText()).isFalse();
    }
  }

  @Test
  void utf16IsRecognisedByItsMark() throws Exception {
    for (String charset : new String[] {"UTF-16LE", "UTF-16BE"}) {
      byte[] text = "\uFEFFa;\u4e2d\r\n1;2\r\n".getBytes(charset);
      try (CsvRows rows = CsvRows.open(Files.write(folder.resolve("wide.csv"), text))) {
        assertThat(rows.header()).containsExactly("a", "\u4e2d");
        assertThat(rows.next()).containsExactly("1", "2");
        assertThat(rows.isCleanText()).isTrue();
      }
    }
  }

  /** A character of two units at the end of what is looked at for the delimiter, and around it. */
  @ParameterizedTest
  @ValueSource(ints = {65_533, 65_534, 65_535, 65_536, 65_537, 131_071})
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aCharacterOfTwoUnitsMayStandAnywhere(int at) throws Exception {
    String begin = "a,y\n1,2\n";
    String cell = "x".repeat(at - begin.length()) + "\uD83D\uDE00\uD83D\uDE00";
    String text = begin + cell + ",1\n3,4\n";
    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16)) {
      Path path = Files.write(folder.resolve("pair.csv"), text.getBytes(charset));
      try (CsvRows rows = CsvRows.open(path)) {
        assertThat(rows.next()).containsExactly("1", "2");
        assertThat(rows.next()).containsExactly(cell, "1");
        assertThat(rows.next()).containsExactly("3", "4");
        assertThat(rows.next()).isNull();
      }
    }
  }

  @Test
  void gzipByItsBytesAndAByteOrderMark() throws Exception {
    Path path = folder.resolve("zipped.csv");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write("\uFEFF\"a\",b\r\n1,2\r\n".getBytes(StandardCharsets.UTF_8));
    }
    try (CsvRows rows = CsvRows.open(path)) {
      assertThat(rows.header()).containsExactly("a", "b");
      assertThat(rows.next()).containsExactly("1", "2");
    }
    Path plain = file("plain.csv.gz", "a\n1\n");
    try (CsvRows rows = CsvRows.open(plain)) {
      assertThat(rows.next()).containsExactly("1");
    }
  }

  @Test
  void theDelimiterMayBeStatedOrStandAmongNamesWithCommas() throws Exception {
    try (CsvRows rows = CsvRows.open(file("stated.csv", "sep=;\r\na,x;b\r\n1;2\r\n"))) {
      assertThat(rows.header()).containsExactly("a,x", "b");
      assertThat(rows.next()).containsExactly("1", "2");
      assertThat(rows.line()).isEqualTo(3);
    }
    String names = "income, annual\tage, years\trent, monthly, net\n1\t2\t3\n";
    try (CsvRows rows = CsvRows.open(file("names.tsv", names))) {
      assertThat(rows.header())
          .containsExactly("income, annual", "age, years", "rent, monthly, net");
      assertThat(rows.next()).containsExactly("1", "2", "3");
    }
  }

  @Test
  void theLineOfNamesTellsTheDelimiter() throws Exception {
    for (String delimiter : new String[] {",", ";", "\t", "|"}) {
      String text = "\uFEFFa;b,c;d\n1;2,5;\"x;y\"\n";
      String names = "a#\"b,;|\tc\"#d\n1#2.5#\"x#y\"\n".replace("#", delimiter);
      try (CsvRows rows = CsvRows.open(file("some.csv", names))) {
        assertThat(rows.header()).containsExactly("a", "b,;|\tc", "d");
        assertThat(rows.next()).containsExactly("1", "2.5", "x" + delimiter + "y");
      }
      try (CsvRows rows = CsvRows.open(file("semicolon.csv", text))) {
        assertThat(rows.header()).containsExactly("a", "b,c", "d");
        assertThat(rows.next()).containsExactly("1", "2,5", "x;y");
      }
    }
    try (CsvRows rows = CsvRows.open(file("one.csv", "only\n1;2\n"))) {
      assertThat(rows.next()).containsExactly("1;2");
    }
    try (CsvRows rows = CsvRows.open(file("tie.csv", "a;b,c\n1;2,3\n"))) {
      assertThat(rows.next()).containsExactly("1;2", "3");
    }
  }

  @Test
  void errorsSayWhichFileWhereAndWhatToDo() throws Exception {
    assertThatThrownBy(() -> CsvRows.open(folder.resolve("no.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no.csv: there is no such file. Name a CSV file");
    assertThatThrownBy(() -> CsvRows.open(folder)).hasMessageContaining("not a file");
    Path empty = file("empty.csv", "");
    assertThatThrownBy(() -> CsvRows.open(empty)).hasMessageContaining("the file is empty");
    Path header = file("header.csv", "a,b\n");
    assertThatThrownBy(() -> CsvRows.open(header))
        .hasMessageContaining("header.csv line 1: there is a header but no row. Add rows");
    Path twice = file("twice.csv", "a,b, a\n1,2,3\n");
    assertThatThrownBy(() -> CsvRows.open(twice))
        .hasMessageContaining("twice.csv line 1: two columns are called 'a'");
    for (String json :
        new String[] {"{\"a\": 1, \"b\": 2}\n", "[\n{\"a\": 1}\n]\n", "[{\"a\":1}]"}) {
      assertThatThrownBy(() -> CsvRows.open(file("events.json", json)))
          .hasMessageContaining("events.json line 1: this is JSON. Write it as CSV");
    }
    assertThatThrownBy(() -> CsvRows.open(file("quote.csv", "sep=\"\na\"b\n1\"2\n")))
        .hasMessageContaining("quote.csv line 1: 'sep=' states no delimiter");
    Path archive = file("book.xlsx", "PK\u0003\u0004\u0014\n\u001b[31m\n");
    assertThatThrownBy(() -> CsvRows.open(archive))
        .hasMessageContaining("control characters among the column names")
        .hasMessageNotContaining("\u0003");
  }

  @Test
  void aTruncatedArchiveIsAnError() throws Exception {
    Path path = folder.resolve("cut.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 100_000; i++) {
        out.write((random.nextLong() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] whole = Files.readAllBytes(path);
    assertUnreadable(path, Arrays.copyOf(whole, whole.length / 2));
    assertUnreadable(path, Arrays.copyOf(whole, whole.length - 4));
  }

  /** Archives behind each other are one; what is broken behind the first is no end. */
  @Test
  void aBrokenSecondArchiveIsAnError() throws Exception {
    Path path = folder.resolve("two.csv.gz");
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    for (String part : new String[] {"a\n1\n", "2\n"}) {
      try (OutputStream out = new GZIPOutputStream(both)) {
        out.write(part.getBytes(StandardCharsets.UTF_8));
      }
      if (part.startsWith("a")) {
        Files.write(folder.resolve("first"), both.toByteArray());
      }
    }
    byte[] whole = both.toByteArray();
    try (CsvRows rows = CsvRows.open(Files.write(path, whole))) {
      assertThat(rows.next()).containsExactly("1");
      assertThat(rows.next()).containsExactly("2");
      assertThat(rows.next()).isNull();
    }
    int second = (int) Files.size(folder.resolve("first"));
    byte[] broken = whole.clone();
    broken[second] = 0;
    assertUnreadable(path, broken);
    assertUnreadable(path, Arrays.copyOf(whole, second + 5));
  }

  private static void assertUnreadable(Path path, byte[] bytes) throws IOException {
    Files.write(path, bytes);
    assertThatThrownBy(
            () -> {
              try (CsvRows rows = CsvRows.open(path)) {
                while (rows.next() != null) {
                  assertThat(rows.line()).isPositive();
                }
              }
            })
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be read")
        .hasMessageNotContaining("null");
  }
}
