package io.diffluent.flink.operators;

import static org.assertj.core.api.Assertions.assertThat;

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
  void anEarlyLabelKeepsTheTimeItWasGiven() throws IOException {
    LabelState.Early read =
        (LabelState.Early) LabelState.read(new LabelState.Early(99, LABEL).write());
    assertThat(read.time()).isEqualTo(99);
    assertThat(read.label().text()).isEqualTo("12.5");
  }

  @Test
  void inVersionOneItWasThatOfItsEvent() throws IOException {
    byte[] first =
        StateBytes.write(
            LabelState.KIND,
            1,
            out -> {
              out.writeByte(1);
              LabelEventCodec.INSTANCE.write(LABEL, out);
            });
    LabelState.Early read = (LabelState.Early) LabelState.read(first);
    assertThat(read.time()).isEqualTo(1_234);
    assertThat(read.label().id()).isEqualTo("rides-0-7");
  }
}
