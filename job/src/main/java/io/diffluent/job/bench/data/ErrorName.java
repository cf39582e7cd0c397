package io.diffluent.job.bench.data;

/** Names of errors as people write them. */
public final class ErrorName {

  private ErrorName() {}

  /** How a metric is written. */
  public static String written(String metric) {
    return switch (metric) {
      case "rmse" -> "RMSE";
      case "logLoss" -> "log loss";
      default -> metric;
    };
  }
}
