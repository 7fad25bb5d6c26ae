# Copyright 2026 the Leat authors. SPDX-License-Identifier: Apache-2.0
"""Keeps a server on the loopback address, even one that knows no option for it.

Python imports this file by itself when its folder is on PYTHONPATH.
"""

import re
import socket

_ANYWHERE = ("", "0.0.0.0", "::")
_bind = socket.socket.bind


def _bind_locally(self, address):
    if isinstance(address, tuple) and address[0] in _ANYWHERE:
        host = "::1" if self.family == socket.AF_INET6 else "127.0.0.1"
        address = (host, *address[1:])
    return _bind(self, address)


def _add_port_locally(add_port):
    def add(self, address):
        return add_port(self, re.sub(r"^(0\.0\.0\.0|\[::\])(?=:)", "127.0.0.1", address))

    return add


socket.socket.bind = _bind_locally
try:
    from grpc import _server
    from grpc.aio import _server as _aio_server
except ImportError:
    pass
else:
    for server in (_server._Server, _aio_server.Server):
        server.add_insecure_port = _add_port_locally(server.add_insecure_port)
