package io.diffluent.job.topology;

import static org.awaitility.Awaitility.await;

import io.diffluent.connectors.embedded.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/**
 * A broker whose clients have to say who they are and may do what they were granted, nothing else;
 * and what a pipeline file says to be let in.
 *
 * <p>Its internal listener asks nobody: whoever comes there administers.
 *
 * @param options of {@code kafka.options}; secrets are in a file that they name
 */
record SecuredBroker(EmbeddedBroker broker, Map<String, String> options) implements AutoCloseable {

  static final String USER = "User:diffluent";

  /** Name and password, in the clear on the loopback. */
  static SecuredBroker withPasswords(Path folder, String password) throws IOException {
    Map<String, String> settings = new HashMap<>();
    settings.put("listener.security.protocol.map", protocols("SASL_PLAINTEXT"));
    settings.put("listener.name.clients.sasl.enabled.mechanisms", "PLAIN");
    settings.put(
        "listener.name.clients.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_diffluent=\""
            + password
            + "\";");
    settings.put("authorizer.class.name", StandardAuthorizer.class.getName());
    settings.put("super.users", "User:ANONYMOUS");
    return new SecuredBroker(EmbeddedBroker.start(settings), passwordOptions(folder, password));
  }

  static Map<String, String> passwordOptions(Path folder, String password) throws IOException {
    Path file = Files.writeString(folder.resolve("kafka.properties"), "password=" + password);
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"diffluent\""
            + " password=\"${file:"
            + file
            + ":password}\";");
  }

  static String protocols(String clients) {
    return "CONTROLLER:PLAINTEXT,INTERNAL:PLAINTEXT,CLIENTS:" + clients;
  }

  /** The line of a pipeline file. */
  static String line(String bootstrap, String more, Map<String, String> options) {
    StringBuilder line = new StringBuilder("kafka: {createTopics: false, bootstrap: \"");
    line.append(bootstrap).append('"').append(more.isEmpty() ? "" : ", " + more);
    line.append(", options: {");
    new TreeMap<>(options)
        .forEach((name, value) -> line.append(name).append(": '").append(value).append("', "));
    return line.append("}}").toString();
  }

  String line(String more) {
    return line(broker.bootstrap(), more, options);
  }

  /** Grants, and waits until the broker knows. */
  void grant(List<AclBinding> rights) throws Exception {
    try (Admin admin = admin()) {
      admin.createAcls(rights).all().get();
      for (AclBinding right : rights) {
        await().until(() -> !admin.describeAcls(right.toFilter()).values().get().isEmpty());
      }
    }
  }

  /** Takes back, and waits until the broker knows. */
  void revoke(AclBinding right) throws Exception {
    try (Admin admin = admin()) {
      admin.deleteAcls(List.of(right.toFilter())).all().get();
      await().until(() -> admin.describeAcls(right.toFilter()).values().get().isEmpty());
    }
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.internal()));
  }

  @Override
  public void close() {
    broker.close();
  }
}
