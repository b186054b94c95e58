"""The API against its own document: each operation as it is meant, then 5,000 cases otherwise."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks, not_a_server_error

from tests.asking import API
from tests.cases_by_api import a_case_of_low_ratings
from tests.config_text import shipped
from tests.door_by_api import a_morning_at_the_door, a_suggestion_and_its_answer
from tests.hall import Hall, wait_until
from tests.office_by_api import a_supervisors_day, an_office_that_changes
from tests.reports_by_api import a_report
from tests.survey_by_api import a_sheet_filled_in
from tests.torn import torn
from tests.trust_by_api import ratings_that_are_looked_at

SEED = int(os.environ.get("SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
CASES = 5000
DEVICES = ("kiosk", "display", "pad", "counter", "reception", "api", "supervisor")
PEOPLE = ("canbo1", "giamsat", "lanhdao")
AT = {"counter": 1, "pad": 1}
# Values that lead somewhere: a random number names no counter and no ticket.
KNOWN: dict[str, list[Any]] = {
    "n": [1, 2, 5, 0, 99, 2**63 - 1, 2**63, 10**30],
    "id": [1, 12, 20, 30, 40, 0, 2**63 - 1, 2**63, 10**30],
    "seq": [1, 2, 30, 60, 0, 2**63 - 1, 2**63, 10**30],
    "code": ["no-such", "%00"],
    "kind": ["week", "half-year", "%00"],
    "begins": ["2025-01-06", "2025-12-15", "0001-01-01"],
    "verb": ["recall", "start", "finish", "miss", "undo", "hold", "call", "quick", "%00"],
    "action": ["leave", "rejoin", "pass", "reprint", "confirm", "void", "take"],
    "name": ["rules", "office", "pauses", "priority:uu-tien", "priority:", "staff", "%00"],
}

load_all_checks()
PROMISED: list[Any] = [
    not_a_server_error,
    *(
        CHECKS.get_one(name)
        for name in (
            "status_code_conformance", "content_type_conformance", "response_schema_conformance",
            "response_headers_conformance",
        )
    ),
]  # fmt: skip


@dataclass
class Api:
    """The documented operations of a running hall, and everybody who may ask for them."""

    hall: Hall
    operations: dict[str, APIOperation[Any, Any, Any, Any]]
    askers: dict[str, dict[str, str]]
    session: requests.Session
    answered: Counter[tuple[str, int]] = field(default_factory=Counter)

    def ask(self, who: str, case: Case[Any], /, **query: str) -> Any:
        """Asks, holds the answer against the document, and counts it."""
        answer = case.call(
            self.hall.address, self.session, headers=self.askers[who], params=query or None
        )
        self.answered[case.operation.label, answer.status_code] += 1
        case.validate_response(answer, checks=PROMISED)
        return answer

    def does(self, who: str, label: str, body: Any = None, query: Any = None, **path: Any) -> Any:
        """An operation as it is meant, which must succeed: its JSON, if it has one."""
        method, _, place = label.partition(" ")
        operation = self.operations[f"{method} {API}/{place}"]
        sent = {} if body is None else {"body": body, "media_type": "application/json"}
        answer = self.ask(who, operation.Case(path_parameters=path, query=query or {}, **sent))
        assert answer.status_code in (200, 201, 202, 204), f"{label}: {answer.text}"
        return answer.json() if answer.content else None


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A hall of its own, because these tests close its day."""
    hall = Hall(tmp_path_factory.mktemp("openapi"), shipped(rules__recall_limit=0))
    session = requests.Session()
    # Each request says itself who asks: nobody inherits another's cookie.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    try:
        hall.start()
        schema = schemathesis.openapi.from_dict(hall.stranger().get("/api/v1/openapi.json"))
        results: Any = schema.get_all_operations()
        found = [result.ok() for result in results]
        known = {role: hall.token(role, AT.get(role)) for role in DEVICES}
        askers = {role: {"Authorization": f"Bearer {token}"} for role, token in known.items()}
        askers |= {name: dict(hall.signed_in(name).headers) for name in PEOPLE}
        yield Api(hall, {o.label: o for o in found}, askers | {"nobody": {}}, session)
    finally:
        session.close()
        hall.end()


