package io.diffluent.job.topology;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Key stores and trust stores, made by the JDK's own {@code keytool} for one test.
 *
 * @param folder where they are
 * @param password of all of them
 */
record Certificates(Path folder, String password) {

  /** A key pair whose certificate it signs itself, valid for the loopback address. */
  Path keyStore(String owner) throws IOException, InterruptedException {
    Path store = folder.resolve(owner + ".keys.p12");
    keytool(
        store,
        "-genkeypair",
        "-alias",
        owner,
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=" + owner,
        "-ext",
        "SAN=IP:127.0.0.1",
        "-validity",
        "2");
    return store;
  }

  /** A store that trusts one certificate and no other. */
  Path trustStore(String owner) throws IOException, InterruptedException {
    Path certificate = folder.resolve(owner + ".cer");
    keytool(
        folder.resolve(owner + ".keys.p12"),
        "-exportcert",
        "-alias",
        owner,
        "-file",
        certificate.toString());
    Path store = folder.resolve(owner + ".trust.p12");
    keytool(store, "-importcert", "-noprompt", "-alias", owner, "-file", certificate.toString());
    return store;
  }

  /** What a listener is told: its own key, and whose certificates it asks clients for. */
  Map<String, String> listener(Path keys, Path trusted) {
    Map<String, String> settings = new HashMap<>();
    stores(keys, trusted, password)
        .forEach((k, v) -> settings.put("listener.name.clients." + k, v));
    return settings;
  }

  /** What a client is told; the password is in a file of its own. */
  Map<String, String> client(Path keys, Path trusted) throws IOException {
    Files.writeString(folder.resolve("store-password"), password);
    return stores(keys, trusted, "${directory:" + folder + ":store-password}");
  }

  private static Map<String, String> stores(Path keys, Path trusted, String password) {
    Map<String, String> options = new HashMap<>();
    if (keys != null) {
      options.put("ssl.keystore.location", keys.toString());
      options.put("ssl.keystore.type", "PKCS12");
      options.put("ssl.keystore.password", password);
      options.put("ssl.key.password", password);
    }
    if (trusted != null) {
      options.put("ssl.truststore.location", trusted.toString());
      options.put("ssl.truststore.type", "PKCS12");
      options.put("ssl.truststore.password", password);
    }
    return options;
  }

  private void keytool(Path store, String... what) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(what));
    command.addAll(
        List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", password));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
  }
}
