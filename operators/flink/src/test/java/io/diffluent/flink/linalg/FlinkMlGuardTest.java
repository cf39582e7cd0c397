package io.diffluent.flink.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.ml.linalg.BLAS;
import org.apache.flink.ml.linalg.DenseMatrix;
import org.apache.flink.ml.linalg.DenseVector;
import org.apache.flink.ml.param.BooleanParam;
import org.apache.flink.ml.param.DoubleParam;
import org.apache.flink.ml.param.IntArrayParam;
import org.apache.flink.ml.param.IntParam;
import org.apache.flink.ml.param.LongParam;
import org.apache.flink.ml.param.Param;
import org.apache.flink.ml.param.ParamValidator;
import org.apache.flink.ml.param.ParamValidators;
import org.apache.flink.ml.param.StringArrayParam;
import org.apache.flink.ml.param.StringParam;
import org.apache.flink.ml.param.WithParams;
import org.junit.jupiter.api.Test;

/**
 * Flink ML is built for an older Flink than ours. Every class of it that the project uses runs here
 * once, so that an upgrade of either tells at once which of them no longer works.
 */
class FlinkMlGuardTest {

  private static final ParamValidator<Integer> POSITIVE = value -> value == null || value > 0;

  /** Parameters as the pipeline file keeps them. */
  private static final class Values implements WithParams<Values> {
    private final Map<Param<?>, Object> map = new HashMap<>();

    Values(Param<?>... params) {
      for (Param<?> param : params) {
        map.put(param, param.defaultValue);
      }
    }

    @Override
    public Map<Param<?>, Object> getParamMap() {
      return map;
    }
  }

  @Test
  void matrixTimesVector() {
    DenseMatrix a = new DenseMatrix(2, 3, new double[] {1, 2, 3, 4, 5, 6});
    DenseVector y = new DenseVector(new double[] {Double.NaN, 10});
    BLAS.gemv(2, a, false, new DenseVector(new double[] {1, 0, -1}), 0, y);
    assertThat(y.values).containsExactly(new double[] {-8, -8}, within(1e-12));
    assertThat(a.get(1, 2)).isEqualTo(6);
    assertThat(y.size()).isEqualTo(2);
  }

  @Test
  void vectorsAndMatricesWrapTheirArrays() {
    double[] numbers = {1, 2};
    assertThat(new DenseVector(numbers).values).isSameAs(numbers);
    assertThat(new DenseMatrix(1, 2, numbers).values).isSameAs(numbers);
  }

  @Test
  void everyKindOfParameterKeepsItsValue() {
    IntParam whole = new IntParam("whole", "a whole number", 3);
    LongParam big = new LongParam("big", "a big number", 4L);
    DoubleParam share = new DoubleParam("share", "a share", 0.5);
    StringParam text = new StringParam("text", "a text", "plain");
    BooleanParam flag = new BooleanParam("flag", "a flag", false);
    StringArrayParam names = new StringArrayParam("names", "names", new String[] {"a"});
    IntArrayParam sizes = new IntArrayParam("sizes", "sizes", new Integer[] {64});
    Values values = new Values(whole, big, share, text, flag, names, sizes);
    assertThat(values.get(whole)).isEqualTo(3);
    assertThat(values.set(big, 1L << 40).get(big)).isEqualTo(1L << 40);
    assertThat(values.set(share, 0.25).get(share)).isEqualTo(0.25);
    assertThat(values.set(text, "other").get(text)).isEqualTo("other");
    assertThat(values.set(flag, true).get(flag)).isTrue();
    assertThat(values.set(names, new String[] {"b", "c"}).get(names)).containsExactly("b", "c");
    assertThat(values.get(sizes)).containsExactly(64);
    assertThat(values.getParam("share")).isEqualTo(share);
  }

  @Test
  void parameterTellsItsNameMeaningTypeAndDefault() {
    IntParam whole = new IntParam("whole", "a whole number", 3, POSITIVE);
    assertThat(whole.name).isEqualTo("whole");
    assertThat(whole.description).isEqualTo("a whole number");
    assertThat(whole.clazz).isEqualTo(Integer.class);
    assertThat(whole.defaultValue).isEqualTo(3);
    assertThat(whole.validator).isSameAs(POSITIVE);
  }

  @Test
  void validatorOfOurOwnRefusesAValueByTheParametersName() {
    IntParam whole = new IntParam("whole", "a whole number", 3, POSITIVE);
    Values values = new Values(whole);
    assertThat(values.set(whole, 5).get(whole)).isEqualTo(5);
    assertThatThrownBy(() -> values.set(whole, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole");
    assertThatThrownBy(() -> new IntParam("whole", "a whole number", -1, POSITIVE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void validatorsOfFlinkMlKeepTheirBounds() {
    assertThat(ParamValidators.<Integer>gt(0).validate(0)).isFalse();
    assertThat(ParamValidators.<Integer>gtEq(0).validate(0)).isTrue();
    assertThat(ParamValidators.<Double>inRange(0, 1).validate(1.0)).isTrue();
    assertThat(ParamValidators.<Double>inRange(0, 1, true, false).validate(1.0)).isFalse();
    assertThat(ParamValidators.inArray("cpu", "gpu").validate("tpu")).isFalse();
    assertThat(ParamValidators.<String>notNull().validate(null)).isFalse();
    assertThat(ParamValidators.<String>alwaysTrue().validate(null)).isTrue();
    assertThat(ParamValidators.<String>nonEmptyArray().validate(new String[0])).isFalse();
  }
}
