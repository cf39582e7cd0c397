package io.diffluent.job.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineSchemaTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
          .getSchema(Fixtures.resource("pipeline.schema.json"));

  @ParameterizedTest
  @ValueSource(strings = {"bike", "minimal", "empty-sections", "everything"})
  void acceptsTheExamples(String name) throws IOException {
    assertThat(validate(Fixtures.resource("pipelines/" + name + ".yaml"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bike", "minimal", "everything"})
  void acceptsWhatIsWritten(String name) throws IOException {
    PipelineSpec spec = Fixtures.valid(Fixtures.resource("pipelines/" + name + ".yaml"));
    assertThat(validate(PipelineYaml.write(spec, PipelineYaml.Comments.NONE))).isEmpty();
  }

  @Test
  void rejectsAMisspeltKey() throws IOException {
    String yaml = Fixtures.resource("pipelines/bike.yaml").replace("detectors:", "detecters:");
    assertThat(validate(yaml)).singleElement().asString().contains("detecters");
  }

  @Test
  void rejectsAValueOutOfRange() throws IOException {
    String yaml = Fixtures.resource("pipelines/bike.yaml").replace("replay: 4", "replay: 40");
    assertThat(validate(yaml)).isNotEmpty();
  }

  private static Set<ValidationMessage> validate(String yaml) throws IOException {
    JsonNode document = new ObjectMapper(new YAMLFactory()).readTree(yaml);
    return SCHEMA.validate(document);
  }
}
