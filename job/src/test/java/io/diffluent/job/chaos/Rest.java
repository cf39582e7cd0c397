package io.diffluent.job.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a JobManager says about itself over HTTP.
 *
 * @param address of the JobManager
 */
record Rest(URI address) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /**
   * The answer to a path.
   *
   * @throws IOException when there is none, or a refusal
   */
  JsonNode get(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER).build();
    try {
      HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(path + ": " + response.statusCode() + " " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + path, e);
    }
  }

  /** Ids of the TaskManagers that are registered. */
  List<String> taskManagers() throws IOException {
    return taskManagers(false);
  }

  /** Ids of those that run something. */
  List<String> busyTaskManagers() throws IOException {
    return taskManagers(true);
  }

  private List<String> taskManagers(boolean busyOnly) throws IOException {
    List<String> ids = new ArrayList<>();
    for (JsonNode one : get("/taskmanagers").get("taskmanagers")) {
      if (!busyOnly || one.get("freeSlots").asInt() < one.get("slotsNumber").asInt()) {
        ids.add(one.get("id").asText());
      }
    }
    return ids;
  }

  /** A metric of a TaskManager; NaN while it is not known. */
  double metric(String taskManager, String name) throws IOException {
    JsonNode metrics = get("/taskmanagers/" + taskManager + "/metrics?get=" + name);
    return metrics.isEmpty() ? Double.NaN : metrics.get(0).get("value").asDouble();
  }

  /** A count of a job's checkpoints: {@code completed}, {@code failed}, {@code restored}. */
  long checkpoints(String job, String kind) throws IOException {
    return get("/jobs/" + job + "/checkpoints").get("counts").get(kind).asLong();
  }

  /** How often a job has been started again: the attempt that its first subtask is at. */
  int restarts(String job) throws IOException {
    String vertex = get("/jobs/" + job).get("vertices").get(0).get("id").asText();
    JsonNode subtasks = get("/jobs/" + job + "/vertices/" + vertex).get("subtasks");
    return subtasks.get(0).get("attempt").asInt();
  }
}
