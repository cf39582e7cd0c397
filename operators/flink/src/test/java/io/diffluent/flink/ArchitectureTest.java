package io.diffluent.flink;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.Serializable;
import org.apache.flink.streaming.api.operators.StreamOperator;

/** What this glue may touch, and what it must leave alone. */
@AnalyzeClasses(
    packages = "io.diffluent.flink",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule NUMBERS_ARE_THE_ENGINES_BUSINESS =
      noClasses().should().dependOnClassesThat().resideInAPackage("ai.djl..");

  @ArchTest
  static final ArchRule ONLY_THE_PLACING_OF_MODELS_KNOWS_THE_ENGINE =
      noClasses()
          .that()
          .doNotHaveSimpleName("Gpu")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.diffluent.engine..");

  @ArchTest
  static final ArchRule BYTES_ARE_OUR_CODECS_BUSINESS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "com\\.esotericsoftware\\..*|java\\.io\\.Object(In|Out)putStream"
                  + "|.*\\.GenericTypeInfo|.*\\.KryoSerializer|.*\\.TypeExtractor");

  @ArchTest
  static final ArchRule FLINK_ML_COMPUTES_AND_DOES_NOTHING_ELSE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.diffluent.flink.linalg")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.flink.ml..");

  @ArchTest
  static final ArchRule FLINK_ML_TYPE_INFORMATION_IS_BUILT_FOR_AN_OLDER_FLINK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink.ml.linalg.typeinfo..", "org.apache.flink.table..");

  @ArchTest
  static final ArchRule TIME_COMES_FROM_FLINK =
      noClasses()
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.time..")
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching("java\\.util\\.(Random|Timer|concurrent\\.(Thread.*|Executor.*))");

  @ArchTest
  static final ArchRule PARTS_DO_NOT_KNOW_THE_OPERATORS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.diffluent.flink.types", "io.diffluent.flink.linalg", "io.diffluent.flink.metrics")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.diffluent.flink.operators");

  @ArchTest
  static final ArchRule WHAT_A_JOB_GRAPH_CARRIES_HAS_A_FIXED_VERSION =
      classes()
          .that(assignableTo(Serializable.class))
          .and(
              describe(
                  "are written with their fields", type -> !type.isInterface() && !type.isEnum()))
          .and(describe("have a name", type -> !type.isAnonymousClass()))
          .should(declareSerialVersionUid());

  @ArchTest
  static final ArchRule WHAT_IS_NOT_CONFIGURATION_DOES_NOT_TRAVEL =
      fields()
          .that()
          .areDeclaredInClassesThat(assignableTo(StreamOperator.class))
          .and()
          .areNotStatic()
          .should(beFinalOrTransient());

  private static ArchCondition<JavaClass> declareSerialVersionUid() {
    return new ArchCondition<>("declare serialVersionUID") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean declares =
            type.tryGetField("serialVersionUID")
                .filter(field -> field.getModifiers().contains(JavaModifier.FINAL))
                .filter(field -> field.getModifiers().contains(JavaModifier.STATIC))
                .isPresent();
        events.add(new SimpleConditionEvent(type, declares, type.getName() + ": " + declares));
      }
    };
  }

  private static ArchCondition<JavaField> beFinalOrTransient() {
    return new ArchCondition<>("be final or transient") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean fine =
            field.getModifiers().contains(JavaModifier.FINAL)
                || field.getModifiers().contains(JavaModifier.TRANSIENT);
        events.add(new SimpleConditionEvent(field, fine, field.getFullName() + ": " + fine));
      }
    };
  }
}
