// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.modelserver.grpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ServerServiceDefinition;
import io.leat.modelserver.RefusedException;
import io.leat.modelserver.ServedUnit;
import io.leat.modelserver.seldon.SeldonUnit;
import io.leat.protocol.UnitMethod;
import io.leat.wire.seldon.SeldonMessage;
import io.leat.wire.seldon.SeldonMessageList;
import java.util.List;

/** The seldon protocol's services, one for each type of unit, all on one unit. */
final class SeldonServices {

    private static final String PACKAGE = "seldon.protos.";

    private final SeldonUnit unit;

    SeldonServices(ServedUnit unit) {
        this.unit = new SeldonUnit(unit);
    }

    List<ServerServiceDefinition> definitions() {
        return List.of(
                service("Model", "Predict", UnitMethod.PREDICT),
                service("Transformer", "TransformInput", UnitMethod.TRANSFORM_INPUT),
                service("OutputTransformer", "TransformOutput", UnitMethod.TRANSFORM_OUTPUT),
                service("Router", "Route", UnitMethod.ROUTE),
                new GrpcService(PACKAGE + "Combiner")
                        .with(
                                "Aggregate",
                                SeldonMessageList.getDefaultInstance(),
                                list -> answer(UnitMethod.AGGREGATE, list.getSeldonMessagesList()))
                        .definition());
    }

    private ServerServiceDefinition service(String service, String method, UnitMethod asked) {
        return new GrpcService(PACKAGE + service)
                .with(
                        method,
                        SeldonMessage.getDefaultInstance(),
                        message -> answer(asked, List.of(message)))
                .definition();
    }

    /** The answer keeps what Seldon's wrapper hands on of the first message's meta. */
    private SeldonMessage answer(UnitMethod asked, List<SeldonMessage> messages)
            throws RefusedException {
        List<JsonNode> data =
                messages.stream()
                        .map(SeldonMessage::getData)
                        .<JsonNode>map(SeldonDataProto::read)
                        .toList();
        JsonNode answer = unit.answer(asked, data);
        return SeldonMessage.newBuilder()
                .setMeta(messages.get(0).getMeta().toBuilder().clearRouting())
                .setData(SeldonDataProto.write(answer))
                .build();
    }
}
