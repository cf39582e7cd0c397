#!/bin/sh
# Distributes what the build made over the two class paths of a Flink process.
#
#   split-jars.sh TARGET OUT
#
#   TARGET  the job module's target folder: diffluent-job-*.jar and lib/
#   OUT     receives lib/ and usrlib/
#
# Three kinds of jar, each in exactly one place:
#   OUT/lib     DJL, the PyTorch natives and what they need. A native library can be loaded by one
#               class loader of a process only, so it belongs to Flink's own, which lives as long
#               as the process; from the job's class loader the second start of a job would fail.
#   OUT/usrlib  the job and everything else.
#   nowhere     what the Flink distribution brings itself.
set -eu

[ $# -eq 2 ] || {
  echo "usage: split-jars.sh TARGET OUT" >&2
  exit 2
}
target=$1
out=$2
mkdir -p "$out/lib" "$out/usrlib"

for jar in "$target"/diffluent-job-*.jar "$target"/lib/*.jar; do
  name=$(basename "$jar")
  case $name in
    *-sources.jar | *-javadoc.jar | *-tests.jar) ;;

    # Not part of a Flink distribution, although their names begin like one.
    flink-connector-* | flink-ml-*) cp "$jar" "$out/usrlib/" ;;

    flink-* | frocksdbjni-* | kryo-* | minlog-* | reflectasm-* | objenesis-* | \
      snakeyaml-engine-* | async-profiler-* | slf4j-api-* | log4j-*) ;;

    # The DJL interface is called api-<version>.jar.
    api-*) cp "$jar" "$out/lib/djl-$name" ;;
    pytorch-* | jna-* | gson-* | commons-compress-* | commons-codec-* | commons-io-* | \
      commons-lang3-*) cp "$jar" "$out/lib/" ;;

    # A fixed name, so that a deployment need not know the version.
    diffluent-job-*) cp "$jar" "$out/usrlib/diffluent-job.jar" ;;
    *) cp "$jar" "$out/usrlib/" ;;
  esac
done

for needed in lib/djl-api-*.jar lib/pytorch-engine-*.jar lib/pytorch-jni-*.jar \
  lib/pytorch-native-*.jar usrlib/diffluent-job.jar usrlib/flink-connector-kafka-*.jar; do
  # shellcheck disable=SC2086 # a pattern
  set -- "$out"/$needed
  [ -f "$1" ] || {
    echo "split-jars.sh: no $needed in $target" >&2
    exit 1
  }
done
