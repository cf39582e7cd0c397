package io.diffluent.job.chaos;

import io.diffluent.job.chaos.ClusterSettings.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * A broker, a JobManager and TaskManagers, each a process of its own on this one's class path.
 *
 * <p>Everything is on Flink's own class path, DJL and its natives too, as in a real deployment.
 * Logs are left in {@code target/chaos/NAME}; data and processes are not, however a scenario ends.
 */
final class Supervisor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String BROKER = "broker";
  private static final String JOB_MANAGER = "jobmanager";

  private final Path logs;
  private final Path data;
  private final Ports ports;
  private final Rest rest;
  private final Map<String, Child> children = new LinkedHashMap<>();
  private final Thread hook = new Thread(this::killAll);
  private int taskManagers;

  private Supervisor(String name) throws IOException {
    logs = emptied(Path.of("target", "chaos", name).toAbsolutePath());
    data = Files.createTempDirectory("diffluent-chaos-");
    Files.createDirectories(checkpoints());
    ports = new Ports(freePort(), freePort(), freePort());
    rest = new Rest(URI.create("http://127.0.0.1:" + ports.rest()));
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Starts everything; returns when the TaskManagers are registered. */
  static Supervisor start(String name, int taskManagers) {
    Supervisor supervisor = null;
    boolean up = false;
    try {
      supervisor = new Supervisor(name);
      supervisor.startBroker();
      supervisor.startCluster(taskManagers);
      up = true;
      return supervisor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (supervisor != null && !up) {
        supervisor.close();
      }
    }
  }

  String bootstrap() {
    return "127.0.0.1:" + ports.broker();
  }

  Rest rest() {
    return rest;
  }

  /** Where jobs keep their checkpoints. */
  Path checkpoints() {
    return data.resolve("checkpoints");
  }

  Child broker() {
    return child(BROKER);
  }

  /** Starts the broker on the data and the port that it always has; returns when it answers. */
  void startBroker() {
    start(
        BROKER,
        List.of("-Xmx512m"),
        BrokerProcess.class,
        List.of(data.resolve("broker").toString(), Integer.toString(ports.broker())));
    awaitBroker();
  }

  /** Waits until the broker answers. */
  void awaitBroker() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
      waiting("the broker").until(() -> !admin.describeCluster().nodes().get().isEmpty());
    }
  }

  /** Kills a child; from now on it is nobody's business that it is gone. */
  void kill(Child child) {
    children.remove(child.name());
    child.kill();
  }

  /** Starts one more TaskManager; returns before it is registered. */
  Child startTaskManager() {
    String id = "taskmanager-" + ++taskManagers;
    return start(
        id,
        ClusterSettings.TASK_MANAGER_FLAGS,
        TaskManagerRunner.class,
        List.of("--configDir", data.resolve("conf").toString(), "-Dtaskmanager.resource-id=" + id));
  }

  /** Waits until all TaskManagers that live are registered. */
  void awaitTaskManagers() {
    waiting("TaskManagers")
        .until(() -> rest.taskManagers().containsAll(liveTaskManagers().map(Child::name).toList()));
  }

  /** The TaskManager that runs the only job. */
  Child busy() {
    return waiting("a TaskManager at work")
        .until(
            () -> {
              List<String> busy = rest.busyTaskManagers();
              return busy.size() == 1 ? children.get(busy.get(0)) : null;
            },
            child -> child != null);
  }

  /** Lets all TaskManagers collect their garbage, so that what is left is what they hold. */
  void collectGarbage() {
    liveTaskManagers().forEach(Child::collectGarbage);
  }

  /** Resident memory of all TaskManagers together, in kilobytes. */
  long residentKilobytes() {
    return liveTaskManagers().mapToLong(Child::residentKilobytes).sum();
  }

  /**
   * The job's status, while it has not ended and all processes live.
   *
   * @throws IllegalStateException saying which has, and where its log is
   */
  JobStatus check(JobClient job) throws ExecutionException, InterruptedException {
    children.values().forEach(Child::check);
    JobStatus status = job.getJobStatus().get();
    if (status.isGloballyTerminalState()) {
      throw new IllegalStateException("the job is " + status + "; see " + child(JOB_MANAGER).log());
    }
    return status;
  }

  /** Where the logs are, for the message of a failure. */
  Path logs() {
    return logs;
  }

  private void startCluster(int count) throws IOException {
    Path conf = Files.createDirectories(data.resolve("conf"));
    ClusterSettings.write(conf.resolve("config.yaml"), ports, data.resolve("tmp"));
    start(
        JOB_MANAGER,
        ClusterSettings.JOB_MANAGER_FLAGS,
        StandaloneSessionClusterEntrypoint.class,
        List.of("--configDir", conf.toString()));
    for (int i = 0; i < count; i++) {
      startTaskManager();
    }
    awaitTaskManagers();
  }

  private Child start(String name, List<String> flags, Class<?> main, List<String> arguments) {
    Child child = Child.start(logs, name, flags, main.getName(), arguments);
    children.put(name, child);
    return child;
  }

  private Child child(String name) {
    Child child = children.get(name);
    if (child == null) {
      throw new IllegalStateException("no process " + name + " is meant to run");
    }
    return child;
  }

  private Stream<Child> liveTaskManagers() {
    return children.values().stream().filter(child -> child.name().startsWith("taskmanager"));
  }

  /** Waits for processes: in vain once one of them has ended. */
  private ConditionFactory waiting(String what) {
    return Awaitility.await(what)
        .atMost(PATIENCE)
        .pollInSameThread()
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptionsMatching(
            notYet -> notYet instanceof IOException || notYet instanceof ExecutionException)
        .failFast("a process ended; see " + logs, () -> children.values().forEach(Child::check));
  }

  private void killAll() {
    children.values().forEach(child -> child.process().destroyForcibly());
  }

  @Override
  public void close() {
    children.values().forEach(Child::close);
    Runtime.getRuntime().removeShutdownHook(hook);
    try {
      delete(data);
    } catch (IOException e) {
      throw new UncheckedIOException("left behind: " + data, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private static Path emptied(Path folder) throws IOException {
    if (Files.exists(folder)) {
      delete(folder);
    }
    return Files.createDirectories(folder);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
