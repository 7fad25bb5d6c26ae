// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.secrets;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.PrivateKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.bc.BcPEMDecryptorProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/** Private keys in PEM as people have them: PKCS#8, PKCS#1 or SEC1, encrypted or not. */
public final class PrivateKeys {

    private static final String EXPECTED =
            "a private key in PEM: PKCS#8, PKCS#1 (RSA) or SEC1 (EC)";

    private PrivateKeys() {}

    /**
     * The key of an identity.
     *
     * @throws SecretException if there is none to be had
     */
    public static PrivateKey of(Identity identity, SecretReader reader) {
        SecretReference password = identity.password();
        PrivateKeyInfo info =
                read(
                        reader.read(identity.key()),
                        identity.key(),
                        password == null ? null : reader.read(password).toCharArray());
        try {
            return new JcaPEMKeyConverter().getPrivateKey(info);
        } catch (PEMException e) {
            throw problem(identity.key(), "is of a kind unknown here", EXPECTED);
        }
    }

    /**
     * The first key in a text.
     *
     * @param place for messages
     * @param password of an encrypted key, or null where none is stated
     * @throws SecretException if it is no key or the password is not its own; never quotes either
     */
    public static PrivateKeyInfo read(
            String pem, SecretReference place, char @Nullable [] password) {
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
                PrivateKeyInfo key = key(item, place, password);
                if (key != null) {
                    return key;
                }
            }
        } catch (SecretException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw problem(place, "cannot be read", EXPECTED);
        }
        throw problem(place, "holds no private key", EXPECTED);
    }

    /** The key, or null if the item is none, as the curve's parameters before an EC key are. */
    private static @Nullable PrivateKeyInfo key(
            Object item, SecretReference place, char @Nullable [] password) throws IOException {
        if (item instanceof PrivateKeyInfo plain) {
            return plain;
        }
        if (item instanceof PEMKeyPair pair) {
            return pair.getPrivateKeyInfo();
        }
        if (item instanceof PEMEncryptedKeyPair pair) {
            return decrypted(pair, place, required(place, password));
        }
        if (item instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
            return decrypted(encrypted, place, required(place, password));
        }
        return null;
    }

    private static char[] required(SecretReference place, char @Nullable [] password) {
        if (password == null) {
            throw problem(place, "is encrypted", "its password in …_CLIENT_KEY_PASS");
        }
        return password;
    }

    private static PrivateKeyInfo decrypted(
            PEMEncryptedKeyPair pair, SecretReference place, char[] password) throws IOException {
        try {
            return pair.decryptKeyPair(new BcPEMDecryptorProvider(password)).getPrivateKeyInfo();
        } catch (PEMException e) {
            throw wrongPassword(place);
        }
    }

    private static PrivateKeyInfo decrypted(
            PKCS8EncryptedPrivateKeyInfo encrypted, SecretReference place, char[] password) {
        try {
            return encrypted.decryptPrivateKeyInfo(
                    new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(new BouncyCastleProvider())
                            .build(password));
        } catch (OperatorCreationException | PKCSException e) {
            throw wrongPassword(place);
        }
    }

    private static SecretException wrongPassword(SecretReference place) {
        return problem(
                place, "cannot be decrypted", "the password of this key in …_CLIENT_KEY_PASS");
    }

    private static SecretException problem(SecretReference place, String what, String expected) {
        return new SecretException(
                "the client key in %s %s (expected: %s)".formatted(place.place(), what, expected));
    }

    /** A key as plain PKCS#8 in PEM, the one form that everyone reads. */
    public static String toPem(PrivateKeyInfo key) {
        StringWriter text = new StringWriter();
        try (PemWriter pem = new PemWriter(text)) {
            pem.writeObject(new PemObject("PRIVATE KEY", key.getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written to", e);
        }
        return text.toString();
    }
}