def test_the_document_describes_the_api_and_nothing_else(api: Api) -> None:
    assert len(api.operations) > 20
    assert [label for label in api.operations if f" {API}/" not in label] == []


def test_every_operation_does_what_it_is_for(api: Api) -> None:
    a_visit(api)
    a_morning_at_the_door(api)
    a_suggestion_and_its_answer(api)
    a_sheet_on_paper(api, api.hall.service_of("A"))
    a_slip_in_doubt(api)
    an_office_that_changes(api)
    a_case_of_low_ratings(api)
    day = ratings_that_are_looked_at(api)
    on_paper(api, "supervisor", "stats/closing-sheet", {"day": day})
    api.does("supervisor", "POST day/open", {})
    a_report(api)
    a_sheet_filled_in(api)
    a_supervisors_day(api)
    done = {label for (label, status), _ in api.answered.items() if status < 300}
    assert set(api.operations) - done == set()


def a_visit(api: Api) -> None:
    """From the number to the rating."""
    service = api.does("kiosk", "GET services")["services"][0]["id"]
    taken = [api.does("kiosk", "POST tickets", {"service": service}) for _ in range(3)]
    two = {"called": taken[1]["number"], "before": taken[0]["number"]}
    assert api.does("supervisor", "GET stats/why", query=two)["answer"] == "not_called"
    clerk = api.does("counter", "GET clerks")["clerks"][0]["id"]
    api.does("counter", "POST counters/{n}/open", {"clerk": clerk}, n=1)
    api.does("counter", "POST counters/{n}/pause", {"reason": "BREAK"}, n=1)
    api.does("counter", "POST counters/{n}/open", {}, n=1)
    called = api.does("counter", "POST counters/{n}/call-next", {}, n=1)["ticket"]
    assert called["id"] == taken[0]["id"]
    spoken = api.does("display", "GET board")["state"]["announcements"][0]["id"]
    api.does("display", "POST announcements/{id}", {"state": "spoken"}, id=spoken)
    api.does("counter", "POST counters/{n}/{verb}", {}, n=1, verb="start")
    api.does("counter", "POST counters/{n}/{verb}", {}, n=1, verb="finish")
    rating = api.does("pad", "GET counters/{n}/pad", n=1)["rating"]["id"]
    api.does("pad", "POST counters/{n}/rating", {"rating": rating, "level": 5}, n=1)
    shown = api.does("counter", "POST counters/{n}/next", {"expect": None}, n=1)["ticket"]
    assert api.does("counter", "GET counters/{n}", n=1)["ticket"]["id"] == shown["id"]
    found = api.does("reception", "GET tickets", query={"number": taken[2]["number"]})
    assert found["tickets"][0]["id"] == api.does("api", "GET tickets/{id}", id=taken[2]["id"])["id"]
    api.does("reception", "POST tickets/{id}/{action}", {}, id=taken[2]["id"], action="leave")
    assert api.does("counter", "GET counters/{n}/history/{id}", n=1, id=shown["id"])["steps"]
    assert api.does("counter", "GET counters/{n}/own-day", n=1)["figures"]["served"]
    api.does("counter", "POST counters/{n}/next", {"expect": shown["id"]}, n=1)
    api.does("counter", "POST counters/{n}/close", {}, n=1)


def a_sheet_on_paper(api: Api, service: str) -> None:
    """What a service asks for, on the roll once no ticket is being printed."""
    assert api.does("nobody", "GET services/{id}", id=service)["documents"]
    on_paper(api, "kiosk", "services/{id}/print", {}, id=service)


def on_paper(api: Api, who: str, place: str, body: Any, **path: Any) -> None:
    """Sheets come one after another, and behind tickets."""
    operation = api.operations[f"POST {API}/{place}"]
    case = operation.Case(path_parameters=path, body=body, media_type="application/json", query={})
    wait_until(lambda: api.ask(who, case).status_code == 202, 20, "the printer is free")


