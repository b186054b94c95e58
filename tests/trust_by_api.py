"""Ratings that are looked at, by the API as it is meant: what test_openapi walks."""

from __future__ import annotations

from tests.office_by_api import Api


def ratings_that_are_looked_at(api: Api) -> int:
    """The day closes; a clerk's ratings of it are left out and put back: the day."""
    api.does("supervisor", "POST day/close", {})
    day: int = api.does("supervisor", "GET stats/trust")["days"][0]["day"]
    said = {"day": day, "clerk": "can-bo-1", "reason": "trial"}
    left = api.does("supervisor", "POST stats/exclusions", said)
    assert api.does("api", "GET stats/left-out")["answers"] == left["n"]
    api.does("supervisor", "POST stats/exclusions/{id}/readmit", {}, id=left["id"])
    assert api.does("api", "GET stats/left-out")["answers"] == 0
    return day
