package io.diffluent.connectors.kafka;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Options whose values nobody may see.
 *
 * <p>Law: such a value is never an option's value here, only the name of where it is: {@code
 * ${file:PATH:KEY}} (a properties file) or {@code ${directory:PATH:FILE}} (a file of its own).
 * Kafka's clients read it where they are created, on every machine, so it is neither in a pipeline
 * file nor in a job graph, nor in anything that is made from them.
 */
final class Secrets {

  static final String PROVIDERS = "config.providers";

  private static final String FILE = "${file:";
  private static final String DIRECTORY = "${directory:";

  /** As Kafka's clients find them. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*?:[^}]*?}");

  private static final Pattern ENTRY =
      Pattern.compile("(\\w+)\\s*=\\s*(\"[^\"]*\"|'[^']*'|[^\\s;]*)");

  /** What a login module may be told in the open. */
  private static final Set<String> OPEN =
      Set.of(
          "username",
          "principal",
          "keyTab",
          "serviceName",
          "useKeyTab",
          "storeKey",
          "useTicketCache",
          "renewTicket",
          "refreshKrb5Config",
          "doNotPrompt",
          "debug");

  private static final String LOGIN = "sasl.jaas.config";

  private static final List<String> ENDINGS = List.of("password", "secret", "jaas.config");

  /** What Kafka itself hides when it prints an option. */
  private static final Set<String> HIDDEN =
      Stream.of(
              ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef())
          .flatMap(definition -> definition.configKeys().values().stream())
          .filter(key -> key.type() == ConfigDef.Type.PASSWORD)
          .map(key -> key.name)
          .collect(Collectors.toUnmodifiableSet());

  private Secrets() {}

  static boolean isSecret(String option) {
    String lower = option.toLowerCase(Locale.ROOT);
    return HIDDEN.contains(option) || ENDINGS.stream().anyMatch(lower::endsWith);
  }

  /** The secrets that are written out, in the order of their names. */
  static List<Problem> writtenOut(Map<String, String> options) {
    return options.keySet().stream()
        .sorted()
        .filter(Secrets::isSecret)
        .filter(option -> isWrittenOut(option, options.get(option)))
        .map(
            option ->
                new Problem(
                    "'" + option + "' holds a secret itself",
                    KafkaConnection.where(option),
                    "put it into a file that only the job can read, and write ${file:PATH:KEY} (a"
                        + " properties file) or ${directory:PATH:FILE}"))
        .toList();
  }

  private static boolean isWrittenOut(String option, String value) {
    String rest = PLACEHOLDER.matcher(value).replaceAll("");
    if (!option.endsWith(LOGIN)) {
      return !rest.isBlank();
    }
    Matcher entries = ENTRY.matcher(rest);
    while (entries.find()) {
      String text = entries.group(2).replaceAll("[\"']", "");
      if (!OPEN.contains(entries.group(1)) && !text.isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** Who reads the places that the options name, where the options do not say it themselves. */
  static void addProviders(Properties properties) {
    boolean named =
        properties.values().stream()
            .map(Object::toString)
            .anyMatch(value -> value.contains(FILE) || value.contains(DIRECTORY));
    if (named && !properties.containsKey(PROVIDERS)) {
      properties.setProperty(PROVIDERS, "file,directory");
      properties.setProperty(PROVIDERS + ".file.class", FileConfigProvider.class.getName());
      properties.setProperty(
          PROVIDERS + ".directory.class", DirectoryConfigProvider.class.getName());
    }
  }
}
