"""A hall killed at work whose database is then lost: it comes back by itself and says so."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.hall import Hall, wait_until
from tests.stats.test_page import sign_in


def noise(path: Path) -> None:
    path.write_bytes(b"\x55" * path.stat().st_size)


def copies(hall: Hall) -> list[Path]:
    return sorted((hall.state / "backups").glob("*.db"))


@pytest.fixture
def copied(hall: Hall) -> Hall:
    """A hall that has made its first copy: none of its own comes after the one of the test."""
    wait_until(lambda: copies(hall), 20, "the first copy is made")
    return hall


@pytest.mark.parametrize("lose", [noise, Path.unlink])
def test_a_killed_hall_whose_database_is_lost_comes_back_by_itself(
    lose: Callable[[Path], None], copied: Hall
) -> None:
    hall = copied
    kept = [hall.take("A")["number"] for _ in range(3)]
    assert hall.motcua("backup").returncode == 0
    lost = [hall.take("A")["number"] for _ in range(4)]
    hall.kill()
    lose(hall.state / "motcua.db")
    hall.start()
    assert hall.stranger().get("/healthz")["notices"] == ["restored"]
    [notice] = notices(hall)
    assert notice["gap"] == {"A": [4, 101]}
    assert notice["since"] < notice["at"]
    # Screens, tokens and people are those of the copy; nobody's number comes again.
    after = [hall.take("A")["number"] for _ in range(3)]
    assert len({*kept, *lost, *after}) == 10
    hall.verify()
    assert list((hall.state / "broken-1").iterdir())


def notices(hall: Hall) -> list[dict[str, Any]]:
    """What the supervisor's page is told."""
    screen = hall.screen("stats", "supervisor")
    found: list[dict[str, Any]] = wait_until(lambda: screen.state, 20)["notices"]
    return found


def test_damage_under_a_running_hall_ends_it_and_the_next_start_is_whole(copied: Hall) -> None:
    hall = copied
    kept = hall.take("A")["number"]
    assert hall.motcua("backup").returncode == 0
    lost = hall.take("A")["number"]
    noise(hall.state / "motcua.db")
    noise(hall.state / "motcua.db-wal")
    assert wait_until(hall.ended, 60, "the hall ends by itself") == 1
    hall.start()
    assert hall.take("A")["number"] not in (kept, lost)
    hall.verify()


def test_a_new_hall_has_a_copy_before_its_first_number(hall: Hall) -> None:
    wait_until(lambda: copies(hall), 20, "the first copy is made")
    hall.kill()
    noise(hall.state / "motcua.db")
    shutil.rmtree(hall.state / "paper", ignore_errors=True)
    hall.start()
    assert hall.take("A")["number"] == "A001"
    hall.verify()


def test_a_copy_is_made_when_the_day_closes_and_not_twice(hall: Hall) -> None:
    wait_until(lambda: len(copies(hall)) == 1, 20)
    hall.take("A")
    assert hall.motcua("day", "close").returncode == 0
    wait_until(lambda: len(copies(hall)) == 2, 20, "a copy of the closed day")
    hall.stop()
    hall.start()
    assert hall.motcua("day", "open").returncode == 0
    hall.take("A")
    assert len(copies(hall)) == 2


MORNING = 1_795_136_400_000  # 2026-11-20 08:00 in Vietnam
HOUR = 3_600_000


def test_a_copy_is_made_at_noon(new_hall: Callable[..., Hall]) -> None:
    hall = new_hall(clock_from=MORNING)
    hall.move_clock(MORNING + HOUR)
    wait_until(lambda: len(copies(hall)) == 1, 20)
    hall.move_clock(MORNING + 3 * HOUR)
    assert len(copies(hall)) == 1
    hall.move_clock(MORNING + 5 * HOUR)
    wait_until(lambda: len(copies(hall)) == 2, 20, "a copy at the turn of the half-day")


SAID = re.compile(
    r"^Dữ liệu bị hỏng hoặc mất đã được thay bằng bản sao gần nhất\. Những gì ghi từ \d\d:\d\d, "
    r"[\d/]+ đến \d\d:\d\d, [\d/]+ không còn\. Các số A002–A101 .* mời lấy số mới\.$"
)


@pytest.mark.browser
def test_the_supervisor_reads_what_was_lost(chromium: Browser, copied: Hall) -> None:
    hall = copied
    hall.take("A")
    assert hall.motcua("backup").returncode == 0
    hall.take("A")
    hall.kill()
    noise(hall.state / "motcua.db")
    hall.start()
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    sign_in(page, hall)
    expect(page.locator("#notices .banner")).to_have_text(SAID)
    context.close()
