package io.diffluent.job;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import com.esotericsoftware.kryo.Kryo;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.beans.XMLDecoder;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing that is read becomes code: the production code of no module touches what turns bytes into
 * objects, classes or programs.
 *
 * <p>Each rule comes with an offender, so that a rule that has lost its meaning fails here too.
 */
class ForeignCodeTest {

  private static final JavaClasses PRODUCTION =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.diffluent");

  /** A rule, and classes of which each alone breaks it. */
  record Ban(String name, ArchRule rule, List<Class<?>> offenders) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Ban> bans() {
    return Stream.of(
        new Ban(
            "objects from bytes",
            noDependencyOn(
                "java\\.io\\.ObjectInputStream|java\\.beans\\.XML(De|En)coder"
                    + "|com\\.esotericsoftware\\..*"),
            List.of(ReadsObjects.class, ReadsBeans.class, UsesKryo.class)),
        new Ban(
            "archives",
            noDependencyOn("java\\.util\\.zip\\.Zip.*|java\\.util\\.jar\\..*")
                .orShould(call("java\\.nio\\.file\\.FileSystems", "newFileSystem")),
            List.of(ReadsArchives.class, ReadsJars.class, MountsArchives.class)),
        new Ban("scripts", noDependencyOn("javax\\.script\\..*"), List.of(RunsScripts.class)),
        new Ban(
            "classes from bytes",
            noDependencyOn("java\\.net\\.URLClassLoader")
                .orShould(call(".*", "defineClass|defineHiddenClass|defineAnonymousClass")),
            List.of(DefinesClasses.class, DefinesHidden.class, LoadsClasses.class)),
        new Ban(
            "models from bytes",
            noDependencyOn("ai\\.djl\\.(repository\\..*|pytorch\\.engine\\.PtSymbolBlock)")
                .orShould(call("ai\\.djl\\.pytorch\\.jni\\..*", "(load|module|torchLoad).*"))
                .orShould(call("ai\\.djl\\.Model", "load"))
                .orShould(call("ai\\.djl\\.ndarray\\.ND(Manager|List|Array)", "decode|load"))
                .orShould(call("ai\\.djl\\.nn\\..*", "loadParameters")),
            List.of(
                LoadsModels.class,
                FetchesModels.class,
                CallsTorch.class,
                DecodesArrays.class,
                LoadsParameters.class)));
  }

  @ParameterizedTest
  @MethodSource("bans")
  void productionKeepsTheRule(Ban ban) {
    ban.rule().check(PRODUCTION);
  }

  @ParameterizedTest
  @MethodSource("bans")
  void everyOffenderBreaksTheRule(Ban ban) {
    for (Class<?> offender : ban.offenders()) {
      JavaClasses planted = new ClassFileImporter().importClasses(offender);
      assertThatThrownBy(() -> ban.rule().check(planted))
          .as(offender.getSimpleName())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(offender.getSimpleName());
    }
  }

  @Test
  void allModulesAreLookedAt() {
    for (String name : List.of("core", "engine", "flink", "connectors", "job")) {
      assertThat(PRODUCTION.stream().map(JavaClass::getPackageName))
          .anyMatch(found -> (found + ".").startsWith("io.diffluent." + name + "."));
    }
  }

  private static ClassesShouldConjunction noDependencyOn(String names) {
    return noClasses().should().dependOnClassesThat().haveNameMatching(names);
  }

  private static ArchCondition<JavaClass> call(String owners, String names) {
    return ArchConditions.callMethodWhere(
        target(owner(nameMatching(owners))).and(target(nameMatching(names))));
  }

  static class ReadsObjects {
    Object read(InputStream in) throws IOException, ClassNotFoundException {
      return new ObjectInputStream(in).readObject();
    }
  }

  static class ReadsBeans {
    Object read(InputStream in) {
      try (XMLDecoder decoder = new XMLDecoder(in)) {
        return decoder.readObject();
      }
    }
  }

  static class UsesKryo {
    final Kryo kryo = new Kryo();
  }

  static class ReadsArchives {
    Object read(InputStream in) throws IOException {
      return new ZipInputStream(in).getNextEntry();
    }
  }

  static class ReadsJars {
    int read(String file) throws IOException {
      try (JarFile jar = new JarFile(file)) {
        return jar.size();
      }
    }
  }

  static class MountsArchives {
    FileSystem mount(Path file) throws IOException {
      return FileSystems.newFileSystem(file);
    }
  }

  static class RunsScripts {
    Object run(String script) throws ScriptException {
      return new ScriptEngineManager().getEngineByName("any").eval(script);
    }
  }

  static class DefinesClasses extends ClassLoader {
    Class<?> define(byte[] bytes) {
      return defineClass(null, bytes, 0, bytes.length);
    }
  }

  static class DefinesHidden {
    Object define(byte[] bytes) throws IllegalAccessException {
      return MethodHandles.lookup().defineHiddenClass(bytes, true);
    }
  }

  static class LoadsClasses {
    URLClassLoader open(URL place) {
      return new URLClassLoader(new URL[] {place});
    }
  }

  static class LoadsModels {
    void load(Path folder) throws IOException, MalformedModelException {
      try (Model model = Model.newInstance("any")) {
        model.load(folder);
      }
    }
  }

  static class FetchesModels {
    Object fetch(Criteria<String, String> criteria)
        throws IOException, ModelNotFoundException, MalformedModelException {
      return criteria.loadModel();
    }
  }

  static class CallsTorch {
    long load(InputStream in) throws IOException {
      return JniUtils.loadModuleHandle(in, null, false, false);
    }
  }

  static class DecodesArrays {
    NDArray decode(NDManager manager, byte[] bytes) {
      return manager.decode(bytes);
    }
  }

  static class LoadsParameters {
    void load(Block block, NDManager manager, DataInputStream in)
        throws IOException, MalformedModelException {
      block.loadParameters(manager, in);
    }
  }
}
