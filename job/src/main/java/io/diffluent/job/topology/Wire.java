package io.diffluent.job.topology;

import io.diffluent.core.evaluate.Outcome;
import io.diffluent.core.evaluate.OutcomeCodec;
import io.diffluent.core.learn.Prediction;
import io.diffluent.core.learn.PredictionCodec;
import io.diffluent.core.learn.Telemetry;
import io.diffluent.core.learn.TelemetryCodec;
import io.diffluent.core.record.Arrival;
import io.diffluent.core.record.ArrivalCodec;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.RawEvent;
import io.diffluent.core.record.RawEventCodec;
import io.diffluent.core.record.RejectedCodec;
import io.diffluent.flink.types.CodecType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Flink types of everything that travels through the graph. */
public final class Wire {

  public static final TypeInformation<RawEvent> RAW_EVENT =
      new CodecType<>(RawEvent.class, RawEventCodec.INSTANCE);
  public static final TypeInformation<Arrival> ARRIVAL =
      new CodecType<>(Arrival.class, ArrivalCodec.INSTANCE);
  public static final TypeInformation<Parsed.Rejected> REJECTED =
      new CodecType<>(Parsed.Rejected.class, RejectedCodec.INSTANCE);
  public static final TypeInformation<Prediction> PREDICTION =
      new CodecType<>(Prediction.class, PredictionCodec.INSTANCE);
  public static final TypeInformation<Telemetry> TELEMETRY =
      new CodecType<>(Telemetry.class, TelemetryCodec.INSTANCE);
  public static final TypeInformation<Outcome> OUTCOME =
      new CodecType<>(Outcome.class, OutcomeCodec.INSTANCE);

  private Wire() {}
}
