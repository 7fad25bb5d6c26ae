package io.leat;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which part of the house may know which. Nothing here is frozen or excused. */
@AnalyzeClasses(packages = "io.leat", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE = {
        "io.leat.protocol..", "io.leat.graph..", "io.leat.deployment.."
    };

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
    static final ArchRule protocolStandsAlone =
            classes()
                    .that()
                    .resideInAPackage("io.leat.protocol..")
                    .should()
                    .onlyDependOnClassesThat(
                            resideInAnyPackage(
                                    "io.leat.protocol..",
                                    "io.leat.wire..",
                                    "java..",
                                    "com.fasterxml.jackson.core..",
                                    "com.google.protobuf..",
                                    "org.jspecify.annotations.."));

    @ArchTest
    static final ArchRule graphKnowsProtocolsOnly =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.graph..")
                    .should()
                    .dependOnClassesThat(
                            resideInAnyPackage(
                                    "io.leat.deployment..",
                                    "io.leat.model..",
                                    "io.leat.kafka..",
                                    "io.leat.options..",
                                    "io.leat.job.."));

    @ArchTest
    static final ArchRule clientsKnowNoGraphKafkaOrFlink =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.model..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "io.leat.graph..",
                            "io.leat.kafka..",
                            "org.apache.kafka..",
                            "org.apache.flink..");

    @ArchTest
    static final ArchRule kafkaSideKnowsNoModelOrGraph =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.kafka..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.leat.graph..", "io.leat.model..");

    @ArchTest
    static final ArchRule jobKnowsNoCommandLine =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.leat.job..", "io.leat.options..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.leat.cli..", "io.leat.local..", "io.leat.k8s..");

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
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.leat.(*)..").should().beFreeOfCycles();
}
