package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.job.RunningBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What either delivery promises, kept while TaskManagers are lost. */
class DeliveryTest {

  private static final Delivery DELIVERY = new Delivery(10_000, 4, 1);

  @RegisterExtension static final RunningBroker BROKER = RunningBroker.with(Map.of());

  @TempDir Path folder;

  @Test
  void byDefaultNothingIsLostAndWhatComesAgainIsEqual() throws Exception {
    Delivery.Outcome outcome = DELIVERY.run(BROKER.get().bootstrap(), "default", false, folder);
    assertThat(outcome.findings().sound()).as(outcome.toString()).isTrue();
    assertThat(outcome.restarts()).isGreaterThanOrEqualTo(DELIVERY.kills());
  }

  @Test
  void exactlyOnceIsNeitherLostNorSeenTwice() throws Exception {
    Delivery.Outcome outcome = DELIVERY.run(BROKER.get().bootstrap(), "once", true, folder);
    assertThat(outcome.findings().exact()).as(outcome.toString()).isTrue();
    assertThat(outcome.restarts()).isGreaterThanOrEqualTo(DELIVERY.kills());
  }
}
