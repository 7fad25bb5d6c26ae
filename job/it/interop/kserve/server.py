# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""A KServe server whose models multiply; each speaks V1 and V2 over REST and V2 over gRPC."""

import numpy
from kserve import InferOutput, InferResponse, Model, ModelServer
from kserve.errors import InvalidInput
from kserve.utils.utils import generate_uuid


class Times(Model):
    def __init__(self, name, factor):
        super().__init__(name)
        self.factor = factor
        self.ready = True

    async def predict(self, payload, headers=None, response_headers=None):
        if isinstance(payload, dict):
            return {"predictions": self.times(numpy.array(payload["instances"])).tolist()}
        given = payload.inputs[0]
        result = self.times(given.as_numpy())
        answer = InferOutput("x", list(result.shape), given.datatype)
        answer.set_data_from_numpy(result, binary_data=payload.use_binary_outputs)
        return InferResponse(
            payload.id or generate_uuid(),
            self.name,
            [answer],
            use_binary_outputs=payload.use_binary_outputs,
        )

    def times(self, features):
        if features.ndim != 2:
            raise InvalidInput(f"{features.ndim} dimensions (expected: 2)")
        if (features < 0).any():
            raise ValueError("negative features")
        return features * self.factor


if __name__ == "__main__":
    ModelServer().start([Times("double", 2), Times("triple", 3)])
