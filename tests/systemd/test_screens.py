"""The screens of one machine: units, policy, window rules; and all of it run where labwc is."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.systemd import two_screens
from tests.systemd.two_screens import NEEDED, SHIPPED, shown

POLICY = json.loads((SHIPPED / "chromium-policy.json").read_text("utf-8"))
RC = ElementTree.parse(SHIPPED / "labwc" / "rc.xml").getroot()
AUTOSTART = (SHIPPED / "labwc" / "autostart").read_text("utf-8")
NAMES = ("kiosk", "board")


def told(name: str) -> dict[str, str]:
    """What NAME.env says."""
    lines = (SHIPPED / f"{name}.env").read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and line[0] != "#")


def accepted(folder: Path, *spoilt: tuple[str, str]) -> tuple[int, str]:
    """What systemd-analyze says of all units, with programs that this machine has."""
    units = {"motcua-screens.service": "--system"}
    units |= {"motcua-screen@.service": "--user", "motcua-screen-night.timer": "--user"}
    for file in SHIPPED.glob("motcua-*"):
        text = re.sub(
            r"/usr/bin/(labwc|chromium|curl|systemctl)", "/usr/bin/true", file.read_text()
        )
        for old, new in spoilt:
            text = text.replace(old, new)
        (folder / file.name.replace("@.", "@kiosk.")).write_text(text)
    code, said = 0, ""
    # A user's manager wants a place of its own, even for one that never runs.
    env = {**os.environ, "XDG_RUNTIME_DIR": str(folder)}
    for unit, whose in units.items():
        here = folder / unit.replace("@.", "@kiosk.")
        command = ["systemd-analyze", "verify", whose, "--recursive-errors=no", str(here)]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        code, said = max(code, done.returncode), said + done.stdout + done.stderr
    return code, said


def test_systemd_accepts_the_units_without_a_word(tmp_path: Path) -> None:
    assert accepted(tmp_path) == (0, "")


def test_a_misspelt_key_is_refused(tmp_path: Path) -> None:
    code, said = accepted(tmp_path, ("EnvironmentFile=", "EnvironmentFil="))
    assert code
    assert "EnvironmentFil" in said


def test_the_screens_never_give_up_and_are_not_the_hall() -> None:
    for name in ("motcua-screens.service", "motcua-screen@.service"):
        text = (SHIPPED / name).read_text("utf-8")
        assert re.search("^Restart=always$", text, re.MULTILINE), name
        assert re.search("^StartLimitIntervalSec=0$", text, re.MULTILINE), name
    # Who shows a page may not read the hall's state.
    assert "User=motcua-screens\n" in (SHIPPED / "motcua-screens.service").read_text("utf-8")


def test_their_user_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    command = ["systemd-sysusers", f"--root={tmp_path}", str(SHIPPED / "motcua-screens.sysusers")]
    subprocess.run(command, check=True, capture_output=True)
    assert re.search("^motcua-screens:", (tmp_path / "etc/passwd").read_text(), re.MULTILINE)
    assert re.search(
        "^audio:.*:motcua-screens$", (tmp_path / "etc/group").read_text(), re.MULTILINE
    )


def test_a_window_may_show_the_hall_and_nothing_else() -> None:
    assert POLICY["URLBlocklist"] == ["*"]
    assert POLICY["URLAllowlist"] == sorted({told(name)["HALL"] for name in NAMES})
    assert POLICY["DeveloperToolsAvailability"] == 2
    for off in ("TranslateEnabled", "PrintingEnabled", "PasswordManagerEnabled", "SyncDisabled"):
        assert POLICY[off] is (off == "SyncDisabled")
    # The calls are spoken without anybody having touched the page.
    assert POLICY["AutoplayAllowed"] is True


@pytest.mark.parametrize("name", NAMES)
def test_every_window_has_its_rule_and_only_one(name: str) -> None:
    # How Chromium calls a window of an application: by its address.
    path = told(name)["PAGE"].replace("/", "_")
    window = f"chrome-127.0.0.1_{path}-Default"
    rules = [rule.get("identifier", "") for rule in RC.iter("windowRule")]
    assert [rule for rule in rules if fnmatch(window, rule)] != []
    assert len([rule for rule in rules if fnmatch(window, rule)]) == 1


def test_rules_and_autostart_speak_of_the_same_outputs() -> None:
    moved = {action.get("output") for action in RC.iter("action")} - {None}
    assert moved == set(re.findall(r"--output (\S+)", AUTOSTART)) == set(two_screens.OUTPUTS)
    assert {touch.get("mapToOutput") for touch in RC.iter("touch")} <= moved
    assert all(f"motcua-screen@{name}" in AUTOSTART for name in NAMES)


def test_no_key_and_no_button_leads_out() -> None:
    keys = [bind.find("action") for bind in (*RC.iter("keybind"), *RC.iter("mousebind"))]
    assert {action.get("name") for action in keys if action is not None} == {"None"}
    # One of each must stand there: with none labwc takes its own, with <default/> as well.
    assert [len(list(RC.iter(bind))) > 0 for bind in ("keybind", "mousebind")] == [True, True]
    assert not list(RC.iter("default"))


MISSING = [program for program in NEEDED if not shutil.which(program)]


@pytest.mark.skipif(bool(MISSING), reason=f"Debian 13 has {', '.join(NEEDED)}; not this machine")
def test_two_windows_stand_on_two_outputs(tmp_path: Path) -> None:
    seen = shown(tmp_path)
    assert two_screens.as_it_should_be(seen), seen
