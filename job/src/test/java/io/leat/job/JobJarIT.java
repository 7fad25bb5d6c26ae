// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes.Name;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the jar for {@code flink run}, and what the cluster brings itself. */
class JobJarIT {

    private static final Path JAR = Path.of(System.getProperty("leat.job.jar"));
    private static final long LARGEST = 60_000_000;
    private static final int CLASS_FILES_OF_JAVA_17 = 61;

    @Test
    void namesTheJobAsItsMainClass() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes())
                    .containsEntry(Name.MAIN_CLASS, LeatJob.class.getName())
                    .containsEntry(Name.MULTI_RELEASE, "true")
                    .containsEntry(new Name("Implementation-Title"), "Leat");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/leat/job/LeatJob.class",
                "io/leat/graph/GraphWalk.class",
                "io/leat/codec/rest/V2RestCodec.class",
                "org/apache/flink/connector/kafka/sink/KafkaSink.class",
                "org/apache/kafka/clients/producer/KafkaProducer.class",
                "org/asynchttpclient/AsyncHttpClient.class",
                "io/netty/handler/codec/http/HttpClientCodec.class",
                "com/fasterxml/jackson/databind/ObjectMapper.class",
                "com/google/protobuf/CodedInputStream.class",
                "io/grpc/netty/NettyChannelBuilder.class",
                "org/yaml/snakeyaml/Yaml.class",
                "org/bouncycastle/openssl/PEMParser.class",
                "picocli/CommandLine.class",
                "META-INF/LICENSE",
                "META-INF/NOTICE",
                "io/github/resilience4j/circuitbreaker/CircuitBreaker.class",
                "com/netflix/concurrency/limits/limit/AIMDLimit.class",
                "META-INF/licenses/bouncycastle.txt",
                "META-INF/licenses/protobuf-java.txt",
                "META-INF/licenses/resilience4j.txt",
                "META-INF/licenses/zstd-jni.txt"
            })
    void holds(String entry) throws IOException {
        assertThat(entries()).contains(entry);
    }

    @Test
    void listsTheLicenceOfEachLibraryInIt() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                InputStream in = jar.getInputStream(jar.getEntry("META-INF/THIRD-PARTY.txt"))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines())
                    .anyMatch(line -> line.contains("(org.apache.flink:flink-connector-kafka:"))
                    .anyMatch(line -> line.contains("(io.grpc:grpc-netty:"))
                    .noneMatch(line -> line.contains("Unknown license"));
        }
    }

    /** The cluster loads these from its own jars; a second copy breaks casts or loses logs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "scala/.*",
                "kafka/.*\\.class",
                "org/apache/kafka/server/.*Broker.*",
                "org/slf4j/.*",
                "org/apache/(log4j|logging)/.*",
                "ch/qos/.*",
                "(META-INF/versions/\\d+/)?module-info\\.class",
                "META-INF/[^/]*\\.(SF|DSA|RSA)",
                "META-INF/INDEX\\.LIST",
                "org/junit/.*",
                "org/assertj/.*"
            })
    void leavesToTheCluster(String pattern) throws IOException {
        assertThat(entries())
                .filteredOn(entry -> !entry.endsWith("/"))
                .noneMatch(entry -> entry.matches(pattern));
    }

    @Test
    void holdsNothingOfFlinkButTheKafkaConnector() throws Exception {
        List<String> connector = entries(jarOf(KafkaSink.class));
        assertThat(entries())
                .filteredOn(entry -> entry.startsWith("org/apache/flink/") && !entry.endsWith("/"))
                .isNotEmpty()
                .allMatch(connector::contains);
    }

    /** Two classes for one name would make the version a matter of the order in the jar. */
    @Test
    void holdsEachNameOnce() throws IOException {
        assertThat(entries()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "com.fasterxml.jackson.databind.Module,"
                + " com.fasterxml.jackson.datatype.jdk8.Jdk8Module,"
                + " com.fasterxml.jackson.datatype.jsr310.JavaTimeModule",
        "com.fasterxml.jackson.core.JsonFactory,"
                + " com.fasterxml.jackson.core.JsonFactory,"
                + " com.fasterxml.jackson.dataformat.yaml.YAMLFactory",
        "io.grpc.LoadBalancerProvider,"
                + " io.grpc.internal.PickFirstLoadBalancerProvider,"
                + " io.grpc.util.SecretRoundRobinLoadBalancerProvider$Provider"
    })
    void mergesServices(String service, String one, String other) throws IOException {
        assertThat(lines("META-INF/services/" + service)).contains(one, other);
    }

    @Test
    void namesOnlyServiceImplementationsItHolds() throws IOException {
        List<String> entries = entries();
        for (String service : entries) {
            if (service.matches("META-INF/services/[^/]+")) {
                assertThat(lines(service))
                        .filteredOn(line -> !line.startsWith("#"))
                        .as(service)
                        .allMatch(name -> entries.contains(name.replace('.', '/') + ".class"));
            }
        }
    }

    @Test
    void keepsTheNoticesOfWhatItHolds() throws IOException {
        assertThat(String.join("\n", lines("META-INF/NOTICE")))
                .contains("Jackson", "Apache Commons Lang", "Kafka");
        assertThat(lines("META-INF/LICENSE")).anyMatch(line -> line.contains("Version 2.0"));
    }

    @Test
    void runsOnJava17() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                DataInputStream main =
                        new DataInputStream(
                                jar.getInputStream(jar.getEntry("io/leat/job/LeatJob.class")))) {
            main.readInt();
            main.readUnsignedShort();
            assertThat(main.readUnsignedShort()).isEqualTo(CLASS_FILES_OF_JAVA_17);
        }
    }

    @Test
    void staysSmallEnoughToUploadAtEachStart() throws IOException {
        long size = Files.size(JAR);
        System.out.printf("%s: %.1f MB%n", JAR.getFileName(), size / 1e6);
        assertThat(size).isLessThan(LARGEST);
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<String> entries() throws IOException {
        return entries(JAR);
    }

    private static List<String> entries(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile());
                Stream<String> names = jar.stream().map(ZipEntry::getName)) {
            return names.toList();
        }
    }

    private static List<String> lines(String entry) throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile());
                BufferedReader reader =
                        new BufferedReader(
                                new InputStreamReader(
                                        jar.getInputStream(jar.getEntry(entry)),
                                        StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        }
    }
}
