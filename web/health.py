"""Whether the hall lives: /healthz for whoever watches over it, /metrics for Prometheus.

Both are open to everybody and name no person, no ticket and no place on the machine.
"""

from __future__ import annotations

from typing import Any, Protocol

from flask import Blueprint, Response, jsonify

from web import room
from web.access import PUBLIC, allow

blueprint = Blueprint("health", __name__)
Measures = dict[str, tuple[str, dict[str, float]]]


class Pulse(Protocol):
    """Given by the wiring of the hall."""

    def health(self) -> dict[str, Any]:
        """{"ok", "writer", "commit_ms", "waiting", "floor", "notices", "disk_free", "devices", …}.

        Devices in trouble do not make a hall ill: it gives numbers without any of them.
        """
        ...

    def measures(self) -> Measures:
        """Each measure by name: its kind, and a value for each set of labels ("" for none)."""
        ...


@blueprint.get("/healthz")
@allow(PUBLIC)
def healthz() -> Response:
    """200 while the writer has answered within the last second, or does within two; else 503."""
    found = room(Pulse).health()
    answer = jsonify(found)
    answer.status_code = 200 if found["ok"] else 503
    return answer


@blueprint.get("/metrics")
@allow(PUBLIC)
def metrics() -> Response:
    """The same and more as text for Prometheus, format 0.0.4."""
    lines = []
    for name, (kind, values) in room(Pulse).measures().items():
        lines.append(f"# TYPE motcua_{name} {kind}")
        lines += [f"motcua_{name}{labels} {value:.15g}" for labels, value in values.items()]
    return Response("\n".join([*lines, ""]), content_type="text/plain; version=0.0.4")
