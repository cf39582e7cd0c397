package io.diffluent.connectors.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
      assertThat(rows.next()).containsExactly("\0\u0001", "", "\uFFFD");
      assertThat(rows.next()).containsExactly("qr", "s", "t");
      assertThat(rows.next()).containsExactly("8", "open", null);
      assertThat(rows.next()).isNull();
      assertThat(rows.next()).isNull();
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
    Files.write(path, java.util.Arrays.copyOf(whole, whole.length / 2));
    try (CsvRows rows = CsvRows.open(path)) {
      assertThatThrownBy(
              () -> {
                while (rows.next() != null) {
                  assertThat(rows.line()).isPositive();
                }
              })
          .isInstanceOf(InputException.class)
          .hasMessageContaining("cannot be read");
    }
  }
}
