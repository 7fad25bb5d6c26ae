// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import io.grpc.ServerServiceDefinition;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedUnit;
import io.leat.modelserver.seldon.SeldonArray;
import io.leat.modelserver.seldon.SeldonUnit;
import io.leat.protocol.UnitMethod;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.SeldonMessageList;
import java.util.ArrayList;
import java.util.List;

/** The seldon protocol's services, one for each type of unit, all on one unit. */
final class SeldonServices {

    private static final String PACKAGE = "seldon.protos.";

    private SeldonServices() {}

    static List<ServerServiceDefinition> of(ServedUnit unit) {
        SeldonUnit seldon = new SeldonUnit(unit);
        return List.of(
                service(seldon, "Model", "Predict", UnitMethod.PREDICT),
                service(seldon, "Transformer", "TransformInput", UnitMethod.TRANSFORM_INPUT),
                service(
                        seldon,
                        "OutputTransformer",
                        "TransformOutput",
                        UnitMethod.TRANSFORM_OUTPUT),
                service(seldon, "Router", "Route", UnitMethod.ROUTE),
                combiner(seldon));
    }

    private static ServerServiceDefinition service(
            SeldonUnit unit, String service, String method, UnitMethod asked) {
        return new GrpcService(PACKAGE + service)
                .with(
                        method,
                        SeldonMessage.getDefaultInstance(),
                        request -> {
                            SeldonArray array = SeldonProtoMessages.read(request);
                            return SeldonProtoMessages.write(
                                    unit.answer(asked, array), request.getMeta());
                        })
                .definition();
    }

    private static ServerServiceDefinition combiner(SeldonUnit unit) {
        return new GrpcService(PACKAGE + "Combiner")
                .with(
                        "Aggregate",
                        SeldonMessageList.getDefaultInstance(),
                        request -> aggregate(unit, request))
                .definition();
    }

    private static SeldonMessage aggregate(SeldonUnit unit, SeldonMessageList request)
            throws RefusedException {
        List<SeldonArray> arrays = new ArrayList<>();
        for (SeldonMessage message : request.getSeldonMessagesList()) {
            arrays.add(SeldonProtoMessages.read(message));
        }
        return SeldonProtoMessages.write(
                unit.aggregate(arrays), request.getSeldonMessages(0).getMeta());
    }
}
