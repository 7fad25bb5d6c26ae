// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.job.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Headers that are worth writing down: those that are not the same everywhere. */
public final class Notable {

    private Notable() {}

    /**
     * Takes each of the usual headers off a list once. One that is not there at all is noted as
     * missing; one with another value, or a second one, stays.
     */
    public static List<Header> headers(List<Header> seen, List<Header> usual) {
        List<Header> left = new ArrayList<>(seen);
        for (Header one : usual) {
            boolean taken = remove(left, one);
            if (!taken && left.stream().noneMatch(header -> header.is(one.name()))) {
                left.add(Header.of("missing", one.name()));
            }
        }
        return left;
    }

    private static boolean remove(List<Header> left, Header one) {
        for (Header header : left) {
            if (header.is(one.name()) && Arrays.equals(header.value(), one.value())) {
                return left.remove(header);
            }
        }
        return false;
    }
}
