package io.diffluent.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A broker for all tests of a class; it must not have had a fault when they end. */
public final class RunningBroker implements BeforeAllCallback, AfterAllCallback {

  private final Map<String, String> settings;
  private EmbeddedBroker broker;

  private RunningBroker(Map<String, String> settings) {
    this.settings = settings;
  }

  public static RunningBroker with(Map<String, String> settings) {
    return new RunningBroker(settings);
  }

  public EmbeddedBroker get() {
    return broker;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    broker = EmbeddedBroker.start(settings);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    String fault = broker.fault();
    broker.close();
    assertThat(fault).as("fault in the broker").isNull();
  }
}
