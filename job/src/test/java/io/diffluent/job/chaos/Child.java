package io.diffluent.job.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of the bench, on this process's class path. What it prints goes to a file.
 *
 * @param name for people
 * @param log what it printed
 */
record Child(String name, Process process, Path log) implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(30);

  /** What the parent POM opens ({@code jvm.opens}), and DJL without a network. */
  private static final List<String> FLAGS =
      List.of(
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.net=ALL-UNNAMED",
          "--add-opens=java.base/java.io=ALL-UNNAMED",
          "--add-opens=java.base/java.nio=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
          "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED",
          "--add-opens=java.base/java.text=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "-Dai.djl.offline=true",
          "-DOPT_OUT_TRACKING=true",
          "-Dlog4j2.configurationFile=classpath:chaos-log4j2.properties",
          "-XX:+ExitOnOutOfMemoryError");

  /** Starts a main class; its log is appended to what a child of this name left. */
  static Child start(
      Path folder, String name, List<String> flags, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    Path log = folder.resolve(name + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new Child(name, process, log);
    } catch (IOException e) {
      throw new UncheckedIOException("process " + name + " does not start", e);
    }
  }

  /**
   * Nothing, while it lives.
   *
   * @throws IllegalStateException naming the log when it has ended
   */
  void check() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "process " + name + " ended with " + process.exitValue() + "; see " + log);
    }
  }

  /** As {@code kill -9}: no hook, no flush, no farewell. Returns when it is gone. */
  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + name + " cannot be killed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while killing " + name, e);
    }
  }

  /** Sends it a signal, such as STOP or CONT. */
  void signal(String signal) {
    call("kill", "-" + signal, Long.toString(process.pid()));
  }

  /** Lets it collect its garbage, classes too; returns when that is done. */
  void collectGarbage() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    call(jcmd, Long.toString(process.pid()), "GC.run");
  }

  private void call(String... command) {
    try {
      int code =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " for " + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while calling for " + name, e);
    }
  }

  /** Resident memory in kilobytes, as the kernel counts it; 0 when it has ended. */
  long residentKilobytes() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException ended) {
      return 0;
    }
  }

  @Override
  public void close() {
    kill();
  }
}
