package io.diffluent.flink.types;

import io.diffluent.core.state.Codec;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Flink's description of a type that one of our codecs writes. */
public final class CodecType<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1;

  private final Class<T> type;
  private final Codec<T> codec;

  /**
   * @param codec an enum singleton: its class and name identify it
   */
  public CodecType(Class<T> type, Codec<T> codec) {
    if (!(codec instanceof Enum)) {
      throw new IllegalArgumentException(codec.getClass() + " is no enum singleton");
    }
    this.type = type;
    this.codec = codec;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new CodecSerializer<>(codec);
  }

  @Override
  public String toString() {
    return "CodecType<" + type.getSimpleName() + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CodecType<?> that && type.equals(that.type) && codec == that.codec;
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, codec);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof CodecType;
  }
}
