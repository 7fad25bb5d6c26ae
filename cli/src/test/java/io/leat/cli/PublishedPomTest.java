// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The poms of a release are what Maven Central takes, and what a project without ours can use. */
@DisabledIfSystemProperty(
        named = "quick",
        matches = ".*",
        disabledReason = "-Dquick writes no poms for a release")
class PublishedPomTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final XPath XPATH = XPathFactory.newInstance().newXPath();

    private static Document published(String module) throws Exception {
        return read(ROOT.resolve(module).resolve(".flattened-pom.xml"));
    }

    private static Document read(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    private static List<String> texts(Document pom, String path) throws XPathExpressionException {
        NodeList nodes = (NodeList) XPATH.evaluate(path, pom, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().strip());
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "connectors", "job", "k8s", "cli"})
    void statesWhatMavenCentralAsksFor(String module) throws Exception {
        Document pom = published(module);

        for (String path :
                List.of(
                        "/project/groupId",
                        "/project/artifactId",
                        "/project/version",
                        "/project/name",
                        "/project/description",
                        "/project/url",
                        "/project/licenses/license/name",
                        "/project/licenses/license/url",
                        "/project/developers/developer/name",
                        "/project/scm/connection",
                        "/project/scm/developerConnection",
                        "/project/scm/url")) {
            assertThat(texts(pom, path)).as(path).hasSize(1).doesNotContain("");
        }
        assertThat(texts(pom, "//*[not(*)]"))
                .allSatisfy(text -> assertThat(text).doesNotContain("${"));
        assertThat(texts(pom, "/project/groupId")).containsExactly("io.leat");
    }

    /** One place states the address: no module appends its name to it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "connectors", "job", "k8s", "cli"})
    void statesOneAddressOfTheProject(String module) throws Exception {
        String url =
                texts(read(ROOT.resolve("pom.xml")), "/project/properties/*[name()='leat.url']")
                        .get(0);
        Document pom = published(module);

        assertThat(texts(pom, "/project/url | /project/scm/url")).containsOnly(url);
        assertThat(texts(pom, "/project/scm/connection | /project/scm/developerConnection"))
                .containsOnly("scm:git:" + url + ".git");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectors", "job", "k8s", "cli"})
    void needsNothingButReleasesOfMavenCentral(String module) throws Exception {
        Document pom = published(module);
        String version = texts(pom, "/project/version").get(0);

        assertThat(texts(pom, "/project/parent")).isEmpty();
        assertThat(texts(pom, "//repositories | //pluginRepositories | //distributionManagement"))
                .isEmpty();
        assertThat(texts(pom, "//build | //profiles")).isEmpty();
        assertThat(texts(pom, "/project/dependencies/dependency")).isNotEmpty();
        assertThat(texts(pom, "//dependency[not(version)]")).isEmpty();
        assertThat(texts(pom, "//dependency[groupId='io.leat']/version"))
                .allSatisfy(of -> assertThat(of).isEqualTo(version));
        assertThat(texts(pom, "//dependency[groupId!='io.leat']/version"))
                .allSatisfy(
                        of ->
                                assertThat(of)
                                        .matches("[0-9][^,\\[\\]()]*")
                                        .doesNotContain("SNAPSHOT"));
        assertThat(texts(pom, "//dependency/scope")).doesNotContain("test", "system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"testing", "bench", "bench/micro"})
    void leavesOutWhatIsForTestsAlone(String module) throws Exception {
        assertThat(
                        texts(
                                read(ROOT.resolve(module).resolve("pom.xml")),
                                "//properties/*[name()='maven.deploy.skip']"))
                .containsExactly("true");
    }

    @Test
    void namesFlinksLineInTheVersion() throws Exception {
        Document pom = read(ROOT.resolve("pom.xml"));
        String flink = texts(pom, "/project/properties/*[name()='flink.version']").get(0);

        assertThat(texts(pom, "/project/profiles/profile[id='release']/properties/changelist"))
                .containsExactly("-" + flink.replaceFirst("\\.\\d+$", ""));
    }
}
