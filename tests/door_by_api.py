"""What the door asks of the API, each operation as it is meant: what test_openapi walks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.office_by_api import Api


def a_morning_at_the_door(api: Api) -> None:
    """Needs, letting others first, a miss, an appointment."""
    service = api.does("kiosk", "GET services")["services"][0]["id"]
    mine, _ = [api.does("reception", "POST tickets", {"service": service}) for _ in range(2)]
    api.does("reception", "POST tickets/{id}/needs", {"needs": ["sight"]}, id=mine["id"])
    api.does("reception", "POST tickets/{id}/pass", {}, id=mine["id"])
    api.does("counter", "POST counters/{n}/open", {}, n=1)
    called = api.does("counter", "POST counters/{n}/call-next", {}, n=1)["ticket"]["id"]
    api.does("counter", "POST counters/{n}/{verb}", {}, n=1, verb="miss")
    api.does("reception", "POST tickets/{id}/rejoin", {}, id=called)
    api.does("counter", "POST counters/{n}/close", {}, n=1)
    soon = datetime.now(UTC) + timedelta(hours=1)
    promised = {"service": service, "at": soon.isoformat()}
    booked = api.does("reception", "POST appointments", promised)
    that_day = {"date": booked["at"][:10]}
    (shown,) = api.does("reception", "GET appointments", query=that_day)["appointments"]
    assert shown["code"] == booked["code"]
    api.does("reception", "POST appointments/{id}/cancel", {}, id=booked["id"])


def a_suggestion_and_its_answer(api: Api) -> None:
    """Left at the kiosk, answered by the supervisor, found by its code."""
    case = api.does("kiosk", "POST suggestions", {"text": "Xin thêm ghế."})
    assert api.does("supervisor", "GET suggestions")["open"] == 1
    said = {"text": "Đã thêm ghế."}
    api.does("supervisor", "POST suggestions/{id}/answer", said, id=case["id"])
    assert api.does("kiosk", "GET suggestions/{code}", code=case["code"])["state"] == "answered"
