// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.bench;

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
import java.util.stream.Stream;

/** Which package of the bench may know which. */
@AnalyzeClasses(packages = "io.leat.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class BenchArchitectureTest {

    private static final int MAX_CLASSES_PER_PACKAGE = 20;

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.leat.bench.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theHarnessServesBothBenches =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.bench.harness..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.leat.bench.faults..", "io.leat.bench.load..");

    @ArchTest
    static final ArchRule theFaultMatrixAndTheLoadBenchAreApart =
            noClasses()
                    .that()
                    .resideInAPackage("io.leat.bench.load..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.leat.bench.faults..");

    /** The classes that have a file of their own. */
    private static Stream<JavaClass> written(JavaClasses all) {
        return all.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(each -> !each.getSimpleName().equals("package-info"));
    }

    @ArchTest
    static void packagesStaySmallAndNamesAreUnique(JavaClasses all) {
        assertThat(written(all).collect(groupingBy(JavaClass::getPackageName, counting())))
                .allSatisfy(
                        (name, count) ->
                                assertThat(count)
                                        .as(name)
                                        .isLessThanOrEqualTo(MAX_CLASSES_PER_PACKAGE));
        assertThat(written(all).collect(groupingBy(JavaClass::getSimpleName, counting())))
                .allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(1));
    }
}
