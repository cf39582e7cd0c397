package io.diffluent.flink.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.diffluent.core.cells.CellsCodec;
import io.diffluent.core.learn.PredictionCodec;
import io.diffluent.core.state.Codec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshotSerializationUtil;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values travel as their codec writes them; a checkpoint remembers the codec by name. */
class CodecTypeTest {

  static List<Samples.Sample<?>> samples() {
    return Samples.ALL;
  }

  @Test
  void everyCodecOfTheCoreHasASample() {
    Set<String> all =
        new ClassFileImporter()
            .importPackages("io.diffluent.core").stream()
                .filter(type -> type.isEnum() && type.isAssignableTo(Codec.class))
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> sampled =
        samples().stream()
            .map(sample -> sample.codec().getClass().getName())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(all).isNotEmpty().isEqualTo(sampled);
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void whatIsWrittenIsReadBackBitForBit(Samples.Sample<T> sample) throws IOException {
    TypeSerializer<T> serializer = serializer(sample.codec());
    for (T value : sample.values()) {
      byte[] bytes = bytes(serializer, value);
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      T read = serializer.deserialize(in);
      assertThat(in.available()).as("bytes left").isZero();
      assertThat(bytes(serializer, read)).isEqualTo(bytes);
      assertThat(read)
          .usingRecursiveComparison()
          .withComparatorForType(Double::compare, Double.class)
          .withComparatorForType(Float::compare, Float.class)
          .isEqualTo(value);
      assertThat(bytes(serializer, serializer.deserialize(read, new DataInputDeserializer(bytes))))
          .isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void bytesAreCopiedAsTheyAre(Samples.Sample<T> sample) throws IOException {
    TypeSerializer<T> serializer = serializer(sample.codec());
    DataOutputSerializer all = new DataOutputSerializer(64);
    for (T value : sample.values()) {
      serializer.serialize(value, all);
    }
    DataInputDeserializer in = new DataInputDeserializer(all.getCopyOfBuffer());
    DataOutputSerializer copy = new DataOutputSerializer(64);
    for (int i = 0; i < sample.values().size(); i++) {
      serializer.copy(in, copy);
    }
    assertThat(copy.getCopyOfBuffer()).isEqualTo(all.getCopyOfBuffer());
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void valuesAreHandedOverNotCopied(Samples.Sample<T> sample) {
    TypeSerializer<T> serializer = serializer(sample.codec());
    T value = sample.values().get(0);
    assertThat(serializer.isImmutableType()).isTrue();
    assertThat(serializer.copy(value)).isSameAs(value);
    assertThat(serializer.copy(value, sample.values().get(0))).isSameAs(value);
    assertThat(serializer.getLength()).isEqualTo(-1);
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void snapshotRestoresAnEqualSerializer(Samples.Sample<T> sample) throws IOException {
    TypeSerializer<T> serializer = serializer(sample.codec());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TypeSerializerSnapshotSerializationUtil.writeSerializerSnapshot(
        new DataOutputViewStreamWrapper(bytes), serializer.snapshotConfiguration());
    TypeSerializerSnapshot<T> snapshot =
        TypeSerializerSnapshotSerializationUtil.readSerializerSnapshot(
            new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray())),
            loader());
    assertThat(snapshot.restoreSerializer()).isEqualTo(serializer).hasSameHashCodeAs(serializer);
    assertThat(serializer.snapshotConfiguration().resolveSchemaCompatibility(snapshot))
        .matches(compatibility -> compatibility.isCompatibleAsIs());
  }

  @ParameterizedTest
  @MethodSource("samples")
  <T> void typeAndSerializerTravelWithTheJobGraph(Samples.Sample<T> sample) throws Exception {
    CodecType<T> type = type(sample.codec());
    assertThat(InstantiationUtil.clone(type)).isEqualTo(type).hasSameHashCodeAs(type);
    TypeSerializer<T> serializer = serializer(sample.codec());
    assertThat(InstantiationUtil.clone(serializer)).isEqualTo(serializer);
    assertThat(serializer.duplicate()).isEqualTo(serializer);
  }

  @Test
  void anotherCodecIsIncompatible() {
    TypeSerializerSnapshot<?> cells = serializer(CellsCodec.INSTANCE).snapshotConfiguration();
    assertThat(incompatible(PredictionCodec.INSTANCE, cells)).isTrue();
    assertThat(serializer(CellsCodec.INSTANCE)).isNotEqualTo(serializer(PredictionCodec.INSTANCE));
    assertThat(type(CellsCodec.INSTANCE)).isNotEqualTo(type(PredictionCodec.INSTANCE));
  }

  @SuppressWarnings("unchecked") // that it is the wrong type is the point
  private static <T> boolean incompatible(Codec<T> codec, TypeSerializerSnapshot<?> old) {
    return serializer(codec)
        .snapshotConfiguration()
        .resolveSchemaCompatibility((TypeSerializerSnapshot<T>) old)
        .isIncompatible();
  }

  @Test
  void classOutsideDiffluentIsRefusedUnloaded() {
    assertThatThrownBy(() -> readSnapshot("java.util.concurrent.TimeUnit", "SECONDS"))
        .isInstanceOf(IOException.class)
        .hasMessage("java.util.concurrent.TimeUnit is no codec of Diffluent");
    assertThatThrownBy(() -> readSnapshot("io.diffluentish.Codec", "INSTANCE"))
        .isInstanceOf(IOException.class)
        .hasMessage("io.diffluentish.Codec is no codec of Diffluent");
  }

  @Test
  void whatIsNoCodecIsRefusedByName() {
    String cells = CellsCodec.class.getName();
    assertThatThrownBy(() -> readSnapshot(cells, "OTHER"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(cells + ".OTHER");
    assertThatThrownBy(() -> readSnapshot("io.diffluent.core.cells.Gone", "INSTANCE"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("io.diffluent.core.cells.Gone");
    assertThatThrownBy(() -> readSnapshot("io.diffluent.core.record.Task", "BINARY"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("io.diffluent.core.record.Task");
    assertThatThrownBy(() -> readSnapshot("io.diffluent.core.record.Schema", "INSTANCE"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("io.diffluent.core.record.Schema");
  }

  private static void readSnapshot(String type, String constant) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(type);
    out.writeUTF(constant);
    new CodecSerializerSnapshot<>()
        .readSnapshot(1, new DataInputDeserializer(bytes.toByteArray()), loader());
  }

  /** A codec with a state of its own could not be found again by name. */
  private record Nameless() implements Codec<String> {
    private static final long serialVersionUID = 1;

    @Override
    public void write(String value, DataOutput out) throws IOException {
      out.writeUTF(value);
    }

    @Override
    public String read(DataInput in) throws IOException {
      return in.readUTF();
    }
  }

  @Test
  void onlyEnumSingletonsDescribeAType() {
    assertThatThrownBy(() -> new CodecType<>(String.class, new Nameless()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Nameless");
  }

  private static ClassLoader loader() {
    return CodecTypeTest.class.getClassLoader();
  }

  @SuppressWarnings("unchecked") // the class does not matter here
  private static <T> CodecType<T> type(Codec<T> codec) {
    return new CodecType<>((Class<T>) Object.class, codec);
  }

  /** The serializer that a job gets which forbids generic types. */
  private static <T> TypeSerializer<T> serializer(Codec<T> codec) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return type(codec).createSerializer(config);
  }

  private static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    serializer.serialize(value, out);
    return out.getCopyOfBuffer();
  }
}
