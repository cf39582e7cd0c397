package io.diffluent.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.core.record.Origin;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What leaves must be taken by the broker, and must not deceive who reads it. */
class KafkaRecordsTest {

  private static ProducerRecord<byte[], byte[]> deadLetter(long timestamp, String detail) {
    RawEvent event =
        new RawEvent(new Origin("rides", 0, 41), timestamp, 0, null, new byte[] {1}, List.of());
    return KafkaRecords.deadLetter(
        "dead", new Parsed.Rejected(event, RejectReason.LABEL_LATE, detail));
  }

  @Test
  void aTimeIsCarriedOverUnlessItIsNoneOrStillToCome() {
    assertThat(deadLetter(1_700_000_000_000L, "").timestamp()).isEqualTo(1_700_000_000_000L);
    assertThat(deadLetter(-1, "").timestamp()).isNull();
    assertThat(deadLetter(Long.MAX_VALUE, "").timestamp())
        .isLessThanOrEqualTo(System.currentTimeMillis());
  }

  @Test
  void whatIsWrongIsOneShortLineWhateverIsQuotedInIt() {
    ProducerRecord<byte[], byte[]> record =
        deadLetter(1, "event a\u001b[2J\nINFO all is well" + "!".repeat(4096));
    String error =
        new String(record.headers().lastHeader(KafkaRecords.ERROR).value(), StandardCharsets.UTF_8);
    assertThat(error).startsWith("event a [2J INFO all is well!").endsWith("!...").hasSize(200);
  }
}
