package io.diffluent.job.pipeline;

import io.diffluent.connectors.wire.NumberNotation.Decimal;
import io.diffluent.connectors.wire.NumberText;
import io.diffluent.connectors.wire.PrintableText;
import io.diffluent.connectors.wire.Text;
import io.diffluent.core.record.ColumnType;
import io.diffluent.core.record.Label;
import io.diffluent.core.record.Task;
import io.diffluent.job.pipeline.ColumnRules.Decision;
import io.diffluent.job.pipeline.YamlNode.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a first pipeline file from a sample of the data, dirty as it is: types, categories,
 * sentinels, the label's task, and what should be left out, each with its reason as a comment.
 */
public final class PipelineInference {

  /** Rows that are looked at; more do not change the picture. */
  public static final int MOST_ROWS = 100_000;

  /** From this share of unreadable cells on somebody should look at the column. */
  private static final double UNREADABLE = 0.15;

  private PipelineInference() {}

  /**
   * The sample: rows as text, in the order of the header; a short row ends with empty cells.
   *
   * @param header field names
   * @param rows read once, at most {@link #MOST_ROWS}
   */
  public record Sample(List<String> header, Iterator<String[]> rows) {}

  /**
   * What the user said.
   *
   * @param source name of the sampled file, for messages and default names
   * @param label the field to predict
   * @param task null to infer it
   * @param exclude fields to leave out
   */
  public record Request(String source, String label, Task task, List<String> exclude) {
    public Request {
      label = label.strip(); // as names in a header are
      exclude = List.copyOf(exclude);
    }
  }

  /** The outcome. */
  public sealed interface Result {}

  /**
   * A pipeline.
   *
   * @param spec what was found
   * @param yaml the same as a commented file; reading it gives the spec
   * @param notes what a person should look at, one line each
   * @param rows that were looked at
   */
  public record Inferred(PipelineSpec spec, String yaml, List<String> notes, int rows)
      implements Result {
    public Inferred {
      notes = List.copyOf(notes);
    }
  }

  /** The request does not fit the sample. */
  public record Refused(List<Problem> problems) implements Result {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /** Infers a pipeline. */
  public static Result infer(Sample sample, Request request) {
    Problems problems = new Problems(request.source());
    List<String> header = sample.header();
    check(header, request, problems);
    if (!problems.isEmpty()) {
      return new Refused(problems.inOrder());
    }
    List<ColumnProfile> profiles = profiles(sample, request.label());
    ColumnProfile label = profiles.get(header.indexOf(request.label()));
    if (label.classes().size() < 2) {
      problems.add(
          "the label '"
              + label.name
              + "' has fewer than two different values in the sample: "
              + (label.present == 0 ? "no row has one" : label.present + " rows have one"),
          (label.present > 0 && label.present < label.cells.length
                  ? "an empty cell is no label: if it stands for a class, write a word for it; else "
                  : "")
              + "choose another label, or a sample with more rows");
      return new Refused(problems.inOrder());
    }
    Label as = LabelRules.label(label, request.task());
    List<String> notes = new ArrayList<>(LabelRules.notes(label, as.task()));
    if (isMangled(profiles)) {
      notes.add(
          "Warning: some letters of the file are lost (U+FFFD); write it anew from its source, as"
              + " UTF-8.");
    }
    Map<String, String> comments = new HashMap<>();
    List<ColumnSpec> columns = columns(profiles, label, as, request, comments, notes);
    if (columns.stream().allMatch(ColumnSpec::ignored)) {
      if (columns.isEmpty()) {
        problems.add("there is no column but the label", "add columns to learn from");
      } else {
        problems.add(
            "no column is left to learn from: " + reasons(columns, comments),
            "exclude fewer columns, or use more rows");
      }
      return new Refused(problems.inOrder());
    }
    LabelText text = LabelRules.text(label, as.task());
    PipelineSpec spec = spec(request.source(), as, text, columns);
    String head =
        "Written by diffluent init from "
            + request.source()
            + " ("
            + label.cells.length
            + " rows). Check the comments, then: diffluent validate.";
    List<String> lines = new ArrayList<>(List.of(head));
    lines.addAll(notes);
    String none = ColumnRules.sentinels(label, text.sentinels());
    String about = ColumnRules.join(aboutLabel(label, as), none);
    String yaml = PipelineYaml.write(spec, new PipelineYaml.Comments(lines, about, comments));
    return new Inferred(spec, yaml, notes, label.cells.length);
  }

