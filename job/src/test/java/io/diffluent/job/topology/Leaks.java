package io.diffluent.job.topology;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.InstantiationUtil;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.layout.PatternLayout;

/**
 * Everything that a person or a program gets to see of a job, gathered, so that it can be searched
 * for what nobody may see: logs and what is printed while this is open, the job graph, all that
 * Flink's REST interface answers, and what a test adds.
 */
final class Leaks implements AutoCloseable {

  private static final Pattern ID = Pattern.compile("\"(?:id|jid)\"\\s*:\\s*\"([^\"]+)\"");

  private static final List<String> OF_A_JOB =
      List.of(
          "",
          "/config",
          "/plan",
          "/exceptions",
          "/accumulators",
          "/checkpoints",
          "/checkpoints/config",
          "/metrics",
          "/jobmanager/config",
          "/jobmanager/environment",
          "/jobmanager/log-url",
          "/status",
          "/execution-result",
          "/jobresourcerequirements");

  private static final List<String> OF_A_VERTEX =
      List.of(
          "",
          "/accumulators",
          "/backpressure",
          "/metrics",
          "/taskmanagers",
          "/subtasktimes",
          "/subtasks/accumulators",
          "/subtasks/metrics",
          "/watermarks",
          "/jm-operator-metrics");

  private final Map<String, String> seen = new LinkedHashMap<>();
  private final StringBuffer log = new StringBuffer();
  private final HttpClient http = HttpClient.newHttpClient();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final LoggerConfig root;
  private final Level before;
  private final AbstractAppender appender;

  /** Everything that is logged from now on, of Kafka's clients and our code the details too. */
  Leaks() {
    PrintStream kept = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(kept);
    System.setErr(kept);
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    PatternLayout layout =
        PatternLayout.newBuilder().withPattern("%p %c %m%n%throwable{full}").build();
    appender =
        new AbstractAppender("leaks", null, layout, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            log.append(layout.toSerializable(event));
          }
        };
    appender.start();
    root = context.getConfiguration().getRootLogger();
    before = root.getLevel();
    root.addAppender(appender, null, null);
    root.setLevel(Level.INFO);
    for (String detailed : List.of("io.diffluent", "org.apache.kafka.common.security")) {
      LoggerConfig config = new LoggerConfig(detailed, Level.TRACE, true);
      context.getConfiguration().addLogger(detailed, config);
    }
    // Whoever listened before would write all of it to standard error.
    root.getAppenders().keySet().stream()
        .filter(n -> !n.equals("leaks"))
        .toList()
        .forEach(root::removeAppender);
    context.updateLoggers();
  }

  void add(String place, String text) {
    seen.merge(place, text, (old, more) -> old + "\n" + more);
  }

  /** The graph as it travels to a cluster. */
  void addGraph(JobGraph graph) throws IOException {
    add("job graph", text(InstantiationUtil.serializeObject(graph)));
    graph
        .getVertices()
        .forEach(vertex -> add("vertex", vertex.getName() + vertex.getConfiguration()));
    graph.getUserArtifacts().keySet().forEach(name -> add("artifacts", name));
  }

  /** All that the cluster at this address says about itself and about its jobs. */
  void addRest(URI address) throws IOException, InterruptedException {
    Deque<String> open = new ArrayDeque<>();
    open.addAll(
        List.of(
            "/overview",
            "/config",
            "/jobs",
            "/jobs/overview",
            "/jobmanager/config",
            "/jobmanager/environment",
            "/jobmanager/logs",
            "/jobmanager/log",
            "/jobmanager/stdout",
            "/jobmanager/metrics",
            "/taskmanagers",
            "/jars",
            "/datasets"));
    for (String job : ids(get(address, "/jobs"))) {
      OF_A_JOB.forEach(path -> open.add("/jobs/" + job + path));
      for (String vertex : vertices(get(address, "/jobs/" + job))) {
        OF_A_VERTEX.forEach(path -> open.add("/jobs/" + job + "/vertices/" + vertex + path));
      }
    }
    for (String worker : ids(get(address, "/taskmanagers"))) {
      for (String path : List.of("", "/logs", "/log", "/stdout", "/metrics", "/thread-dump")) {
        open.add("/taskmanagers/" + worker + path);
      }
    }
    while (!open.isEmpty()) {
      String path = open.remove();
      add("REST " + path, get(address, path));
    }
  }

  private String get(URI address, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static List<String> ids(String json) {
    List<String> ids = new ArrayList<>();
    Matcher matcher = ID.matcher(json);
    while (matcher.find()) {
      ids.add(matcher.group(1));
    }
    return ids;
  }

  private static List<String> vertices(String job) {
    int from = job.indexOf("\"vertices\"");
    return from < 0 ? List.of() : ids(job.substring(from)).stream().distinct().toList();
  }

  /** Where a text was seen. */
  Set<String> placesOf(String text) {
    Set<String> places = new TreeSet<>();
    seen.forEach(
        (place, content) -> {
          if (content.contains(text)) {
            places.add(place);
          }
        });
    if (log.indexOf(text) >= 0) {
      places.add("log");
    }
    if (printed.toString(StandardCharsets.UTF_8).contains(text)) {
      places.add("printed");
    }
    return places;
  }

  Set<String> places() {
    return seen.keySet();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    LoggerContext context = (LoggerContext) LogManager.getContext(false);
    root.setLevel(before);
    // The configuration that the file describes, with its own listeners.
    context.reconfigure();
    appender.stop();
  }
}
