"""A case of low ratings by the API, from the pads to its close: what test_openapi walks."""

from __future__ import annotations

from tests.office_by_api import Api

# Five stay under their day, and so do their reasons; one of them is for the head alone.
SAID: list[tuple[int, list[str]]] = [(1, ["R5"]), (2, ["R2"]), (1, ["R8"]), (5, []), (4, ["P1"])]


def a_case_of_low_ratings(api: Api) -> None:
    """From what people say at a pad to what came of it."""
    a_day_of_low_ratings(api)
    cases_of_that_day(api)


def a_day_of_low_ratings(api: Api) -> None:
    """Three of five are displeased with the clerk at counter 1; then the day closes."""
    service = api.does("kiosk", "GET services")["services"][0]["id"]
    api.does("counter", "POST counters/{n}/open", {"clerk": "can-bo-1"}, n=1)
    for level, codes in SAID:
        api.does("kiosk", "POST tickets", {"service": service})
        api.does("counter", "POST counters/{n}/call-next", {}, n=1)
        for verb in ("start", "finish"):
            api.does("counter", "POST counters/{n}/{verb}", {}, n=1, verb=verb)
        rating = api.does("pad", "GET counters/{n}/pad", n=1)["rating"]["id"]
        said = {"rating": rating, "level": level}
        api.does("pad", "POST counters/{n}/rating", said, n=1)
        if codes:
            api.does("pad", "POST counters/{n}/rating", {**said, "reasons": codes}, n=1)
    api.does("supervisor", "POST day/close", {})
    api.does("supervisor", "POST day/open", {})


def cases_of_that_day(api: Api) -> None:
    """The clerk explains, the supervisor decides, the head sees to what is the head's alone."""
    seen = {who: api.does(who, "GET cases")["cases"] for who in ("giamsat", "lanhdao")}
    rules = {who: {one["rule"]: one["id"] for one in found} for who, found in seen.items()}
    assert {who: {*found} for who, found in rules.items()} == {
        "giamsat": {"often", "grave"}, "lanhdao": {"often", "grave", "secret"},
    }  # fmt: skip
    often, secret = rules["giamsat"]["often"], rules["lanhdao"]["secret"]
    assert len(api.does("canbo1", "GET cases/mine")["cases"]) == 2
    words = {"text": "Hôm đó mạng bị lỗi, tôi xin rút kinh nghiệm."}
    api.does("canbo1", "POST cases/{id}/explain", words, id=often)
    assert len(api.does("giamsat", "POST cases/{id}/answers", {}, id=often)["answers"]) == 3
    api.does("giamsat", "POST cases/{id}/decide", {"measure": "REMIND"}, id=often)
    api.does("giamsat", "POST cases/{id}/close", {}, id=often)
    api.does("lanhdao", "POST cases/{id}/ask", {}, id=secret)
    assert len(api.does("canbo1", "GET cases/mine")["cases"]) == 3
    what = {"clerk": "can-bo-2", "text": "Nhớ chào hỏi công dân."}
    api.does("giamsat", "POST reminders", what)
    assert len(api.does("lanhdao", "GET cases")["reminders"]) == 2
    month = api.does("giamsat", "GET cases")["month"]
    told = api.does("giamsat", "GET cases", query={"month": month})["sheet"]
    assert [(row["clerk"], row["reminders"]) for row in told] == [("can-bo-1", 1), ("can-bo-2", 1)]
