package io.diffluent.job.chaos;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A broker in a process of its own: {@code DIRECTORY PORT}. It ends when it is killed. */
final class BrokerProcess {

  private BrokerProcess() {}

  public static void main(String[] args) throws InterruptedException {
    // One that was killed may register again only when its old session has expired.
    EmbeddedBroker broker =
        EmbeddedBroker.keeping(
            Path.of(args[0]),
            Integer.parseInt(args[1]),
            Map.of("broker.session.timeout.ms", "6000"));
    System.out.println("ready at " + broker.bootstrap());
    new CountDownLatch(1).await();
  }
}
