package io.diffluent.job.pipeline;

import io.diffluent.job.pipeline.YamlNode.Mark;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads pipeline files. Never throws for what a file contains; reports every problem at once. */
public final class PipelineFile {

  private PipelineFile() {}

  /** Reads a file with the standard catalogues. */
  public static PipelineResult read(Path path) {
    return read(path, Catalogues.standard());
  }

  /** Reads a file. */
  public static PipelineResult read(Path path, Catalogues catalogues) {
    Problems problems = new Problems(path.toString());
    try {
      if (Files.isDirectory(path)) {
        problems.add("this is a directory", "name a pipeline file");
      } else if (!Files.exists(path)) {
        problems.add("there is no such file", "create one with 'diffluent init'");
      } else {
        try (InputStream in = Files.newInputStream(path)) {
          // Bounded even where the size is unknown beforehand, such as a pipe.
          byte[] bytes = in.readNBytes(YamlTree.MOST_CHARACTERS + 1);
          if (bytes.length > YamlTree.MOST_CHARACTERS) {
            return tooLarge(problems);
          }
          String text =
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
          return parse(text, path.toString(), catalogues);
        }
      }
    } catch (CharacterCodingException e) {
      problems.add("the file is not UTF-8 text", "save it as UTF-8");
    } catch (IOException e) {
      problems.add("the file cannot be read: " + e.getMessage(), "check its permissions");
    }
    return new PipelineResult.Invalid(problems.inOrder());
  }

  /** Reads a text with the standard catalogues; the name is only used in messages. */
  public static PipelineResult parse(String yaml, String name) {
    return parse(yaml, name, Catalogues.standard());
  }

  /** Reads a text; the name is only used in messages. */
  public static PipelineResult parse(String yaml, String name, Catalogues catalogues) {
    Problems problems = new Problems(name);
    if (yaml.length() > YamlTree.MOST_CHARACTERS) {
      return tooLarge(problems);
    }
    Optional<YamlNode> tree = YamlTree.parse(yaml, problems);
    if (tree.isEmpty()) {
      return new PipelineResult.Invalid(problems.inOrder());
    }
    Settings root =
        new SettingsReader(problems, catalogues)
            .read(Sections.ROOT, "", "", new Mark(1, 1), tree.get());
    new SpecChecks(problems, catalogues).check(root);
    return problems.isEmpty()
        ? new PipelineResult.Valid(SpecMapping.spec(root, catalogues))
        : new PipelineResult.Invalid(problems.inOrder());
  }

  private static PipelineResult tooLarge(Problems problems) {
    problems.add("the file is larger than 1 MiB", "a pipeline file has about 40 lines");
    return new PipelineResult.Invalid(problems.inOrder());
  }
}
