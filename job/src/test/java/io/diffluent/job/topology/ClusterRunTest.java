package io.diffluent.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diffluent.core.record.Task;
import io.diffluent.job.GeneratedTable;
import io.diffluent.job.RunningBroker;
import io.diffluent.job.cli.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same command where Flink calls {@code main}: the process is the JobManager, or the client.
 * Should it end with the command, so would this test's.
 */
class ClusterRunTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.extension();

  @RegisterExtension static final RunningBroker BROKER = TestTopics.running();

  @TempDir Path folder;

  @Test
  void theProcessStaysWithFlink() throws Exception {
    String yaml = GeneratedTable.pipeline(Task.REGRESSION, "");
    TestTopics topics = TestTopics.of(BROKER.get(), yaml, 1);
    topics.feed(RunTest.events("rides", 0, 100));
    String kafka = "kafka: {bootstrap: \"" + BROKER.get().bootstrap() + "\"}\n";
    Path file = Files.writeString(folder.resolve("garden.yaml"), yaml + kafka);
    assertThat(FlinkSetup.isLocal()).isFalse();
    Main.main(new String[] {"run", "--pipeline", file.toString(), "--bounded"});
    assertThat(topics.answers()).hasSize(100);
    Path absent = folder.resolve("absent.yaml");
    assertThatThrownBy(() -> Main.main(new String[] {"run", "--pipeline", absent.toString()}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("exit code 3");
  }
}
