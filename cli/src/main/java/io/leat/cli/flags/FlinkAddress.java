// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.cli.flags;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of Flink's REST interface; one without a scheme is taken for http. */
public final class FlinkAddress implements ITypeConverter<URI> {

    private static final int HIGHEST_PORT = 65_535;

    /** An IPv6 address stands in brackets. */
    private static final Pattern HOST_AND_PORT =
            Pattern.compile("(\\[[^\\]/]*\\]|[^\\[\\]/?#:@]+):[0-9]+(/.*)?");

    private static final Pattern USER = Pattern.compile("^([^/?#]*://)?[^/?#]*@.*");

    @Override
    public URI convert(String text) {
        String stated = text.trim();
        boolean hasScheme = !HOST_AND_PORT.matcher(stated).matches();
        URI url;
        try {
            url = new URI(hasScheme ? stated : "http://" + stated);
        } catch (URISyntaxException e) {
            throw refused(stated);
        }
        boolean isHttp =
                "http".equalsIgnoreCase(url.getScheme())
                        || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp
                || url.getHost() == null
                || url.getPort() == 0
                || url.getPort() > HIGHEST_PORT
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null) {
            throw refused(stated);
        }
        return url;
    }

    private static TypeConversionException refused(String stated) {
        String shown =
                USER.matcher(stated).matches() ? "an address with a user" : "\"" + stated + "\"";
        return new TypeConversionException(
                "%s (expected: HOST:PORT, http://HOST:PORT or https://HOST:PORT, with a path or without, and no user, password or query)"
                        .formatted(shown));
    }
}
