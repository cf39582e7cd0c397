/**
 * How state becomes bytes: codecs with magic, version, names, checked lengths and a checksum.
 * Nothing here or elsewhere uses Java serialization or Kryo.
 */
package io.diffluent.core.state;
