package io.diffluent.job.cli;

import io.diffluent.job.chart.Fonts;
import io.diffluent.job.pipeline.PipelineFile;
import io.diffluent.job.pipeline.PipelineResult;
import io.diffluent.job.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  /** The folder with a bench's tables. */
  static void checkFolder(Path data) {
    if (!Files.isDirectory(data)) {
      throw new Failure(
          Exit.INVALID, data + ": there is no such folder. Name the folder with the tables.");
    }
  }

  /** A page of charts: somewhere to write, and letters to write with. */
  static void checkPage(Path html) {
    checkWritable(html, "page");
    if (!Fonts.problem().isEmpty()) {
      throw new Failure(Exit.INVALID, Fonts.problem());
    }
  }

  /** Fails if an output is a file that the same command reads, or another of its outputs. */
  static void checkDistinct(List<Path> inputs, Path... outputs) {
    List<Path> taken = new ArrayList<>(inputs);
    for (Path output : outputs) {
      if (output == null) {
        continue;
      }
      for (Path other : taken) {
        if (isSame(output, other)) {
          throw new Failure(
              Exit.INVALID,
              output + ": this command also uses this file as " + other + ". Name another path.");
        }
      }
      taken.add(output);
    }
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.exists(one) && Files.exists(other)
          ? Files.isSameFile(one, other)
          : one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    } catch (IOException e) {
      return false;
    }
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
