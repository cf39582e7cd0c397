package io.diffluent.job.pipeline;

import io.diffluent.job.pipeline.YamlNode.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, up to a bound: nobody reads the hundred and first. */
final class Problems {

  private static final int MOST = 100;

  private final String file;
  private final List<Problem> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(Mark at, String path, String what, String remedy) {
    if (found.size() < MOST) {
      found.add(new Problem(new Problem.Where(file, at.line(), at.column(), path), what, remedy));
    }
  }

  void add(String what, String remedy) {
    add(Mark.NOWHERE, "", what, remedy);
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<Problem> inOrder() {
    return found.stream()
        .sorted(
            Comparator.comparingInt((Problem problem) -> problem.where().line())
                .thenComparingInt(problem -> problem.where().column()))
        .toList();
  }
}
