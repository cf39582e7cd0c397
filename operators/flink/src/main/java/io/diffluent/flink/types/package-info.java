/** How core values travel between operators: our codecs as Flink types, never Kryo. */
package io.diffluent.flink.types;