  /** Why columns are left out, of the first few. */
  private static String reasons(List<ColumnSpec> columns, Map<String, String> comments) {
    String few =
        columns.stream()
            .limit(5)
            .map(column -> column.name() + " (" + comments.get(column.name()) + ")")
            .collect(Collectors.joining(", "));
    return columns.size() > 5 ? few + ", and " + (columns.size() - 5) + " more" : few;
  }

  /** Whether the sign that stands for a lost letter is in a name or a cell. */
  private static boolean isMangled(List<ColumnProfile> profiles) {
    return profiles.stream()
        .anyMatch(
            profile ->
                profile.name.indexOf('\uFFFD') >= 0
                    || profile.counts.keySet().stream().anyMatch(t -> t.indexOf('\uFFFD') >= 0));
  }

  private static void check(List<String> header, Request request, Problems problems) {
    List<String> words = List.of(header.get(0).split("\\s+"));
    if (header.size() == 1 && words.size() > 1 && words.contains(request.label())) {
      problems.add(
          "the first line is one column, '" + PrintableText.of(header.get(0)) + "'",
          "separate columns by commas, semicolons, tabs or bars: blanks do not");
      return;
    }
    Set<String> names = new HashSet<>();
    HeaderLimits.check(header, problems::add);
    for (String name : header) {
      if (!names.add(name)) {
        problems.add("the column '" + name + "' is there twice", "rename one of them");
      }
    }
    if (!names.contains(request.label())) {
      problems.add(
          "there is no label column '" + request.label() + "'",
          Suggestion.remedy(request.label(), header, "the columns are"));
    }
    if (!Options.LABEL_COLUMN.validator.validate(request.label())) {
      problems.add("a label column needs a name of 1 to 128 characters", "rename it");
    }
    for (String name : request.exclude()) {
      if (!names.contains(name)) {
        problems.add(
            "there is no column '" + name + "' to exclude",
            Suggestion.remedy(name, header, "the columns are"));
      }
    }
    long numbers = header.stream().filter(name -> NumberText.canonical(name) != null).count();
    if (!problems.isEmpty() && 2 * numbers > header.size()) {
      problems.add(
          "most names in the first line are numbers",
          "if that line is a row already, put one with the names above it");
    }
  }

  private static List<ColumnProfile> profiles(Sample sample, String label) {
    int width = sample.header().size();
    List<String[]> rows = new ArrayList<>();
    while (sample.rows().hasNext() && rows.size() < MOST_ROWS) {
      rows.add(sample.rows().next());
    }
    List<ColumnProfile> profiles = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      String[] cells = new String[rows.size()];
      for (int r = 0; r < cells.length; r++) {
        String[] row = rows.get(r);
        cells[r] = c < row.length && row[c] != null ? Text.cell(row[c]) : null;
      }
      String name = sample.header().get(c);
      profiles.add(
          name.equals(label) ? ColumnProfile.ofLabel(name, cells) : new ColumnProfile(name, cells));
    }
    return hasDecimalCommas(profiles)
        ? profiles.stream().map(ColumnProfile::amongDecimalCommas).toList()
        : profiles;
  }

  /** Whether fractions are behind a comma wherever that is sure. */
  private static boolean hasDecimalCommas(List<ColumnProfile> profiles) {
    return profiles.stream().anyMatch(profile -> profile.notation.decimal() == Decimal.COMMA)
        && profiles.stream().noneMatch(ColumnProfile::hasDecimalPoints);
  }

