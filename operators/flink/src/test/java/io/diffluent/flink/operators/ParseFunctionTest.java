package io.diffluent.flink.operators;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Arrival;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parser;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.Record;
import io.diffluent.core.record.RejectReason;
import io.diffluent.core.record.RejectedCodec;
import io.diffluent.flink.Examples;
import io.diffluent.flink.types.CodecType;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every event leaves once: as a record, or rejected with the bytes it came with. */
class ParseFunctionTest {

  private static final OutputTag<Parsed.Rejected> REJECTED =
      new OutputTag<>("rejected", new CodecType<>(Parsed.Rejected.class, RejectedCodec.INSTANCE));

  /** Takes events of one byte for the record of that offset. */
  private static final Parser ONE_BYTE =
      event ->
          event.value().length == 1
              ? new Parsed.Accepted(Examples.record(event.value()[0], 1))
              : new Parsed.Rejected(event, RejectReason.NOT_JSON, "not one byte");

  private static RawEvent event(long offset, byte... value) {
    return new RawEvent(new Origin("garden", 0, offset), 0, 0, new byte[] {9}, value, List.of());
  }

  private OneInputStreamOperatorTestHarness<RawEvent, Arrival> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new ParseFunction(ONE_BYTE, REJECTED)));
    harness.setup(Examples.ARRIVAL.createSerializer(new SerializerConfigImpl()));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void badEventTakesTheSideOutputAndTheNextOneIsParsed() throws Exception {
    RawEvent bad = event(1, (byte) 3, (byte) 4);
    harness.processElement(event(0, (byte) 7), 0);
    harness.processElement(bad, 0);
    harness.processElement(event(2, (byte) 8), 0);
    assertThat(harness.extractOutputValues())
        .extracting(record -> ((Record) record).envelope().origin().offset())
        .containsExactly(7L, 8L);
    assertThat(harness.getSideOutput(REJECTED))
        .singleElement()
        .satisfies(
            rejected -> {
              assertThat(rejected.getValue().event()).isSameAs(bad);
              assertThat(rejected.getValue().reason()).isEqualTo(RejectReason.NOT_JSON);
            });
  }
}
