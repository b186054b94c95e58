"""What went wrong in halls of other makes and cannot here: docs/faults-of-others.md has the tests.

The faults that no test elsewhere looks for have theirs below.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from db.models import Number
from tests.config_text import shipped
from tests.hall import HOUSE, Hall
from tests.rights import TABLE
from tests.tickets.core import HALL, Core

PAGE = HOUSE / "docs" / "faults-of-others.md"


def named(page: str) -> list[str]:
    """Every test that the page names: `folder/test_file.py::test_name`."""
    return re.findall(r"`([\w/]+\.py::\w+)`", page)


def missing(names: list[str], tests: Path) -> list[str]:
    """Those of them that are not there."""
    return [name for name in names if name.partition("::")[2] not in _tests_of(tests, name)]


def _tests_of(tests: Path, name: str) -> set[str]:
    file = tests / name.partition("::")[0]
    if not file.exists():
        return set()
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_the_page_names_is_there() -> None:
    names = named(PAGE.read_text("utf-8"))
    assert len(names) > 80
    assert missing(names, HOUSE / "tests") == []


def test_a_test_that_is_not_there_is_found() -> None:
    names = ["test_hall.py::test_nothing", "nowhere.py::test_x", "test_hall.py::test_a_whole"]
    assert missing(names, HOUSE / "tests") == names


def test_every_fault_has_a_test_and_every_test_below_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| ") and "::" not in line]
    assert [row for row in rows if not row.startswith(("| elsewhere", "|--"))] == []
    below = _tests_of(HOUSE / "tests", "test_peers_faults.py::")
    here = {n for n in below if n.startswith("test_")} - {n.partition("::")[2] for n in named(text)}
    assert here == {
        "test_every_test_that_the_page_names_is_there", "test_a_test_that_is_not_there_is_found",
        "test_every_fault_has_a_test_and_every_test_below_is_on_the_page",
    }  # fmt: skip


# --- what is tested nowhere else ---


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("peers"), shipped())
    try:
        hall.start()
        for n in range(1, 6):
            hall.counter(n).open(f"can-bo-{n}")
        yield hall
    finally:
        hall.end()


def test_what_is_over_is_over_also_from_an_old_page(hall: Hall) -> None:
    one, reception = hall.counter(1), hall.as_("reception")
    done, gone, beside = hall.take("A"), hall.take("A"), hall.take("A")
    one.call_next()
    one.start()
    one.finish()
    reception.press(f"tickets/{gone['id']}/void").expecting(200)
    for over in (done, gone):
        assert one.tries("call", ticket=over["id"], reason="OTHER").status == 409
        for verb in ("leave", "rejoin", "void", "reprint"):
            assert reception.press(f"tickets/{over['id']}/{verb}").status == 409, verb
    for verb in ("recall", "start", "finish", "miss"):
        assert one.tries(verb).status == 409, verb
    # What is done to one ticket is done to one ticket.
    assert hall.ticket(beside["id"])["state"] == "waiting"
    states = hall.rows("SELECT state FROM ticket ORDER BY id")
    assert states == [("served",), ("void",), ("waiting",)]
    assert one.call_next()["ticket"]["id"] == beside["id"]
    one.start()
    one.finish()


def test_twelve_calls_at_once_are_all_to_be_said_and_the_newest_is_seen(hall: Hall) -> None:
    before = {call["id"] for call in hall.board()["announcements"]}
    numbers = [hall.take("A")["number"] for _ in range(12)]
    for number in numbers:
        called = hall.counter(1).next()
        assert called["ticket"]["number"] == number
    board = hall.board()
    waiting = [call["number"] for call in board["announcements"] if call["id"] not in before]
    assert waiting == numbers
    assert [call["number"] for call in board["calls"]] == numbers[:-9:-1]
    assert {call["counter"] for call in board["calls"]} == {1}
    hall.counter(1).next()


def test_nobody_elses_clock_is_asked(hall: Hall) -> None:
    kiosk, service = hall.as_("kiosk"), hall.service_of("L")
    for wrong in ("now", "1999-01-01T00:00:00", 0, ["2026"], {"$ne": 1}):
        for key in ("timestamp", "issued_at", "came"):
            body = {"service": service, "print": False, key: wrong}
            assert kiosk.press("tickets", body).status in (403, 422), (key, wrong)
    assert kiosk.press("tickets", {"service": [service]}).status == 422
    taken = hall.take("L")
    assert taken["ahead"] == 0
    assert hall.counter(3).call_next()["ticket"]["id"] == taken["id"]
    hall.counter(3).next()


def test_looking_changes_nothing(hall: Hall) -> None:
    """Not one GET writes: a link in a letter, a prefetch or a crawler presses no button."""
    hall.take("M")
    for role in ("supervisor", "kiosk", "display"):
        hall.as_(role)
    # The demo alone enrols a browser of this machine by itself.
    pressed = "SELECT max(seq) FROM journal WHERE actor NOT IN ('hall', 'demo')"
    before = hall.rows(pressed)
    for method, rule in TABLE:
        if method != "GET":
            continue
        path = re.sub(r"<\w+:\w+>", "1", rule)
        for role in ("supervisor", "kiosk", "display"):
            assert hall.as_(role).ask("GET", path).status < 500, path
    assert hall.rows(pressed) == before
    for verb in ("call-next", "next", "close"):
        assert hall.as_("counter", 4).ask("GET", f"counters/4/{verb}").status == 405


def test_one_visitors_language_is_not_the_next_ones(hall: Hall) -> None:
    for path in ("/kiosk/", "/display/"):
        spoken = [
            re.search(r'<html lang="(\w\w)"', hall.stranger().ask("GET", f"{path}{asked}")
                      .body.decode())
            for asked in ("?lang=en", "", "?lang=en", "")
        ]  # fmt: skip
        assert [found[1] for found in spoken if found] == ["en", "vi", "en", "vi"], path


def test_after_999_comes_1000_and_no_number_is_two_peoples(tmp_path: Path) -> None:
    with Core(tmp_path, hall=HALL) as core:
        core.take()
        core.told(lambda _tx: {"moved": Number.update(last=998).execute()})
        numbers = [core.take()["number"] for _ in range(4)]
        assert numbers == ["A999", "A1000", "A1001", "A1002"]
        others = [core.take("ban-sao")["number"] for _ in range(2)]
        assert others == ["C001", "C002"]


@pytest.mark.browser
def test_every_letter_of_the_language_is_of_our_own_fonts(hall: Hall, chromium: Browser) -> None:
    """A letter that another font lends loses its tone, or its weight, in the middle of a word."""
    vowels, tones = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = {unicodedata.normalize("NFC", v + tone) for v in vowels for tone in tones} | {"đ"}
    letters |= {letter.upper() for letter in letters}
    assert len(letters) == 146
    page = chromium.new_page()
    page.goto(f"{hall.address}/display/")
    lent = page.evaluate(
        """async ([letters, fonts]) => {
          const lent = [];
          for (const font of fonts)
            for (const letter of [...letters, "☃"])
              if (!(await document.fonts.load(font, letter)).length) lent.push(`${font} ${letter}`);
          return lent;
        }""",
        [sorted(letters), FONTS],
    )
    page.close()
    # The snowman is in neither: so a letter that is missing would be seen.
    assert lent == [f"{font} ☃" for font in FONTS]


FONTS = ["400 20px 'Be Vietnam Pro'", "800 20px 'Be Vietnam Pro'", "800 20px 'Noto Sans'"]
