package io.diffluent.job.topology;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What docs/security.md tells people to type, read from the page, so that tests can do it. */
final class SecurityPage {

  private static final String COMMAND = "$acls ";
  private static final String ONLY_EXACTLY_ONCE = "# Only with delivery: exactly-once";

  private SecurityPage() {}

  /** The rights that its commands grant, for a pipeline of another name. */
  static List<AclBinding> rights(String pipeline, boolean exactlyOnce) throws IOException {
    List<AclBinding> rights = new ArrayList<>();
    for (String line : lines()) {
      if (line.startsWith(ONLY_EXACTLY_ONCE) && !exactlyOnce) {
        return rights;
      }
      if (line.startsWith(COMMAND)) {
        rights.addAll(granted(line.substring(COMMAND.length()).trim().split("\\s+"), pipeline));
      }
    }
    return rights;
  }

  private static List<AclBinding> granted(String[] words, String pipeline) {
    AclOperation operation = AclOperation.UNKNOWN;
    PatternType pattern = PatternType.LITERAL;
    List<ResourcePattern> resources = new ArrayList<>();
    for (int i = 0; i < words.length; i += 2) {
      String word = words[i + 1];
      switch (words[i]) {
        case "--operation" -> operation = AclOperation.fromString(word);
        case "--resource-pattern-type" ->
            pattern = PatternType.valueOf(word.toUpperCase(Locale.ROOT));
        default -> {
          String type = words[i].substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
          String name = word.equals("rides") ? pipeline + ".in" : word.replace("bike", pipeline);
          resources.add(new ResourcePattern(ResourceType.valueOf(type), name, PatternType.LITERAL));
        }
      }
    }
    List<AclBinding> rights = new ArrayList<>();
    for (ResourcePattern resource : resources) {
      rights.add(
          new AclBinding(
              new ResourcePattern(resource.resourceType(), resource.name(), pattern),
              new AccessControlEntry(SecuredBroker.USER, "*", operation, AclPermissionType.ALLOW)));
    }
    return rights;
  }

  /** Its example of a connection, with secrets in another folder. */
  static String connection(String bootstrap, Path secrets) throws IOException {
    List<String> lines = lines();
    int from = lines.indexOf("```yaml") + 1;
    int to = from + lines.subList(from, lines.size()).indexOf("```");
    return String.join("\n", lines.subList(from, to))
        .replace("kafka:9093", bootstrap)
        .replace("/run/secrets", secrets.toString());
  }

  private static List<String> lines() throws IOException {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("docs/security.md"))) {
      at = at.getParent();
    }
    return Files.readAllLines(at.resolve("docs/security.md"));
  }
}
