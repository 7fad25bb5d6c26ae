// Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
package io.leat.local.example.fashion;

import io.leat.local.example.picture.GreyImage;
import io.leat.protocol.BadPayloadException;
import io.leat.protocol.Payload;
import io.leat.protocol.Protocol;
import io.leat.protocol.Transport;

/** How a client of the example writes requests and reads answers, in one of the protocols. */
public interface FashionFormat {

    /** A predict request for one image. */
    Payload request(GreyImage image);

    /**
     * Reads the answer to a {@link #request}.
     *
     * @throws BadPayloadException if it is something else, an error for example
     */
    FashionAnswer read(Payload answer) throws BadPayloadException;

    static FashionFormat of(Protocol protocol, Transport transport) {
        return switch (transport) {
            case REST -> new RestFormat(protocol);
            case GRPC ->
                    switch (protocol) {
                        case SELDON -> new SeldonGrpcFormat();
                        case TENSORFLOW -> new TensorFlowGrpcFormat();
                        case V2 -> new V2GrpcFormat();
                    };
        };
    }
}
