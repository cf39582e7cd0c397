package io.diffluent.core;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.conditions.ArchConditions.notBe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.diffluent.core.detect.Detector;
import io.diffluent.core.detect.Detectors;
import io.diffluent.core.repair.Repair;
import io.diffluent.core.repair.Repairs;
import io.diffluent.core.step.Pipeline;
import io.diffluent.core.step.Step;
import io.diffluent.core.step.Steps;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/** The core is plain Java: no frameworks, no clock, no chance, no cycles. */
@AnalyzeClasses(
    packages = "io.diffluent.core",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule knowsNoFramework =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "ai.djl..",
              "org.apache.kafka..",
              "org.slf4j..",
              "org.apache.logging..",
              "java.util.logging..");

  @ArchTest
  static final ArchRule readsNoClock =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class);

  @ArchTest
  static final ArchRule throwsNoDice =
      noClasses()
          .should()
          .callMethod(Math.class, "random")
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(Random.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocalRandom.class);

  @ArchTest
  static final ArchRule serializesByItsOwnCodecsOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ObjectOutputStream.class);

  @ArchTest
  static final ArchRule startsNoThreads =
      noClasses().should().dependOnClassesThat().areAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule hasNoCyclesBetweenPackages =
      slices().matching("io.diffluent.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule namesSayWhatThingsAre =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Base)(\\$.*)?");

  @ArchTest static final ArchRule detectorsStandAlone = standAlone(Detector.class, Detectors.class);

  @ArchTest static final ArchRule repairsStandAlone = standAlone(Repair.class, Repairs.class);

  @ArchTest static final ArchRule stepsStandAlone = standAlone(Step.class, Steps.class);

  /** No implementation knows another one; only the catalogue knows them all. */
  private static ArchRule standAlone(Class<?> type, Class<?> catalogue) {
    return classes()
        .that()
        .areAssignableTo(type)
        .and()
        .areNotInterfaces()
        .should(knowNoOther(type))
        .andShould(notBe(catalogue));
  }

  private static ArchCondition<JavaClass> knowNoOther(Class<?> type) {
    DescribedPredicate<JavaClass> another =
        assignableTo(type)
            .and(DescribedPredicate.not(type(type)))
            .and(DescribedPredicate.not(type(Pipeline.class)));
    return new ArchCondition<>("know no other " + type.getSimpleName()) {
      @Override
      public void check(JavaClass implementation, ConditionEvents events) {
        for (Dependency dependency : implementation.getDirectDependenciesFromSelf()) {
          JavaClass target = dependency.getTargetClass();
          boolean isOwn = target.getName().startsWith(implementation.getName());
          if (another.test(target) && !isOwn) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }
}
