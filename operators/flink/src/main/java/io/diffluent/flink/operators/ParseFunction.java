package io.diffluent.flink.operators;

import io.diffluent.core.record.Arrival;
import io.diffluent.core.record.Parsed;
import io.diffluent.core.record.Parser;
import io.diffluent.core.record.RawEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Bytes to records and labels; what cannot be parsed leaves by the side output with its original
 * bytes.
 */
public final class ParseFunction extends ProcessFunction<RawEvent, Arrival> {

  private static final long serialVersionUID = 1;

  private final Parser parser;
  private final OutputTag<Parsed.Rejected> rejectedTag;
  private transient Counter accepted;
  private transient Counter rejected;

  public ParseFunction(Parser parser, OutputTag<Parsed.Rejected> rejectedTag) {
    this.parser = parser;
    this.rejectedTag = rejectedTag;
  }

  @Override
  public void open(OpenContext context) {
    MetricGroup group = getRuntimeContext().getMetricGroup().addGroup("diffluent");
    accepted = group.counter("accepted");
    rejected = group.counter("rejected");
  }

  @Override
  public void processElement(RawEvent event, Context context, Collector<Arrival> out) {
    Parsed parsed = parser.parse(event);
    if (parsed instanceof Parsed.Accepted ok) {
      accepted.inc();
      out.collect(ok.record());
    } else if (parsed instanceof Parsed.Labels ok) {
      accepted.inc();
      out.collect(ok.label());
    } else if (parsed instanceof Parsed.Rejected no) {
      rejected.inc();
      context.output(rejectedTag, no);
    }
  }
}