def a_slip_in_doubt(api: Api) -> None:
    """It tears in two, somebody says that it is on paper, and the roll is changed."""
    mine = torn(api.hall)
    slips = api.does("reception", "GET slips")["slips"]
    (slip,) = [slip for slip in slips if slip["ticket"] == mine]
    api.does("reception", "POST slips/{id}/{action}", {}, id=slip["id"], action="printed")
    api.does("reception", "POST printers/{name}/roll", {}, name=slip["printer"])


@pytest.mark.timeout(400)
def test_five_thousand_cases_find_no_fault_of_ours(api: Api) -> None:
    print(f"SEED={SEED}")
    api.answered.clear()
    services = [s["id"] for s in api.does("kiosk", "GET services")["services"]]
    for n in range(1, 6):
        api.hall.counter(n).open()
        api.hall.take("A")
    each = -(-CASES // len(api.operations))
    for i, operation in enumerate(api.operations.values()):
        some_cases(api, operation, each, SEED + i)
    some_numbers(api, services, each)
    assert api.answered.total() >= CASES
    assert {status for _, status in api.answered} >= {200, 201, 204, 400, 401, 403, 404, 409, 422}
    assert "Traceback" not in api.hall.log()


def some_cases(api: Api, operation: Any, many: int, seed_: int) -> None:
    """Many cases of one operation by anybody: as described, and against the description."""
    who = st.sampled_from(sorted(api.askers))
    if operation.label == f"DELETE {API}/session":
        who = st.sampled_from(["nobody", *DEVICES])  # the sessions are needed once more
    junk = st.dictionaries(st.text(max_size=8), st.text(max_size=20), max_size=2)

    @seed(seed_)
    @settings(
        max_examples=many, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(who, cases(operation), junk)
    def asked(who: str, case: Case[Any], junk: dict[str, str]) -> None:
        api.ask(who, case, **junk)

    asked()


def some_numbers(api: Api, services: list[str], many: int) -> None:
    """Numbers for services that exist: at random nobody guesses the name of one."""
    operation = api.operations[f"POST {API}/tickets"]

    @seed(SEED)
    @settings(max_examples=many, deadline=None, database=None, phases=[Phase.generate])
    @given(cases(operation), st.sampled_from(services))
    def taken(case: Case[Any], service: str) -> None:
        if isinstance(case.body, dict):
            case.body = {**case.body, "service": service, "priority": None}
        api.ask("kiosk", case)

    taken()


def cases(operation: Any) -> st.SearchStrategy[Case[Any]]:
    """Cases of the operation, most of them at an address that exists."""
    holes = [p for p in KNOWN if f"{{{p}}}" in operation.path]
    known = st.fixed_dictionaries({hole: st.sampled_from(KNOWN[hole]) for hole in holes})
    modes = [GenerationMode.POSITIVE]
    if operation.body or operation.query or holes:
        modes.append(GenerationMode.NEGATIVE)
    anywhere = st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in modes))
    if not holes:
        return anywhere

    def moved(case: Case[Any], path: dict[str, Any]) -> Case[Any]:
        case.path_parameters = path
        return case

    return st.one_of(anywhere, *[st.builds(moved, anywhere, known)] * 3)


def test_what_is_no_json_or_no_such_method_is_said_rightly(api: Api) -> None:
    asker = api.hall.stranger()
    for label, operation in api.operations.items():
        method, _, rule = label.partition(" ")
        path = rule
        for hole, values in KNOWN.items():
            path = path.replace(f"{{{hole}}}", str(values[0]))
        wrong = asker.ask("PATCH", path)
        assert wrong.status == 405, label
        assert method in wrong.headers["allow"].split(", "), label
        if operation.body:
            who = next(
                w
                for w in api.askers.values()
                if asker.ask(method, path, b"[", w).status not in (401, 403)
            )
            typed = {**who, "Content-Type": "application/json"}
            assert asker.ask(method, path, b"{", typed).status == 400, label
            assert asker.ask(method, path, b"[]", typed).status == 422, label
            told = asker.ask(method, path, b"a=1", {**who, "Content-Type": "text/plain"})
            assert told.status == 415, label
            huge = b'{"x": "' + b"x" * 70_000 + b'"}'
            assert asker.ask(method, path, huge, typed).status == 413, label
