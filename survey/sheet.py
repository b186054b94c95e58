"""What stands on the sheet: the office's own fields and reasons, the words of one language."""

from __future__ import annotations

from typing import Any

from ratings import later

LEVELS = 5
ROWS = ("overall", "way", "manner", *later.FACTORS)


def sheet(
    office: dict[str, str],
    fields: list[tuple[str, str, str, str]],
    offered: list[dict[str, Any]],
    say: dict[str, str],
    lang: str,
) -> dict[str, Any]:
    """As `letters/form.typ` asks for it; `fields` are (id, series, name, name_en)."""

    def named(kind: str) -> list[str]:
        found = [each for each in offered if each["kind"] == kind]
        return [str((lang == "en" and each["name_en"]) or each["name"]) for each in found]

    yes_no = [say["yes"], say["no"]]
    return {
        "lang": lang,
        "office": (lang == "en" and office.get("name_en")) or office["name"],
        "motto": (lang == "en" and office.get("motto_en")) or office.get("motto", ""),
        "title": say["sheet_title"], "lead": say["lead"],
        "counter": say["counter_no"], "date": say["day_of"],
        "fields": [(lang == "en" and english) or name for _, _, name, english in fields],
        "levels_title": say["levels_title"],
        "levels": [say[f"level_{n}"] for n in range(1, LEVELS + 1)],
        "rows": [say[f"row_{row}"] for row in ROWS],
        "reasons_title": say["reasons_title"], "reasons": named("reason"),
        "praise_title": say["praise_title"], "praise": named("praise") or [""],
        "questions": [
            {"words": say["trips"], "answers": [say["trips_1"], say["trips_2"], say["trips_3"]]},
            {"words": say["papers"], "answers": yes_no},
            {"words": say["money"], "answers": yes_no},
        ],
        "words_title": say["words_title"], "contact": say["contact"],
        "contact_note": say["contact_note"], "thanks": say["thanks"],
    }  # fmt: skip
