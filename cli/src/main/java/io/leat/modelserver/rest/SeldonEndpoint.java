// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.rest;

import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedUnit;
import io.leat.modelserver.seldon.SeldonArray;
import io.leat.modelserver.seldon.SeldonTable;
import io.leat.modelserver.seldon.SeldonUnit;
import io.leat.protocol.UnitMethod;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The seldon protocol's REST paths as Seldon's Python wrapper answers them, for one unit. */
final class SeldonEndpoint implements RestEndpoint {

    private static final Map<String, UnitMethod> PATHS =
            Map.of(
                    "/predict", UnitMethod.PREDICT,
                    "/transform-input", UnitMethod.TRANSFORM_INPUT,
                    "/transform-output", UnitMethod.TRANSFORM_OUTPUT,
                    "/route", UnitMethod.ROUTE,
                    "/aggregate", UnitMethod.AGGREGATE);

    private final SeldonUnit unit;

    SeldonEndpoint(ServedUnit unit) {
        this.unit = new SeldonUnit(unit);
    }

    @Override
    public boolean owns(String path) {
        return PATHS.containsKey(path);
    }

    @Override
    public byte[] answer(RestRequest request) throws RefusedException {
        request.require("POST");
        UnitMethod asked =
                Objects.requireNonNull(PATHS.get(request.path()), "a path of no endpoint");
        if (asked == UnitMethod.AGGREGATE) {
            return aggregate(request.body());
        }
        SeldonMessageJson message = SeldonMessageJson.read(request.body());
        SeldonTable table = unit.answer(asked, message.array());
        return SeldonReply.message(table, message.meta());
    }

    private byte[] aggregate(byte[] body) throws RefusedException {
        List<SeldonMessageJson> messages = SeldonMessageJson.readList(body);
        List<SeldonArray> arrays = messages.stream().map(SeldonMessageJson::array).toList();
        SeldonTable table = unit.aggregate(arrays);
        return SeldonReply.message(table, messages.get(0).meta());
    }

    @Override
    public byte[] error(int status, String message) {
        return SeldonReply.error(status, message);
    }
}