  private static List<ColumnSpec> columns(
      List<ColumnProfile> profiles,
      ColumnProfile label,
      Label as,
      Request request,
      Map<String, String> comments,
      List<String> notes) {
    Map<String, ColumnProfile> inputs = new LinkedHashMap<>();
    Map<ColumnProfile, Decision> decisions = new LinkedHashMap<>();
    for (ColumnProfile profile : profiles) {
      // A column without a name, usually a saved row number, cannot be a field of an event.
      if (profile == label || profile.name.isBlank()) {
        continue;
      }
      Decision decision =
          request.exclude().contains(profile.name)
              ? ColumnRules.ignored(profile.name, "excluded on request")
              : ColumnRules.decide(profile, inputs.values());
      if (!decision.column().ignored()) {
        inputs.put(profile.name, profile);
      }
      if (decision.column().type() == ColumnType.NUMERIC && profile.unreadable() >= UNREADABLE) {
        notes.add(unreadable(profile));
      }
      if (decision.column().type() == ColumnType.NUMERIC) {
        Stream.of(profile.bareNumbers(), LonelyZeros.note(profile))
            .filter(text -> !text.isEmpty())
            .forEach(text -> notes.add("Warning: " + profile.name + ": " + text));
      }
      String leak = leak(profile, decision, label, as);
      if (!leak.isEmpty()) {
        notes.add("Warning: " + profile.name + ": " + leak + "; ignore it, or it leaks.");
      }
      boolean isWarned = !leak.isEmpty() && !decision.isTime();
      decisions.put(profile, isWarned ? decision.warning(leak) : decision);
    }
    List<ColumnSpec> columns = new ArrayList<>();
    List<String> names = profiles.stream().map(profile -> profile.name).toList();
    TimeRules times = new TimeRules(inputs.values(), names, notes);
    decisions.forEach(
        (profile, decision) -> {
          List<Decision> all =
              decision.isTime() ? times.decide(profile, decision) : List.of(decision);
          all.forEach(one -> columns.add(one.column()));
          all.forEach(one -> comments.put(one.column().name(), one.comment()));
        });
    LabelPair pair =
        as.task() == Task.REGRESSION ? LabelPair.of(List.copyOf(inputs.values()), label) : null;
    if (pair != null) {
      notes.add(
          "Warning: " + pair + " is the label in " + pair.where() + "; ignore both, or it leaks.");
      String note = "warning: " + pair + " is the label";
      for (String name : List.of(pair.first(), pair.second())) {
        comments.merge(name, note, (old, more) -> ColumnRules.join(more, old));
      }
    }
    return columns;
  }

  private static String unreadable(ColumnProfile profile) {
    return "Warning: "
        + profile.name
        + ": "
        + ColumnRules.percent(profile.unreadable())
        + " of its cells are no numbers as the others are, such as '"
        + PrintableText.of(profile.commonestUnreadable())
        + "'; they are taken for errors. Write all of them alike, or name their notation.";
  }

  /** Why what is taken of a column looks like the label in disguise; empty when it does not. */
  private static String leak(
      ColumnProfile profile, Decision decision, ColumnProfile label, Label as) {
    if (decision.isTime()) {
      return LabelRules.leakByBeingThere(profile, label, as);
    }
    return decision.column().ignored() ? "" : LabelRules.leak(profile, label, as);
  }

  private static String aboutLabel(ColumnProfile label, Label as) {
    if (as.task() == Task.REGRESSION) {
      return label.unreadable() < 0.001
          ? ""
          : ColumnRules.percent(label.unreadable()) + " are not numbers: scored, not learned";
    }
    int values = label.classes().size();
    return as.task() == Task.BINARY && values > 2
        ? values + " values, the first two are the classes"
        : as.task() == Task.MULTICLASS ? values + " values in the sample" : "";
  }

  private static PipelineSpec spec(
      String source, Label label, LabelText text, List<ColumnSpec> columns) {
    String base = source.substring(source.replace('\\', '/').lastIndexOf('/') + 1);
    String stem = base.contains(".") ? base.substring(0, base.indexOf('.')) : base;
    String topic = stem.replaceAll("[^a-zA-Z0-9_-]+", "-");
    String safe = topic.isEmpty() ? "pipeline" : topic.substring(0, Math.min(100, topic.length()));
    Settings root = new Settings(Sections.ROOT, "", "", Mark.NOWHERE);
    root.set(Options.PIPELINE, safe.toLowerCase(Locale.ROOT));
    Settings first = new Settings(Sections.SOURCES, "", "", Mark.NOWHERE);
    first.set(Options.SOURCE_TOPIC, safe);
    root.add(first);
    Settings target = new Settings(Sections.LABEL, "", "", Mark.NOWHERE);
    target.set(Options.LABEL_COLUMN, label.column());
    target.set(Options.LABEL_TASK, PipelineSpec.word(label.task()));
    if (label.task() == Task.MULTICLASS) {
      target.set(Options.LABEL_CLASSES, label.classes());
    }
    root.add(target);
    PipelineSpec defaults = SpecMapping.spec(root, Catalogues.standard());
    return new PipelineSpec(
        defaults.pipeline(),
        defaults.label(),
        text,
        defaults.lateLabels(),
        defaults.sources(),
        null,
        null,
        defaults.kafka(),
        columns,
        defaults.clean(),
        defaults.select(),
        defaults.steps(),
        defaults.model(),
        defaults.learn(),
        defaults.checkpoint());
  }
}
