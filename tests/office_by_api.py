"""The supervisor's part of the API, each operation as it is meant: what test_openapi walks."""

from __future__ import annotations

from typing import Any, Protocol

from tests.hall import Hall, wait_until


class Api(Protocol):
    """Whoever asks by the document, and the hall that is asked."""

    @property
    def hall(self) -> Hall: ...
    def does(
        self, who: str, label: str, body: Any = None, query: Any = None, **path: Any
    ) -> Any: ...


def an_office_that_changes(api: Api) -> None:
    """Counters and rules, while the hall runs."""
    lines = [{"field": "ho-tich"}, {"field": "cu-tru", "offset_min": 5}]
    new = {"n": 9, "label": "Quầy 9", "lines": lines}
    api.does("supervisor", "POST counters", new)
    api.does("supervisor", "POST counters/{n}/lines", {"lines": lines[:1]}, n=9)
    api.does("supervisor", "POST counters/{n}/rename", {"label": "Quầy chín"}, n=9)
    api.does("supervisor", "POST counters/{n}/retire", {}, n=9)
    value = {"grace_min": api.does("supervisor", "GET settings")["settings"]["rules"]["grace_min"]}
    api.does("supervisor", "POST settings/{name}", {"value": value}, name="rules")
    api.does("supervisor", "POST settings/{name}/preview", {"value": {}}, name="office")
    last = api.does("supervisor", "GET settings/history")["history"][0]["seq"]
    api.does("supervisor", "POST settings/history/{seq}/undo", {}, seq=last)


def sees_to_a_printer(api: Api) -> None:
    """It has no paper, and somebody takes that on."""
    name, found = "may-in-1", dict[str, str]()

    def broken() -> bool:
        listed = api.does("supervisor", "GET devices")["devices"]
        found.update(next(each for each in listed if each["name"] == name))
        return found["level"] == "bad"

    api.hall.at_the_back_door("fault", name=name, fault="paper-out")
    wait_until(broken, 30, "the printer has no paper")
    key = f"device:{name}:{found['since']}"
    told = api.does("supervisor", "POST alerts/take-on", {"keys": [key]})
    assert told == {"keys": [key]}
    api.hall.at_the_back_door("fault", name=name, fault="ok")
    wait_until(lambda: not broken(), 30, "the printer has paper")


def a_supervisors_day(api: Api) -> None:
    """The day, the figures, and everybody's coming and going."""
    api.does("supervisor", "GET devices")
    api.does("supervisor", "GET stats", query={"by": "clerk"})
    api.does("supervisor", "GET stats/fairness")
    assert api.does("supervisor", "GET stats/forecasts")["days"] == 30
    assert len(api.does("supervisor", "GET stats/coming-week")["days"]) == 7
    sees_to_a_printer(api)
    api.does("supervisor", "POST self-test", {"devices": ["may-in-1"]})
    api.does("supervisor", "GET self-test")
    api.does("display", "POST self-test/sound", {"id": 1, "state": "spoken"})
    api.does("supervisor", "POST day/confirm-date", {})
    api.does("supervisor", "POST day/close", {})
    api.does("supervisor", "POST day/open", {})
    assert api.does("canbo1", "GET me")["staff"]["role"] == "clerk"
    code = api.hall.at_the_back_door("invite", role="kiosk", name="Ki-ốt mới", counter=None)["code"]
    api.does("nobody", "POST enrol", {"code": code})
    api.does("nobody", "POST session", {"name": "canbo2", "password": "demo-canbo2"})
    api.does("nobody", "DELETE session")
    api.does("supervisor", "POST staff/{id}/password", {"password": "mười ký tự"}, id="can-bo-3")
