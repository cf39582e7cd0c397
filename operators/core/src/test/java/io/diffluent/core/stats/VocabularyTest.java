package io.diffluent.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.record.Column;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

  private static final Column COLUMN = Column.categorical("city", 3);

  private final Vocabulary vocabulary = new Vocabulary(COLUMN, 5);

  private void observe(String... values) {
    for (String value : values) {
      vocabulary.observe(value);
    }
  }

  @Test
  void aValueGetsAPositionWhenItComesBack() {
    observe("Lisbon");
    assertThat(vocabulary.find("Lisbon").position()).isEqualTo(Vocabulary.UNKNOWN);
    observe("Madrid", "Madrid", "Lisbon");
    assertThat(vocabulary.find("Madrid").position()).isZero();
    assertThat(vocabulary.find("Lisbon").position()).isOne();
    assertThat(vocabulary.valueAt(0)).isEqualTo("Madrid");
    assertThat(vocabulary.valueAt(2)).isNull();
    assertThat(vocabulary.known()).isEqualTo(2);
  }

  @Test
  void valuesBeyondTheSizeShareThePositions() {
    observe("a", "a", "b", "b", "c", "c", "d", "d", "e", "e");
    assertThat(vocabulary.known()).isEqualTo(3);
    assertThat(vocabulary.find("d").position()).isBetween(0, 2);
    assertThat(vocabulary.find("e").position()).isBetween(0, 2);
  }

  @Test
  void whenTheTableIsFullValuesSeenOnceMakeRoom() {
    observe("a", "a", "b", "c", "d", "e", "f");
    assertThat(vocabulary.find("b")).isNull();
    assertThat(vocabulary.find("a").count()).isEqualTo(2);
    assertThat(vocabulary.find("f").count()).isOne();
    assertThat(vocabulary.total()).isEqualTo(7);
  }

  @Test
  void whenOnlyFrequentValuesAreLeftNewOnesAreNotKept() {
    observe("a", "a", "b", "b", "c", "c", "d", "d", "e", "e", "f", "f", "f");
    assertThat(vocabulary.entries()).hasSize(5);
    assertThat(vocabulary.find("f")).isNull();
  }

  /** Five values of 256 characters each on average: a longer one needs the room of several. */
  @Test
  void longValuesTakeTheRoomOfSeveral() throws IOException {
    String four = "x".repeat(4 * Vocabulary.CHARACTERS);
    observe("a", "a", four, "b", "c");
    assertThat(vocabulary.find(four)).isNotNull();
    observe("y" + four.substring(1));
    assertThat(vocabulary.find(four)).isNull(); // seen once
    observe("y" + four.substring(1), four, four);
    assertThat(vocabulary.find(four)).isNull();
    Vocabulary restored = new Vocabulary(COLUMN, 5);
    restored.read(new DataInputStream(new ByteArrayInputStream(bytes(vocabulary))));
    restored.observe(four);
    assertThat(restored.find(four)).isNull();
    restored.observe("d");
    assertThat(restored.find("d")).isNotNull();
  }

  @Test
  void memoryIsBoundedWhateverComes() throws IOException {
    for (int i = 0; i < 10_000; i++) {
      observe("v" + i % 977, "w" + i);
    }
    assertThat(vocabulary.entries().size()).isLessThanOrEqualTo(5);
    assertThat(bytes(vocabulary).length).isLessThan(300);
  }

  @Test
  void aCodeIsNeverUsedForAnotherValue() {
    observe("a", "b");
    int code = vocabulary.find("b").code();
    observe("a", "c", "d", "e", "f", "b");
    assertThat(vocabulary.findCode(code)).isNull();
    assertThat(vocabulary.find("b").code()).isNotEqualTo(code);
  }

  @Test
  void aCodeIsFoundFromTheSecondTimeOn() {
    observe("a");
    int code = vocabulary.find("a").code();
    assertThat(vocabulary.findCode(code)).isNull();
    observe("a");
    assertThat(vocabulary.findCode(code)).isSameAs(vocabulary.find("a"));
  }

  @Test
  void theModeIsTheMostFrequentTheOlderAmongEquals() {
    assertThat(vocabulary.mode()).isNull();
    observe("a", "b", "b");
    assertThat(vocabulary.mode().value()).isEqualTo("b");
    observe("a");
    assertThat(vocabulary.mode().value()).isEqualTo("b");
    observe("a");
    assertThat(vocabulary.mode().value()).isEqualTo("a");
  }

  @Test
  void aRestoredVocabularyContinuesWithTheSameBits() throws IOException {
    String[] values = {"a", "b", "c", "d", "e", "f", "g", "a", "", "h", "a", "i", "j", "k", "a"};
    for (int cut = 0; cut <= values.length; cut++) {
      Vocabulary whole = new Vocabulary(COLUMN, 5);
      for (int i = 0; i < cut; i++) {
        whole.observe(values[i]);
      }
      Vocabulary restored = new Vocabulary(COLUMN, 5);
      restored.read(new DataInputStream(new ByteArrayInputStream(bytes(whole))));
      for (int i = cut; i < values.length; i++) {
        whole.observe(values[i]);
        restored.observe(values[i]);
        assertThat(bytes(restored)).as("cut at %d, value %d", cut, i).isEqualTo(bytes(whole));
      }
    }
  }

  @Test
  void whatWasMadeASentinelIsTheModeNoMore() throws IOException {
    observe("unknown", "unknown", "unknown", "b", "c", "c");
    Column later = new Column("city", COLUMN.type(), COLUMN.size(), List.of("unknown"));
    Vocabulary restored = new Vocabulary(later, 5);
    restored.read(new DataInputStream(new ByteArrayInputStream(bytes(vocabulary))));
    assertThat(restored.mode().value()).isEqualTo("c");
    for (int i = 0; i < 4; i++) {
      vocabulary.observe("unknown");
    }
    assertThat(Similarity.nearestFrequent(vocabulary, "unknwon").value()).isEqualTo("unknown");
    Vocabulary frequent = new Vocabulary(later, 5);
    frequent.read(new DataInputStream(new ByteArrayInputStream(bytes(vocabulary))));
    assertThat(Similarity.nearestFrequent(frequent, "unknwon")).isNull();
    restored.observe("b");
    restored.observe("b");
    assertThat(restored.mode().value()).isEqualTo("b");
    Column all = new Column("city", COLUMN.type(), COLUMN.size(), List.of("unknown", "b", "c"));
    Vocabulary nothing = new Vocabulary(all, 5);
    nothing.read(new DataInputStream(new ByteArrayInputStream(bytes(vocabulary))));
    assertThat(nothing.mode()).isNull();
  }

  @Test
  void moreThanTheBoundIsRefused() throws IOException {
    observe("a", "a", "b", "b", "c", "c", "d", "d", "e", "e");
    byte[] bytes = bytes(vocabulary);
    Vocabulary small = new Vocabulary(COLUMN, 3);
    assertThatThrownBy(() -> small.read(new DataInputStream(new ByteArrayInputStream(bytes))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("categories");
  }

  private static byte[] bytes(Vocabulary vocabulary) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    vocabulary.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
