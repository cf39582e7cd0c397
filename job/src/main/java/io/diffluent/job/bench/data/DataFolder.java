package io.diffluent.job.bench.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder with the tables, compressed or not. */
public final class DataFolder {

  private final Path root;

  public DataFolder(Path root) {
    this.root = root;
  }

  /** The files of these names, of which none is missing. */
  public List<Path> files(List<String> names) {
    return names.stream().map(this::find).toList();
  }

  /** Why a part of a bench cannot be run, or empty. */
  public String problem(Dataset dataset, List<String> more) {
    List<String> names = new ArrayList<>(dataset.files());
    names.addAll(dataset.cleanFiles());
    names.addAll(more);
    List<String> missing = names.stream().filter(name -> find(name) == null).distinct().toList();
    return missing.isEmpty()
        ? ""
        : "not run: "
            + (missing.size() == 1 ? "file " : "files ")
            + String.join(", ", missing)
            + (missing.size() == 1 ? " is" : " are")
            + " missing, get "
            + (missing.size() == 1 ? "it" : "them")
            + " from "
            + dataset.from();
  }

  private Path find(String name) {
    for (String each : List.of(name, name.replaceAll("\\.gz$", ""))) {
      Path path = root.resolve(each);
      if (Files.isRegularFile(path)) {
        return path;
      }
    }
    return null;
  }
}
