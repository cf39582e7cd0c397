package io.diffluent.flink.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.record.LabelEvent;
import io.diffluent.core.record.LabelEventCodec;
import io.diffluent.core.record.Origin;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.state.StateBytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelStateTest {

  private static final RawEvent EVENT =
      new RawEvent(new Origin("labels", 0, 7), 1_234, 0, null, new byte[] {1}, List.of());
  private static final LabelEvent LABEL = new LabelEvent("m", "rides-0-7", "12.5", EVENT);

  @Test
  void earlyLabelsKeepTheirOrderAndTheTimesTheyWereGiven() throws IOException {
    LabelState.Early written =
        new LabelState.Early(List.of(new LabelState.Timed(99, LABEL)))
            .with(new LabelState.Timed(98, new LabelEvent("m", "rides-0-7", "13", EVENT)));
    LabelState.Early read = (LabelState.Early) LabelState.read(written.write());
    assertThat(read.labels()).extracting(LabelState.Timed::time).containsExactly(99L, 98L);
    assertThat(read.labels())
        .extracting(label -> label.label().text())
        .containsExactly("12.5", "13");
  }

  @Test
  void inVersionTwoOneWaited() throws IOException {
    LabelState.Early read = early(2);
    assertThat(read.labels()).extracting(LabelState.Timed::time).containsExactly(99L);
    assertThat(read.labels().get(0).label().text()).isEqualTo("12.5");
  }

  @Test
  void inVersionOneItsTimeWasThatOfItsEvent() throws IOException {
    LabelState.Early read = early(1);
    assertThat(read.labels()).extracting(LabelState.Timed::time).containsExactly(1_234L);
    assertThat(read.labels().get(0).label().id()).isEqualTo("rides-0-7");
  }

  @Test
  void moreThanMayWaitAreRefused() {
    byte[] none =
        StateBytes.write(
            LabelState.KIND,
            LabelState.VERSION,
            out -> {
              out.writeByte(1);
              out.writeByte(LabelState.Early.MOST + 1);
            });
    assertThatThrownBy(() -> LabelState.read(none)).hasMessageContaining("9 labels of one event");
  }

  private static LabelState.Early early(int version) throws IOException {
    byte[] bytes =
        StateBytes.write(
            LabelState.KIND,
            version,
            out -> {
              out.writeByte(1);
              if (version > 1) {
                out.writeLong(99);
              }
              LabelEventCodec.INSTANCE.write(LABEL, out);
            });
    return (LabelState.Early) LabelState.read(bytes);
  }
}
