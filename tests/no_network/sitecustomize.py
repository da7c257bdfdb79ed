"""Put on PYTHONPATH of a child process: any attempt to reach a network fails there."""

import socket
from typing import Any

LOCAL = {getattr(socket, "AF_UNIX", None)}


class NetworkUsedError(RuntimeError):
    """A stage tried to open a connection."""


def _refuse(self: socket.socket, address: Any) -> None:
    if self.family not in LOCAL:
        raise NetworkUsedError(f"network is off in this test; asked for {address!r}")
    _connect(self, address)


def _no_lookup(host: Any, *_: Any, **__: Any) -> Any:
    raise NetworkUsedError(f"network is off in this test; looked up {host!r}")


_connect = socket.socket.connect
socket.socket.connect = _refuse  # type: ignore[method-assign]
socket.socket.connect_ex = _refuse  # type: ignore[method-assign, assignment]
socket.getaddrinfo = _no_lookup
