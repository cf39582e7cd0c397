package io.diffluent.job.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;

/** A folder of tables in which there is only a small one, by the name of a real one. */
public final class SmallBike {

  private SmallBike() {}

  public static void write(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder csv = new StringBuilder("instant,dteday,temp,hum,season,casual,registered,cnt\n");
    for (int i = 1; i <= 200; i++) {
      double temp = random.nextGaussian();
      double hum = 0.5 * temp + random.nextGaussian();
      int season = random.nextInt(4);
      double cnt = 100 + 20 * temp - 10 * hum + 5 * season;
      csv.append(
          String.format(
              Locale.ROOT, "%d,2011-01-01,%.3f,%.3f,s%d,1,2,%.2f%n", i, temp, hum, season, cnt));
    }
    Files.createDirectories(folder.resolve("bike"));
    Files.writeString(folder.resolve("bike/hour.csv"), csv);
  }
}
