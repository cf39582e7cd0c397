package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The schema and the documentation are what the catalogue says. To write them anew: {@code mvn test
 * -Dtest=GeneratedFilesTest -Ddiffluent.regenerate=true}.
 */
class GeneratedFilesTest {

  @Test
  void theSchemaIsUpToDate() throws IOException {
    check("job/src/main/resources/pipeline.schema.json", SchemaDocument.text());
  }

  @Test
  void theDocumentationIsUpToDate() throws IOException {
    check("docs/configuration.md", ConfigurationPage.text());
  }

  private static void check(String file, String expected) throws IOException {
    Path path = project().resolve(file);
    if (Boolean.getBoolean("diffluent.regenerate")) {
      Files.writeString(path, expected);
    }
    assertThat(path).as("run with -Ddiffluent.regenerate=true").hasContent(expected);
  }

  private static Path project() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("pom.xml")) && Files.isDirectory(at.resolve("docs"))) {
        return at;
      }
    }
    throw new IllegalStateException("no folder above has both pom.xml and docs");
  }
}
