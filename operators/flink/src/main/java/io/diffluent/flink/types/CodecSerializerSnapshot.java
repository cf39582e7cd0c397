package io.diffluent.flink.types;

import io.diffluent.core.state.Codec;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Remembers a codec by class and constant name; never by Java serialization. */
public final class CodecSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

  private static final int VERSION = 1;

  private Codec<T> codec;

  /** For Flink, which reads it. */
  public CodecSerializerSnapshot() {}

  CodecSerializerSnapshot(Codec<T> codec) {
    this.codec = codec;
  }

  @Override
  public int getCurrentVersion() {
    return VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    Enum<?> constant = (Enum<?>) codec;
    out.writeUTF(constant.getDeclaringClass().getName());
    out.writeUTF(constant.name());
  }

  @Override
  @SuppressWarnings("unchecked") // the class is one of our codecs, checked below
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    String type = in.readUTF();
    String name = in.readUTF();
    if (!type.startsWith("io.diffluent.")) {
      throw new IOException(type + " is no codec of Diffluent");
    }
    try {
      Object[] constants = Class.forName(type, false, loader).getEnumConstants();
      codec =
          (Codec<T>)
              Arrays.stream(constants == null ? new Object[0] : constants)
                  .filter(c -> c instanceof Codec && ((Enum<?>) c).name().equals(name))
                  .findFirst()
                  .orElseThrow(() -> new IOException("no codec " + type + '.' + name));
    } catch (ClassNotFoundException e) {
      throw new IOException("no codec " + type, e);
    }
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new CodecSerializer<>(codec);
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    return old instanceof CodecSerializerSnapshot<T> that && that.codec == codec
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }
}
