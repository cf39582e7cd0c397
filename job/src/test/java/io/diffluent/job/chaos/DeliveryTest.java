package io.diffluent.job.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What either delivery promises, kept while TaskManagers are lost. */
class DeliveryTest {

  private static final Delivery DELIVERY = new Delivery(10_000, 4, 1);

  private static EmbeddedBroker broker;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
  }

  @AfterAll
  static void stop() {
    assertThat(broker.fault()).isNull();
    broker.close();
  }

  @Test
  void byDefaultNothingIsLostAndWhatComesAgainIsEqual() throws Exception {
    Delivery.Outcome outcome = DELIVERY.run(broker.bootstrap(), "default", false, folder);
    assertThat(outcome.findings().sound()).as(outcome.toString()).isTrue();
    assertThat(outcome.restarts()).isGreaterThanOrEqualTo(DELIVERY.kills());
  }

  @Test
  void exactlyOnceIsNeitherLostNorSeenTwice() throws Exception {
    Delivery.Outcome outcome = DELIVERY.run(broker.bootstrap(), "once", true, folder);
    assertThat(outcome.findings().exact()).as(outcome.toString()).isTrue();
    assertThat(outcome.restarts()).isGreaterThanOrEqualTo(DELIVERY.kills());
  }
}
