package io.diffluent.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SeededRandomTest {

  /** Reference values of SplitMix64 for the seed 1234567. */
  @Test
  void isSplitMix64() {
    SeededRandom random = new SeededRandom(1234567);
    assertThat(random.nextLong()).isEqualTo(6457827717110365317L);
    assertThat(random.nextLong()).isEqualTo(3203168211198807973L);
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
  }

  @Test
  void itsStateCanBeWrittenAtAnyTime() throws IOException {
    SeededRandom random = new SeededRandom(5);
    random.nextDouble();
    byte[] bytes = StateBytes.write("random", 1, random::write);
    StateBytes.read(
        "random",
        1,
        bytes,
        (in, version) -> assertThat(SeededRandom.read(in).nextLong()).isEqualTo(random.nextLong()));
  }

  @Test
  void numbersLieWithinTheirBoundsAndAreSpreadEvenly() {
    SeededRandom random = new SeededRandom(5);
    int[] counts = new int[10];
    for (int i = 0; i < 10_000; i++) {
      counts[random.nextInt(10)]++;
      assertThat(random.nextDouble()).isBetween(0.0, Math.nextDown(1.0));
    }
    for (int count : counts) {
      assertThat(count).isBetween(850, 1150);
    }
  }

  @Test
  void derivedSeedsDifferByPurpose() {
    assertThat(SeededRandom.derive(1, "model")).isEqualTo(SeededRandom.derive(1, "model"));
    assertThat(SeededRandom.derive(1, "model")).isNotEqualTo(SeededRandom.derive(1, "replay"));
    assertThat(SeededRandom.derive(1, "model")).isNotEqualTo(SeededRandom.derive(2, "model"));
  }
}
