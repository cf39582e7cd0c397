package io.diffluent.job.cli;

import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every command does with the paths it is given. */
final class Paths {

  private Paths() {}

  /** Reads a pipeline file, or fails with all its problems. */
  static PipelineSpec pipeline(Path path) {
    PipelineResult result = PipelineFile.read(path);
    if (result instanceof PipelineResult.Valid valid) {
      return valid.spec();
    }
    throw new Failure(Exit.INVALID, ((PipelineResult.Invalid) result).problems());
  }

  /** Fails now, not after a long run, if a file cannot be written. */
  static void checkWritable(Path path, String what) {
    Path parent = path.toAbsolutePath().getParent();
    String problem = null;
    if (Files.isDirectory(path)) {
      problem = "it is a directory";
    } else if (parent == null || !Files.isDirectory(parent)) {
      problem = "the directory " + parent + " does not exist";
    } else if (!Files.isWritable(Files.exists(path) ? path : parent)) {
      problem = "no permission to write there";
    }
    if (problem != null) {
      throw new Failure(
          Exit.INVALID,
          path + ": the " + what + " cannot be written: " + problem + ". Name another path.");
    }
  }
}
