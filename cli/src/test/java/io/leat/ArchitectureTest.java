// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.kafka.clients.admin.Admin;

/**
 * Which package may know which. Nothing here is frozen or excused.
 *
 * <p>Why it is so: {@code docs/adr/0013-packages-hold-one-concern-each.md}.
 */
@AnalyzeClasses(packages = "io.leat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE = {
        "io.leat.protocol..",
        "io.leat.codec..",
        "io.leat.graph..",
        "io.leat.deployment..",
        "io.leat.traffic.."
    };

    private static final String[] LIBRARIES_OF_TRANSPORTS = {
        "io.netty..", "io.grpc..", "org.asynchttpclient.."
    };

    private static final int MAX_CLASSES_PER_PACKAGE = 20;

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.leat.(**)").should().beFreeOfCycles();

    /** The classes that have a file of their own, without those made from messages. */
    private static Stream<JavaClass> written(JavaClasses all) {
        return all.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(each -> !each.getSimpleName().equals("package-info"))
                .filter(each -> !each.getPackageName().startsWith("io.leat.wire"));
    }

    @ArchTest
    static void packagesStaySmall(JavaClasses all) {
        assertThat(written(all).collect(groupingBy(JavaClass::getPackageName, counting())))
                .allSatisfy(
                        (name, count) ->
                                assertThat(count)
                                        .as(name)
                                        .isLessThanOrEqualTo(MAX_CLASSES_PER_PACKAGE));
    }

    @ArchTest
    static void noTwoClassesHaveOneName(JavaClasses all) {
        assertThat(written(all).collect(groupingBy(JavaClass::getSimpleName, counting())))
                .allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
    }

    @ArchTest
    static final ArchRule coreKnowsNoFlinkKafkaNettyOrGrpc =
            noClasses()
                    .that()
                    .resideInAnyPackage(CORE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.apache.flink..",
                            "org.apache.kafka..",
                            "io.netty..",
                            "io.grpc..",
                            "org.asynchttpclient..",
                            "picocli..")
                    .because("the core is tested without a cluster, a broker or a server");

    @ArchTest
    static final ArchRule coreKnowsNoSocketFileOrLog =
            noClasses()
                    .that()
                    .resideInAnyPackage(CORE)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.net..",
                            "java.nio.file..",
                            "java.nio.channels..",
                            "java.util.concurrent..",
                            "org.slf4j..")
                    .because("the core is given what it needs and answers, nothing else");

    @ArchTest
    static final ArchRule coreReadsNoClock =
            noClasses()
                    .that()
                    .resideInAnyPackage(CORE)
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.time.Clock")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.time.InstantSource")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime");

    @ArchTest
    static final ArchRule coreStartsNoThreadAndDrawsNoNumber =
            noClasses()
                    .that()
                    .resideInAnyPackage(CORE)
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.lang.Thread")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Random")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.SplittableRandom");

    @ArchTest
    static final ArchRule protocolIsTheVocabularyAndKnowsNoOther =
            classes()
                    .that()
                    .resideInAPackage("io.leat.protocol..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "io.leat.protocol..", "java..", "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule codecsKnowTheProtocolOnly =
            classes()
                    .that()
                    .resideInAPackage("io.leat.codec..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "io.leat.codec..",
                                    "io.leat.protocol..",
                                    "io.leat.wire..",
                                    "java..",
                                    "com.fasterxml.jackson.core..",
                                    "com.google.protobuf..",
                                    "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule graphKnowsProtocolOnly =
            classes()
                    .that()
                    .resideInAPackage("io.leat.graph..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "io.leat.graph..",
                                    "io.leat.protocol..",
                                    "java..",
                                    "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule deploymentsKnowGraphAndProtocolOnly =
            classes()
                    .that()
                    .resideInAPackage("io.leat.deployment..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "io.leat.deployment..",
                                    "io.leat.graph..",
                                    "io.leat.protocol..",
                                    "java..",
                                    "com.fasterxml.jackson..",
                                    "org.yaml.snakeyaml..",
                                    "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule restCodecsDoNotKnowGrpc =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.codec.rest..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.leat.codec.grpc..", "io.leat.codec.protobuf..");

    @ArchTest
    static final ArchRule grpcCodecsDoNotKnowRest =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.codec.grpc..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.leat.codec.rest..");

    @ArchTest
    static final ArchRule restClientDoesNotKnowGrpc =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.client.rest..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.leat.client.grpc..", "io.grpc..");

    @ArchTest
    static final ArchRule grpcClientDoesNotKnowRest =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.client.grpc..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.leat.client.rest..", "org.asynchttpclient..");

    /** The classes whose form is promised, as the profile {@code api} compares them. */
    @ArchTest
    static void whatIsPromisedIsMarked(JavaClasses all) {
        assertThat(
                        written(all)
                                .filter(each -> each.isAnnotatedWith(PublicEvolving.class))
                                .map(JavaClass::getName))
                .containsExactlyInAnyOrder(
                        "io.leat.job.LeatJob",
                        "io.leat.kafka.InferenceRequest",
                        "io.leat.kafka.InferenceResult");
    }

    /** Why it is so: {@code docs/adr/0015-requests-are-encoded-beside-the-http-client.md}. */
    @ArchTest
    static final ArchRule noClassKnowsTheInternalsOfTheHttpClient =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.asynchttpclient.netty..");

    /** Kafka's own way with brokers that are away fills the log. */
    @ArchTest
    static final ArchRule adminClientsAreMadeInOnePlace =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("io.leat.kafka.admin.AdminClients")
                    .and()
                    .resideOutsideOfPackage("io.leat.testing..")
                    .should()
                    .callMethod(Admin.class, "create", Properties.class)
                    .orShould()
                    .callMethod(Admin.class, "create", Map.class);

    @ArchTest
    static final ArchRule retriesAndBatchesKnowNoTransport =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.leat.client.retry..", "io.leat.client.batch..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(LIBRARIES_OF_TRANSPORTS);

    @ArchTest
    static final ArchRule clientsKnowNoGraphKafkaOrFlink =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.client..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.leat.graph..",
                            "io.leat.kafka..",
                            "org.apache.kafka..",
                            "org.apache.flink..");

    @ArchTest
    static final ArchRule kafkaSideKnowsNoClientOrGraph =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.kafka..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.leat.graph..", "io.leat.client..");

    @ArchTest
    static final ArchRule theGateKnowsTheRecordsOnly =
            packageKnowsNoneOfKafkaBut("io.leat.kafka.gate", "io.leat.kafka");

    @ArchTest
    static final ArchRule brokersAreInspectedForAnySide =
            packageKnowsNoneOfKafkaBut(
                    "io.leat.kafka.admin", "io.leat.kafka", "io.leat.kafka.security");

    @ArchTest
    static final ArchRule theSourceDoesNotKnowTheSink =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.leat.kafka.source..", "io.leat.kafka.position..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.leat.kafka.sink..");

    @ArchTest
    static final ArchRule theSinkKnowsNothingOfReading =
            packageKnowsNoneOfKafkaBut(
                    "io.leat.kafka.sink",
                    "io.leat.kafka",
                    "io.leat.kafka.admin",
                    "io.leat.kafka.claim",
                    "io.leat.kafka.gate");

    private static ArchRule packageKnowsNoneOfKafkaBut(String name, String... allowed) {
        return noClasses()
                .that()
                .resideInAPackage(name)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.leat.kafka..")
                                .and(not(resideInAnyPackage(allowed)))
                                .and(not(resideInAnyPackage(name))));
    }

    @ArchTest
    static final ArchRule secretsKnowNoOther =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.secrets..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("io.leat..")
                                    .and(not(resideInAnyPackage("io.leat.secrets.."))));

    @ArchTest
    static final ArchRule jobKnowsNoCommandLine =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.leat.job..", "io.leat.options..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.leat.cli..", "io.leat.local..", "io.leat.k8s..");

    @ArchTest
    static final ArchRule onlyTheCommandLineKnowsLocalRunsAndTheModelServer =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.leat.cli..", "io.leat.local..", "io.leat.modelserver..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.leat.local..", "io.leat.modelserver..");

    @ArchTest
    static final ArchRule manifestsKnowDeploymentsAndOptionsOnly =
            classes()
                    .that()
                    .resideInAPackage("io.leat.k8s..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "io.leat.k8s..",
                                    "io.leat.deployment..",
                                    "io.leat.graph..",
                                    "io.leat.codec",
                                    "io.leat.options..",
                                    "io.leat.protocol..",
                                    "io.fabric8.kubernetes..",
                                    "com.fasterxml.jackson..",
                                    "org.yaml.snakeyaml..",
                                    "org.jspecify.annotations..",
                                    "java.."));

    @ArchTest
    static final ArchRule manifestsAreTextAndTouchNoFile =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.k8s..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.nio.file..", "java.net..");

    @ArchTest
    static final ArchRule deadLettersKnowNoJobOrCommandLine =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.deadletter..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.leat.cli..",
                            "io.leat.local..",
                            "io.leat.job..",
                            "org.apache.flink..",
                            "picocli..");

    @ArchTest
    static final ArchRule theTestSupportKnowsNoOther =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.testing..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage("io.leat..")
                                    .and(not(resideInAnyPackage("io.leat.testing.."))));

    @ArchTest
    static final ArchRule whatIsShippedDoesNotKnowTheTestSupport =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.leat.testing..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.leat.testing..");
}
