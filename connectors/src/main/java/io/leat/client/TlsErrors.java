// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.client;

import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Explains failures of TLS connections, and names the option to look at. */
final class TlsErrors {

    private TlsErrors() {}

    /** Whether it is TLS that failed, at any time of a connection's life. */
    static boolean is(Throwable thrown) {
        return ErrorMessages.find(thrown, SSLException.class) != null;
    }

    /**
     * Whether the two never came to speak of a call. With TLS 1.3 a server says that it does not
     * like our certificate only after the handshake, to the first call.
     */
    static boolean isOfTheHandshake(Throwable thrown) {
        return ErrorMessages.find(thrown, SSLHandshakeException.class) != null
                || ErrorMessages.find(thrown, NotSslRecordException.class) != null
                || alert(thrown) != null;
    }

    /** One line; the texts repeated are the JDK's own and speak of certificates and TLS alone. */
    static String describe(Throwable thrown) {
        CertificateException invalid =
                ErrorMessages.find(thrown, CertificateExpiredException.class);
        if (invalid == null) {
            invalid = ErrorMessages.find(thrown, CertificateNotYetValidException.class);
        }
        if (invalid != null) {
            return "the endpoint's certificate is not valid now: %s (expected: one that is)"
                    .formatted(invalid.getMessage());
        }
        if (ErrorMessages.find(thrown, CertPathBuilderException.class) != null
                || ErrorMessages.find(thrown, CertPathValidatorException.class) != null) {
            return "no authority known here vouches for the endpoint's certificate (expected: the"
                    + " one that signed it, in LEAT_MODEL_CA_CERT)";
        }
        CertificateException other = ErrorMessages.find(thrown, CertificateException.class);
        if (other != null) {
            return "the endpoint's certificate is another host's: %s (expected: one that names the host as the graph does)"
                    .formatted(other.getMessage());
        }
        if (ErrorMessages.find(thrown, NotSslRecordException.class) != null) {
            return "what listens there does not speak TLS (expected: TLS, as LEAT_MODEL_TLS or the"
                    + " https:// or grpcs:// of --model states)";
        }
        String alert = alert(thrown);
        if (alert != null) {
            return "the endpoint refuses our certificate, or misses one, or has no version of TLS in common: %s (expected: LEAT_MODEL_CLIENT_CERT of an authority it trusts, and TLS 1.2 or 1.3)"
                    .formatted(alert);
        }
        return "TLS failed: " + message(thrown);
    }

    private static @Nullable String alert(Throwable thrown) {
        SSLException found = ErrorMessages.find(thrown, SSLException.class);
        String message = found == null ? null : found.getMessage();
        return message != null && message.contains("fatal alert") ? message : null;
    }

    private static @Nullable String message(Throwable thrown) {
        SSLException found = ErrorMessages.find(thrown, SSLException.class);
        return found == null ? null : found.getMessage();
    }
}
