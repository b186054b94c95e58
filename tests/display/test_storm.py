"""100 calls in a minute: each announced once, in order, none cut off; the late ones are read."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.display.boards import NOW, announcement, call, hall, open_hall
from tests.display.screen import Server, change, run
from tests.display.storm import CALLS, MINUTE_S, SENTENCE_S, Heard, faults
from tests.pages import HOUSE

MAX_AGE_S = 60.0


# --- the hall's own sound card ---


@pytest.mark.parametrize("pace", [10.0, pytest.param(1.0, marks=pytest.mark.soak)])
def test_a_hundred_calls_in_a_minute_on_the_sound_card(tmp_path: Path, pace: float) -> None:
    command = [sys.executable, "-m", "tests.display.card_storm", str(tmp_path), str(pace)]
    done = subprocess.run(
        command, cwd=HOUSE, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    state = {id: became for id, _, became in told["rows"]}
    lines = (tmp_path / "speaker/played.jsonl").read_text("utf-8").splitlines()
    heard = [
        Heard(line["sound"], line["began"], line["ended"], SENTENCE_S / pace)
        for line in map(json.loads, lines)
    ]
    first: dict[str, int] = {}
    renewed = {first[number] for id, number, _ in told["rows"] if first.setdefault(number, id) < id}
    assert len(state) == CALLS
    assert faults(list(state), heard, told["shown"], told["unheard"], renewed) == []
    assert [id for id in state if state[id] == "spoken"] == [one.id for one in heard]
    assert set(state.values()) == {"spoken", "late"}
    assert len(heard) >= 2 * MINUTE_S / SENTENCE_S - 4, "it speaks without long pauses"


# --- the hall's screen ---

AUDIO = """
window.played = [];
window.Audio = function () {
  const length = () => (this.src.includes("once") ? 5000 : 9000);
  this.pause = () => { if (this.log && !this.log.ended) this.log.ended = Date.now(); };
  this.play = () => {
    this.log = { src: this.src, began: Date.now(), ended: 0, length: length() };
    played.push(this.log);
    setTimeout(() => { this.log.ended ||= Date.now(); this.onended(); }, length());
    return Promise.resolve();
  };
};
"""


class Storm:
    """A hall whose screen is told of 100 calls; all of them stay called."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.server, self.second = page, server, 0.0
        self.shown: list[int] = []
        self.read: set[int] = set()

    def step(self) -> None:
        """One second: what is new, what the screen does, and what it shows."""
        self.second += 1.0
        change(self.page, **self.state())
        run(self.page, 1_000)
        large = self.page.inner_text("#number")
        if self.page.get_attribute("#hall", "data-calling") == "true":
            self.shown += [int(large[1:])] if [int(large[1:])] != self.shown[-1:] else []
        elif (int(large[1:] or 0), "late") in self.server.told:
            self.read.add(int(large[1:]))  # the last call of all stands large when all is quiet
        unread = self.page.locator("#recent [data-unheard=true]").all_inner_texts()
        if unread:
            assert "chưa kịp đọc" in self.page.inner_text("#past-title")
        self.read |= {int(line.split()[0][1:]) for line in unread}

    def state(self) -> dict[str, Any]:
        called = range(1, min(CALLS, int(self.second * CALLS / MINUTE_S)) + 1)
        became = dict(self.server.told)
        young = [id for id in called if self.second - self.at(id) < MAX_AGE_S]
        open_ = [id for id in called if id not in became and (id in young or id in self.begun())]
        late = [id for id in called if became.get(id) == "late"]
        return {
            "now": self.iso(self.second),
            "calls": [call(id, f"A{id:03d}", id % 30 + 1) for id in list(called)[-1:-9:-1]],
            "announcements": [self.announcement(id) for id in open_],
            "unheard": [{"id": id, "number": f"A{id:03d}", "counter": id % 30 + 1} for id in late],
        }

    def begun(self) -> set[int]:
        return set(self.server.begun)

    def announcement(self, id: int) -> dict[str, Any]:
        when = self.at(id)
        more: Any = {"created": self.iso(when), "until": self.iso(when + MAX_AGE_S)}
        return announcement(id, f"A{id:03d}", id % 30 + 1, **more)

    def at(self, id: int) -> float:
        return id * MINUTE_S / CALLS

    def iso(self, second: float) -> str:
        return (dt.datetime.fromisoformat(NOW) + dt.timedelta(seconds=second)).isoformat()

    def heard(self) -> list[Heard]:
        log = self.page.evaluate("played")
        return [
            Heard(int(one["src"].split("/")[-1].split(".")[0]), *(
                one[key] / 1000 for key in ("began", "ended", "length")
            ))
            for one in log
        ]  # fmt: skip


