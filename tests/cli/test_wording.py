"""What a translator is given becomes a language, once every line is filled in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import main
from web import words


@pytest.fixture
def languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """This house, with a folder of languages of its own."""
    (tmp_path / "web" / "languages").mkdir(parents=True)
    for file in (*words._HOUSE.glob("*/words.toml"), *words._HOUSE.glob("web/*.toml")):
        copy = tmp_path / file.relative_to(words._HOUSE)
        copy.parent.mkdir(exist_ok=True)
        copy.write_text(file.read_text("utf-8"), "utf-8")
    monkeypatch.setattr(words, "_HOUSE", tmp_path)
    words.forget()
    yield tmp_path / "web" / "languages"
    words.forget()


def test_the_file_that_is_printed_adds_the_language_when_it_is_filled_in(
    languages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["words", "km"]) == 0
    given = capsys.readouterr().out
    filled = given.replace("# en:", "#en:").replace('name = "…"', 'name = "ខ្មែរ"')
    lines = [line.removeprefix("# ") if " = " in line else line for line in filled.splitlines()]
    (languages / "km.toml").write_text("\n".join(lines), "utf-8")
    words.forget()
    assert words.faults() == []
    assert words.languages()["km"].name == "ខ្មែរ"
    assert words.missing("km") == []
    assert main(["words", "km"]) == 0
    assert capsys.readouterr().out == "", "nothing is left to be said"


def test_only_what_is_missing_is_asked_for(
    languages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (languages / "km.toml").write_text('name = "x"\nafter = "vi"\n[web]\nslow = "y"\n', "utf-8")
    words.forget()
    assert main(["words", "km"]) == 0
    asked = capsys.readouterr().out
    assert "# lost = " in asked
    assert "# slow = " not in asked.partition("[web]")[2]
    assert "name = " not in asked.partition("[counter]")[0]


@pytest.mark.usefixtures("languages")
def test_what_is_built_in_has_no_such_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", "vi"]) == 2
    assert "built in" in capsys.readouterr().err
