package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.job.RunningBroker;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link DeliveryTest} at length: 200,000 events, 20 lost TaskManagers, five seeds. */
class DeliveryChaos {

  private static final int EVENTS = Integer.getInteger("chaos.events", 200_000);
  private static final int KILLS = Integer.getInteger("chaos.kills", 20);
  private static final int SEEDS = Integer.getInteger("chaos.seeds", 5);

  @RegisterExtension static final RunningBroker BROKER = RunningBroker.with(Map.of());

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void byDefaultNothingIsLostAndWhatComesAgainIsEqual(long seed) throws Exception {
    Findings findings = run("default", seed, false);
    assertThat(findings.sound()).as(findings.toString()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void exactlyOnceIsNeitherLostNorSeenTwice(long seed) throws Exception {
    Findings findings = run("once", seed, true);
    assertThat(findings.exact()).as(findings.toString()).isTrue();
  }

  private Findings run(String name, long seed, boolean once) throws Exception {
    long begin = System.nanoTime();
    Delivery.Outcome outcome =
        new Delivery(EVENTS, KILLS, seed)
            .run(BROKER.get().bootstrap(), name + "-" + seed, once, folder);
    System.out.printf(
        Locale.ROOT,
        "delivery %s, seed %d, %d kills, %.0f s: %s%n",
        name,
        seed,
        KILLS,
        (System.nanoTime() - begin) / 1e9,
        outcome);
    assertThat(outcome.restarts()).isGreaterThanOrEqualTo(KILLS);
    return outcome.findings();
  }
}
