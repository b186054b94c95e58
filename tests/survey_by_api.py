"""A sheet of paper entered by the API: what test_openapi walks."""

from __future__ import annotations

from tests.office_by_api import Api


def a_sheet_filled_in(api: Api) -> None:
    """Who sat at counter 1 is looked up, and what somebody crossed there is entered."""
    assert api.does("giamsat", "GET survey")["clerks"]
    api.does("giamsat", "GET survey/sat", query={"counter": 1, "date": "2026-11-20"})
    said = {"clerk": "can-bo-1", "level": 4, "trips": 1}
    sheet = api.does("giamsat", "POST survey/sheets", said)["sheet"]
    api.does("giamsat", "POST survey/sheets/{id}/strike", {"reason": "misread"}, id=sheet)
    assert api.does("giamsat", "GET survey/sheets")["sheets"][0]["struck"]
