package io.diffluent.core.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.cells.Cells;
import io.diffluent.core.cells.CellsCodec;
import io.diffluent.core.evaluate.Named;
import io.diffluent.core.evaluate.NamedCodec;
import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.evaluate.OutcomeCodec;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.PredictionCodec;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.learn.TelemetryCodec;
import io.diffluent.core.record.Envelope;
import io.diffluent.core.record.EnvelopeCodec;
import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.LabelEventCodec;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.RawEventCodec;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.RecordCodec;
import io.diffluent.core.record.RejectedCodec;
import io.diffluent.core.record.Row;
import io.diffluent.core.record.RowCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code read(write(x))} equals {@code x}, bit for bit. */
class CodecRoundTripTest {

  static Stream<Arguments> codecs() {
    return Stream.of(
        Arguments.of(RawEventCodec.INSTANCE, RawEvent.class),
        Arguments.of(EnvelopeCodec.INSTANCE, Envelope.class),
        Arguments.of(RowCodec.INSTANCE, Row.class),
        Arguments.of(RecordCodec.INSTANCE, Record.class),
        Arguments.of(LabelEventCodec.INSTANCE, LabelEvent.class),
        Arguments.of(RejectedCodec.INSTANCE, Parsed.Rejected.class),
        Arguments.of(CellsCodec.INSTANCE, Cells.class),
        Arguments.of(OutcomeCodec.INSTANCE, Outcome.class),
        Arguments.of(PredictionCodec.INSTANCE, Prediction.class),
        Arguments.of(TelemetryCodec.INSTANCE, Telemetry.class));
  }

  @ParameterizedTest
  @MethodSource("codecs")
  <T> void randomValuesSurvive(Codec<T> codec, Class<T> type) throws IOException {
    RandomValues values = new RandomValues(31);
    for (int i = 0; i < 300; i++) {
      survives(codec, values.next(type));
    }
  }

  @Test
  void randomListsOfNamesSurvive() throws IOException {
    RandomValues values = new RandomValues(32);
    for (int i = 0; i < 300; i++) {
      List<Named> named = new ArrayList<>();
      for (int n = i % 5; n > 0; n--) {
        named.add(values.next(Named.class));
      }
      survives(NamedCodec.INSTANCE, named);
    }
  }

  private static <T> void survives(Codec<T> codec, T value) throws IOException {
    byte[] bytes = bytes(codec, value);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    T read = codec.read(in);
    assertThat(in.available()).isZero();
    assertThat(RandomValues.describe(read)).isEqualTo(RandomValues.describe(value));
    assertThat(bytes(codec, read)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("codecs")
  <T> void everyTruncationIsAnIoException(Codec<T> codec, Class<T> type) throws IOException {
    byte[] bytes = bytes(codec, new RandomValues(33).next(type));
    for (int cut = 0; cut < bytes.length; cut++) {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, cut));
      assertThatThrownBy(() -> codec.read(in)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("codecs")
  <T> void damageIsAnIoExceptionOrAnotherValue(Codec<T> codec, Class<T> type) throws IOException {
    SeededRandom random = new SeededRandom(34);
    RandomValues values = new RandomValues(34);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = bytes(codec, values.next(type));
      // The sign of a length and its low bytes; lengths of gigabytes are another test's business.
      int at = random.nextInt(bytes.length);
      bytes[at] ^= (byte) (random.nextInt(2) == 0 ? 0x80 : 1 + random.nextInt(2));
      try {
        codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
      } catch (IOException e) {
        assertThat(e).isNotNull(); // refused
      }
    }
  }

  @Test
  void aLengthIsCheckedBeforeAnythingIsAllocated() throws IOException {
    for (int length : new int[] {-2, Fields.MOST + 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      new DataOutputStream(bytes).writeInt(length);
      for (int kind = 0; kind < 6; kind++) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        int chosen = kind;
        assertThatThrownBy(() -> read(in, chosen))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("length of " + length);
      }
    }
  }

  private static Object read(DataInputStream in, int kind) throws IOException {
    return switch (kind) {
      case 0 -> Fields.readText(in);
      case 1 -> Fields.readBytes(in);
      case 2 -> Fields.readInts(in);
      case 3 -> Fields.readFloats(in);
      case 4 -> Fields.readDoubles(in);
      default -> Fields.readTexts(in);
    };
  }

  private static <T> byte[] bytes(Codec<T> codec, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.write(value, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
