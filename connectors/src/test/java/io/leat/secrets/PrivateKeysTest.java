// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.leat.secrets.SecretReference.Source;
import io.leat.testing.tls.Pki;
import java.io.IOException;
import java.security.KeyPair;
import java.util.stream.Stream;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private keys as OpenSSL has written them over the years. */
class PrivateKeysTest {

    private static final SecretReference PLACE =
            new SecretReference(Source.FILE, "/keys/client.key");
    private static final KeyPair RSA = Pki.rsa();
    private static final KeyPair EC = Pki.ec();
    private static final String PASSWORD = "open sesame";

    static Stream<Arguments> forms() throws Exception {
        return Stream.of(
                arguments("PKCS#8, RSA", pkcs8(RSA), RSA),
                arguments("PKCS#8, EC", pkcs8(EC), EC),
                arguments("PKCS#8, encrypted", encryptedPkcs8(RSA), RSA),
                arguments("PKCS#1", Pki.pem(RSA.getPrivate()), RSA),
                arguments("PKCS#1, encrypted", encrypted(RSA), RSA),
                arguments("SEC1", Pki.pem(EC.getPrivate()), EC),
                arguments("SEC1 behind its curve", curve() + Pki.pem(EC.getPrivate()), EC),
                arguments("SEC1, encrypted", encrypted(EC), EC),
                arguments("a key behind words", "my key\n" + pkcs8(RSA), RSA));
    }

    private static String pkcs8(KeyPair pair) {
        return Pki.pem(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private static String encryptedPkcs8(KeyPair pair)
            throws IOException, OperatorCreationException {
        return Pki.pem(
                new JcaPKCS8Generator(
                        pair.getPrivate(),
                        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                .setProvider(new BouncyCastleProvider())
                                .setPassword(PASSWORD.toCharArray())
                                .build()));
    }

    private static String encrypted(KeyPair pair) throws IOException {
        return Pki.pem(
                new JcaMiscPEMGenerator(
                        pair.getPrivate(),
                        new JcePEMEncryptorBuilder("AES-256-CBC")
                                .setProvider(new BouncyCastleProvider())
                                .build(PASSWORD.toCharArray())));
    }

    private static String curve() throws IOException {
        return Pki.pem(new PemObject("EC PARAMETERS", SECObjectIdentifiers.secp256r1.getEncoded()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void areReadInAnyForm(String form, String pem, KeyPair pair) throws Exception {
        PrivateKeyInfo key = PrivateKeys.read(pem, PLACE, PASSWORD.toCharArray());

        assertThat(PrivateKeys.toPem(key)).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(
                        new JcaPEMKeyConverter()
                                .setProvider(new BouncyCastleProvider())
                                .getPrivateKey(key))
                .isEqualTo(pair.getPrivate());
    }

    @Test
    void needThePasswordOfAnEncryptedOne() throws Exception {
        String pem = encryptedPkcs8(RSA);

        assertThatThrownBy(() -> PrivateKeys.read(pem, PLACE, null))
                .isInstanceOf(SecretException.class)
                .hasMessage(
                        "the client key in file /keys/client.key is encrypted (expected: its password in …_CLIENT_KEY_PASS)");
    }

    @Test
    void areNotReadWithAnotherPassword() throws Exception {
        for (String pem : new String[] {encryptedPkcs8(RSA), encrypted(EC)}) {
            assertThatThrownBy(() -> PrivateKeys.read(pem, PLACE, "sesam".toCharArray()))
                    .isInstanceOf(SecretException.class)
                    .hasMessage(
                            "the client key in file /keys/client.key cannot be decrypted (expected: the password of this key in …_CLIENT_KEY_PASS)");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a key",
                "-----BEGIN PRIVATE KEY-----\n!!!\n-----END PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"
            })
    void areNotMadeOfAnythingElse(String text) {
        assertThatThrownBy(() -> PrivateKeys.read(text, PLACE, null))
                .isInstanceOf(SecretException.class)
                .hasMessageMatching(
                        "the client key in file /keys/client.key (holds no private key|cannot be read) \\(expected: a private key in PEM: PKCS#8, PKCS#1 \\(RSA\\) or SEC1 \\(EC\\)\\)");
    }
}
