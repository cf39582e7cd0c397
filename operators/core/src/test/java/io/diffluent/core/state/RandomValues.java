package io.diffluent.core.state;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Random values of any record type, null wherever the product allows it. */
public final class RandomValues {

  private static final Set<String> TEXTS =
      Set.of("event", "key", "value", "label", "raw", "usedText");

  private static final Set<String> PARTS = Set.of("clean", "truth", "display");

  private static final double[] NUMBERS = {
    0, -0.0, 1, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE
  };

  private final SeededRandom random;
  private int length;

  public RandomValues(long seed) {
    this.random = new SeededRandom(seed);
  }

  public <T> T next(Class<T> type) {
    length = random.nextInt(4); // parallel arrays have one length
    return type.cast(record(type));
  }

  /** The whole value in words, arrays with their contents. */
  public static String describe(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(RandomValues::describe).toList().toString();
    }
    if (value == null || !value.getClass().isRecord()) {
      return Arrays.deepToString(new Object[] {value});
    }
    StringBuilder text = new StringBuilder(value.getClass().getSimpleName());
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        text.append(' ').append(describe(component.getAccessor().invoke(value)));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    return text.toString();
  }

  private Object record(Class<?> type) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        boolean isNull = isNullable(components[i]) && random.nextInt(3) == 0;
        values[i] = isNull ? null : value(components[i].getGenericType(), types[i]);
      }
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type.getName(), e);
    }
  }

  private static boolean isNullable(RecordComponent component) {
    Class<?> type = component.getType();
    boolean isText = type == String.class || type == byte[].class;
    return (isText && TEXTS.contains(component.getName()))
        || (!isText && PARTS.contains(component.getName()));
  }

  private Object value(Type generic, Class<?> type) {
    if (type == List.class) {
      Type element = ((ParameterizedType) generic).getActualTypeArguments()[0];
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        list.add(value(element, (Class<?>) element));
      }
      return list;
    }
    if (type.isArray()) {
      Class<?> element = type.getComponentType();
      Object array = Array.newInstance(element, length);
      for (int i = 0; i < length; i++) {
        boolean isNull = element == String.class && random.nextInt(3) == 0;
        Array.set(array, i, isNull ? null : value(element, element));
      }
      return array;
    }
    if (type.isRecord()) {
      return record(type);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
    }
    return scalar(type);
  }

  private Object scalar(Class<?> type) {
    double number =
        random.nextInt(3) == 0
            ? NUMBERS[random.nextInt(NUMBERS.length)]
            : 1e6 * (random.nextDouble() - 0.5);
    if (type == double.class) {
      return number;
    }
    if (type == float.class) {
      return (float) number;
    }
    if (type == long.class) {
      return random.nextLong();
    }
    if (type == int.class) {
      return (int) random.nextLong();
    }
    if (type == byte.class) {
      return (byte) random.nextLong();
    }
    if (type == boolean.class) {
      return random.nextInt(2) == 0;
    }
    if (type == String.class) {
      return text();
    }
    throw new AssertionError("no random " + type);
  }

  private String text() {
    String[] pieces = {"", "a", " ", "\u0000", "\u00e9", "\u6f22", "\uD83D\uDE00", "\"", "\n"};
    StringBuilder text = new StringBuilder();
    for (int n = random.nextInt(8); n > 0; n--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }
}
