"""The voice's settings: which speaker, whose voice, how loud at which hour."""

from __future__ import annotations

import pytest

from config import Voice, Volume, parse
from tests.config.small import HALL, line_of, only

NOON = '[[voice.volumes]]\nstart = "11:30"\nend = "13:30"\nvolume = 40\n'


def test_a_volume_holds_from_its_start_until_just_before_its_end() -> None:
    voice = parse(HALL + "[voice]\nvolume = 70\n" + NOON).voice
    heard = {at: voice.volume_at(at) for at in ("11:29", "11:30", "13:29", "13:30")}
    assert heard == {"11:29": 70, "11:30": 40, "13:29": 40, "13:30": 70}
    assert Voice(volumes=[Volume(start="00:00", end="23:59", volume=0)]).volume_at("08:00") == 0


@pytest.mark.parametrize(
    ("extra", "where", "part", "says"),
    [
        ('[voice]\noutput = "scren"', "voice.output", "output", 'did you mean "screen"?'),
        ('[voice]\nclips = "Chị Lan"', "voice.clips", "clips", 'write "chi-lan"'),
        ('[voice]\nclips = "../lan"', "voice.clips", "clips", 'write "lan"'),
        ('[voice]\nregion = "nort"', "voice.region", "region", 'did you mean "north"?'),
        ('[voice]\ncard = ""', "voice.card", "card", "must not be empty"),
        (NOON.replace("11:30", "11h30"), "voice.volumes[no. 1].start", "start", 'write "11:30"'),
        (NOON.replace("= 40", "= 101"), "voice.volumes[no. 1].volume", "volume =", "100 or less"),
        (NOON.replace('start = "11:30"\n', ""), "voice.volumes[no. 1].start", "[[voice", "missing"),
        (NOON.replace("13:30", "06:00"), "voice.volumes[no. 1].end", "end", "two entries"),
        (
            NOON + NOON.replace("11:30", "12:00").replace("13:30", "14:00"),
            "voice.volumes[no. 2].start",
            'start = "12:00"',
            "from 11:30 to 13:30",
        ),
    ],
)
def test_a_fault_names_its_line_and_what_to_write(
    extra: str, where: str, part: str, says: str
) -> None:
    text = HALL + extra
    found = only(text)
    assert (found.where, found.line) == (where, line_of(text, part))
    assert says in str(found)


def test_hours_that_follow_each_other_are_no_fault() -> None:
    after = NOON.replace("13:30", "14:00").replace("11:30", "13:30")
    assert len(parse(HALL + NOON + after).voice.volumes) == 2
