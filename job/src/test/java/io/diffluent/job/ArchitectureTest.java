package io.diffluent.job;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.diffluent.job.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom, over everything that ends up in one job. */
@AnalyzeClasses(packages = "io.diffluent", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule CORE_IS_PLAIN_JAVA =
      noClasses()
          .that()
          .resideInAPackage("io.diffluent.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.apache.kafka..",
              "org.apache.logging..",
              "org.apache.commons.logging..",
              "ai.djl..",
              "org.slf4j..",
              "java.util.logging..",
              "com.fasterxml..",
              "io.diffluent.engine..",
              "io.diffluent.flink..",
              "io.diffluent.connectors..",
              "io.diffluent.job..");

  @ArchTest
  static final ArchRule THE_MODEL_LIBRARY_IS_THE_ENGINES_BUSINESS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.diffluent.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule THE_ENGINE_KNOWS_ONLY_THE_CORE =
      noClasses()
          .that()
          .resideInAPackage("io.diffluent.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.apache.kafka..",
              "io.diffluent.flink..",
              "io.diffluent.connectors..",
              "io.diffluent.job..");

  @ArchTest
  static final ArchRule BYTES_IN_AND_OUT_KNOW_NEITHER_OPERATORS_NOR_JOB =
      noClasses()
          .that()
          .resideInAPackage("io.diffluent.connectors..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.diffluent.job..", "io.diffluent.flink..", "io.diffluent.engine..");

  @ArchTest
  static final ArchRule OPERATORS_KNOW_NEITHER_ENDS_NOR_JOB =
      noClasses()
          .that()
          .resideInAPackage("io.diffluent.flink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.diffluent.connectors..", "io.diffluent.job..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule THE_JOB_HAS_NO_CYCLES =
      slices().matching("io.diffluent.job.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CONNECTORS_HAVE_NO_CYCLES =
      slices().matching("io.diffluent.connectors.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule BYTES_ARE_READ_BY_OUR_OWN_CODECS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "com\\.esotericsoftware\\..*|java\\.io\\.Object(In|Out)putStream"
                  + "|.*\\.GenericTypeInfo|.*\\.KryoSerializer");

  @ArchTest
  static final ArchRule ONLY_THE_ENTRY_POINT_ENDS_THE_PROCESS =
      noClasses()
          .that(not(type(Main.class)))
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  @ArchTest
  static final ArchRule STANDARD_OUTPUT_BELONGS_TO_COMMANDS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.diffluent.job.cli")
          .should()
          .accessField(System.class, "out");

  @ArchTest
  static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS =
      noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?");

  @Test
  void everyPackageSaysWhatItIsFor() throws IOException {
    Path root = projectRoot();
    for (String module :
        List.of("operators/core", "operators/engine", "operators/flink", "connectors", "job")) {
      try (Stream<Path> files = Files.walk(root.resolve(module).resolve("src/main/java"))) {
        Set<Path> packages =
            files
                .filter(file -> file.toString().endsWith(".java"))
                .map(Path::getParent)
                .collect(Collectors.toSet());
        assertThat(packages).as(module).isNotEmpty();
        assertThat(packages)
            .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
      }
    }
  }

  private static Path projectRoot() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("operators/core/pom.xml"))) {
      at = at.getParent();
    }
    return at;
  }
}