@pytest.mark.browser
def test_a_hundred_calls_in_a_minute_on_the_screen(chromium: Browser) -> None:
    server = Server(*range(1, CALLS + 1))
    page = open_hall(chromium, hall(), server.answers, faked=True, before=AUDIO)
    storm = Storm(page, server)
    while len(server.told) < CALLS:
        storm.step()
        assert storm.second < 3 * MINUTE_S, "not all of them came to an end"
    late = [id for id, became in server.told if became == "late"]
    while storm.read != set(late) and storm.second < 6 * MINUTE_S:
        storm.step()
    heard = storm.heard()
    assert faults(range(1, CALLS + 1), heard, storm.shown, storm.read) == []
    assert [id for id, became in server.told if became == "spoken"] == [one.id for one in heard]
    assert len(heard) >= 2 * MINUTE_S / SENTENCE_S - 4
    page.close()


# --- the judge, on storms that went wrong ---

GOOD = [Heard(1, 0.0, 6.0, 6.0), Heard(2, 6.0, 12.0, 6.0), Heard(4, 12.0, 18.0, 6.0)]


@pytest.mark.parametrize(
    ("heard", "shown", "unheard", "found"),
    [
        (GOOD, [1, 2, 4], [3], []),
        ([*GOOD, Heard(4, 18.0, 24.0, 6.0)], [1, 2, 4, 4], [3], ["4 was heard 2 times"]),
        ([GOOD[1], GOOD[0]._replace(began=12.0, ended=18.0)], [2, 1], [3, 4],
         ["1 was heard after 2"]),
        ([GOOD[0], GOOD[1]._replace(ended=11.0), GOOD[2]], [1, 2, 4], [3], ["2 was cut off"]),
        ([GOOD[0]._replace(ended=6.5), *GOOD[1:]], [1, 2, 4], [3], ["2 began within 1"]),
        (GOOD, [1, 2, 4], [], ["3 was lost"]),
        (GOOD, [1, 2, 4], [3, 4], ["4 was heard and called unheard"]),
        ([*GOOD, Heard(9, 18.0, 24.0, 6.0)], [1, 2, 4, 9], [3], ["9 was never called"]),
        (GOOD, [1, 2, 3, 4], [3], []),
        (GOOD, [1, 4], [3], ["shown [1, 4], heard [1, 2, 4]"]),
    ],
)  # fmt: skip
def test_a_storm_that_went_wrong_is_found(
    heard: list[Heard], shown: list[int], unheard: list[int], found: list[str]
) -> None:
    assert faults([1, 2, 3, 4], heard, shown, unheard) == found


def test_one_that_was_called_again_may_stand_without_being_heard() -> None:
    assert faults([1, 2, 3, 4], GOOD, [1, 2, 3, 4], [], renewed=[3]) == []
    assert faults([1, 2, 3, 4], GOOD, [1, 2, 4], [], renewed=[3]) == []
    assert faults([1, 2, 3, 4], GOOD, [1, 2, 3, 4], []) == [
        "3 was lost", "shown [1, 2, 3, 4], heard [1, 2, 4]",
    ]  # fmt: skip
