package io.diffluent.job.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Texts and outcomes that several tests need. */
final class Fixtures {

  private Fixtures() {}

  static String resource(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PipelineSpec valid(String yaml) {
    PipelineResult result = PipelineFile.parse(yaml, "p.yaml");
    if (result instanceof PipelineResult.Invalid invalid) {
      throw new AssertionError(invalid.problems() + "\n" + yaml);
    }
    return ((PipelineResult.Valid) result).spec();
  }

  static List<Problem> problems(String yaml) {
    return PipelineFile.parse(yaml, "p.yaml") instanceof PipelineResult.Invalid invalid
        ? invalid.problems()
        : List.of();
  }
}
