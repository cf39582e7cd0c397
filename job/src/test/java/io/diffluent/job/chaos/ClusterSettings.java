package io.diffluent.job.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Flink's configuration of the bench's clusters: small, and quick to notice that a process is gone.
 * A TaskManager has one slot; without Flink's scripts its memory must be given part by part.
 */
final class ClusterSettings {

  static final List<String> JOB_MANAGER_FLAGS = List.of("-Xmx512m");
  static final List<String> TASK_MANAGER_FLAGS =
      List.of("-Xms640m", "-Xmx640m", "-XX:MaxDirectMemorySize=256m");

  private static final String CONFIG =
      """
      jobmanager.rpc.address: 127.0.0.1
      jobmanager.rpc.port: %d
      jobmanager.bind-host: 127.0.0.1
      rest.address: 127.0.0.1
      rest.bind-address: 127.0.0.1
      rest.port: %d
      rest.bind-port: %d
      taskmanager.host: 127.0.0.1
      taskmanager.bind-host: 127.0.0.1
      taskmanager.numberOfTaskSlots: 1
      taskmanager.cpu.cores: 1.0
      taskmanager.memory.framework.heap.size: 128m
      taskmanager.memory.task.heap.size: 512m
      taskmanager.memory.framework.off-heap.size: 64m
      taskmanager.memory.task.off-heap.size: 64m
      taskmanager.memory.network.min: 64m
      taskmanager.memory.network.max: 64m
      taskmanager.memory.managed.size: 16m
      taskmanager.memory.jvm-metaspace.size: 256m
      taskmanager.memory.jvm-overhead.min: 192m
      taskmanager.memory.jvm-overhead.max: 192m
      heartbeat.interval: 1 s
      heartbeat.timeout: 6 s
      heartbeat.rpc-failure-threshold: 2
      metrics.fetcher.update-interval: 500 ms
      io.tmp.dirs: %s
      """;

  private ClusterSettings() {}

  /** Ports that are fixed before anything starts. */
  record Ports(int broker, int rest, int rpc) {}

  static void write(Path file, Ports ports, Path temporary) throws IOException {
    Files.writeString(
        file,
        CONFIG.formatted(
            ports.rpc(), ports.rest(), ports.rest(), Files.createDirectories(temporary)));
  }
}
