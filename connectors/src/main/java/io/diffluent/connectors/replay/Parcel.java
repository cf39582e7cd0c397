package io.diffluent.connectors.replay;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One delivery, clean: the world behind {@link DirtyStream}.
 *
 * @param numbers one per name of {@link #NUMERIC}
 * @param city where
 * @param vehicle with what
 * @param minutes how long it took: the label
 */
record Parcel(double[] numbers, String city, String vehicle, double minutes) {

  static final List<String> NUMERIC =
      List.of("distance", "planned", "traffic", "temperature", "weight", "noise");
  static final List<String> CATEGORICAL = List.of("city", "vehicle");
  static final List<String> NAMES =
      List.of(
          "distance", "planned", "traffic", "temperature", "weight", "noise", "city", "vehicle");

  private static final List<String> CITIES =
      List.of("aachen", "berlin", "cologne", "dresden", "essen");
  private static final double[] CITY_TRAFFIC = {0.0, 3.0, 2.0, 0.5, 1.5};
  private static final double[] CITY_DISTANCE = {-0.3, 0.5, 0.2, -0.1, 0.0};
  private static final double[] CITY_HANDOVER = {2, 9, 6, 3, 4};

  private static final List<String> VEHICLES = List.of("bike", "scooter", "van", "truck");
  private static final double[] VEHICLE_PACE = {1.25, 0.85, 1.0, 1.3};
  private static final double[] VEHICLE_WEIGHT = {1.0, 1.5, 3.0, 4.0};

  static Parcel draw(long seed, long index) {
    SplittableRandom random = new SplittableRandom(Seeds.of(seed, index, "delivery", 0));
    // Skewed: the first cities and vehicles are the frequent ones.
    int city = (int) (CITIES.size() * Math.pow(random.nextDouble(), 1.5));
    int vehicle = (int) (VEHICLES.size() * Math.pow(random.nextDouble(), 1.3));
    double rush = random.nextDouble() < 0.3 ? 2.5 : 0;
    double traffic =
        Math.max(0, Math.min(10, 2 + CITY_TRAFFIC[city] + rush + 0.8 * random.nextGaussian()));
    double distance = Math.exp(1.3 + CITY_DISTANCE[city] + 0.4 * random.nextGaussian());
    double planned = 3 + distance * (2 + 0.3 * traffic) + random.nextGaussian();
    double temperature = 12 + 7 * random.nextGaussian();
    double weight = Math.exp(VEHICLE_WEIGHT[vehicle] + 0.3 * random.nextGaussian());
    double noise = random.nextGaussian();
    double cold = (temperature - 16) / 10;
    double minutes =
        CITY_HANDOVER[city]
            + distance * (1.6 + 0.35 * traffic) * VEHICLE_PACE[vehicle]
            + 2.5 * cold * cold
            + 1.5 * Math.log1p(weight)
            + random.nextGaussian();
    double[] numbers = {distance, planned, traffic, temperature, weight, noise};
    return new Parcel(numbers, CITIES.get(city), VEHICLES.get(vehicle), minutes);
  }

  /** The cells in the order of {@link #NAMES}. */
  String[] cells() {
    String[] cells = new String[NAMES.size()];
    for (int c = 0; c < numbers.length; c++) {
      cells[c] = text(numbers[c]);
    }
    cells[numbers.length] = city;
    cells[numbers.length + 1] = vehicle;
    return cells;
  }

  /** Two decimals, as an application would write it. */
  static String text(double number) {
    return BigDecimal.valueOf(Math.round(number * 100), 2).toPlainString();
  }
}
