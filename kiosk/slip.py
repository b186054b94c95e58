"""What is on the ticket: the slip's values as blocks of paper, in Vietnamese or English.

The blocks are those of `hardware.printer.blocks`, written here as the plain dicts they are: a page
knows no device, and a print job keeps the values, not the picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

Block = dict[str, Any]

WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "title": "PHIẾU SỐ THỨ TỰ",
        "again": "BẢN IN LẠI",
        "again_n": "BẢN IN LẠI LẦN {n}",
        "priority": "ƯU TIÊN",
        "head_start": "Ưu tiên được tính như đến sớm hơn {n} phút",
        "head_start_of": "{name}: được tính như đến sớm hơn {n} phút",
        "counters": "Quầy phục vụ",
        "ahead": "Số người chờ trước",
        "issued": "Lấy số lúc",
        "late": "Hồ sơ nhận sau {time} có thể được tính từ ngày làm việc tiếp theo.",
        "track": "Quét mã để theo dõi lượt và đánh giá.",
        "code": "Mã nhường lượt: {code}",
        "listen": "Mời Ông/Bà theo dõi màn hình và loa gọi số.",
        "grace": "Nếu lỡ lượt gọi, số được giữ {n} phút. Mời Ông/Bà đến bàn hướng dẫn.",
        "thanks": "Xin trân trọng cảm ơn Ông/Bà!",
    },
    "en": {
        "title": "QUEUE TICKET",
        "again": "REPRINT",
        "again_n": "REPRINT NO. {n}",
        "priority": "PRIORITY",
        "head_start": "Priority counts as if you had come {n} minutes earlier",
        "head_start_of": "{name}: counts as if you had come {n} minutes earlier",
        "counters": "At counter",
        "ahead": "People ahead of you",
        "issued": "Taken at",
        "late": "Dossiers received after {time} may count from the next working day.",
        "track": "Scan to follow your turn and to rate us.",
        "code": "Code to let others go first: {code}",
        "listen": "Please watch the screen and listen for your number.",
        "grace": "If you miss your call, your number is kept for {n} minutes. "
        "Please go to the guide desk.",
        "thanks": "Thank you!",
    },
}


def slip_blocks(values: Mapping[str, Any]) -> list[Block]:
    """The whole ticket from top to bottom.

    Keys: office, office_en, number, service, service_en, counters (list of int), ahead, issued_at
    (ISO 8601), late_after (None or "15:00"), priority (None or name, name_en, rule, rule_en,
    head_start_min), classes (those that may be asked for, each as a priority), code (four digits),
    track_url (or None), grace_min, contact (None or title, title_en, phone), reprint (0 = first
    paper), language ("vi" or "en"), motto. An English name that is missing is said in Vietnamese.
    """
    say, face = WORDS[values["language"]], _CLOSE if _crowded(values) else _ROOMY
    name = _named(values, "service")
    return [
        *_head(values, say, face),
        _number(values["number"]),
        _space(22),
        _words(name, size=face.service(name), weight=700),
        _space(14),
        *_priority(values, say, face),
        *_facts(values, say, face),
        *_foot(values, say, face),
    ]


class _Type(NamedTuple):
    """Sizes of letters, in dots; whether there is room for what is only kind."""

    lead: int
    body: int
    fine: int
    services: tuple[tuple[int, int], ...]
    """(characters at most, size), the last for every longer name."""
    kind: bool

    def office(self, name: str) -> int:
        """The name of a new ward may fill three lines."""
        return self.lead if len(name) <= 42 else self.fine

    def service(self, name: str) -> int:
        """A short name may speak up; a decree's title must leave room for the rest."""
        return next(size for most, size in self.services if len(name) <= most)


_ANY = 10_000
SHORT_NAME = 20
"""A class of so many letters stands in the black band itself; a longer one below it."""

_ROOMY = _Type(30, 28, 24, ((42, 40), (_ANY, 32)), kind=True)
_CLOSE = _Type(28, 26, 24, ((42, 36), (72, 28), (_ANY, 26)), kind=False)
"""Every letter costs the wire: with it each ticket of 80 mm stays below 30 KB."""


def _crowded(values: Mapping[str, Any]) -> bool:
    """Whether so much more than usual is on it that smaller letters must do."""
    long = len(_named(values, "service"))
    more = (values["priority"], values["reprint"], values["late_after"], long > 42, long > 72)
    return sum(map(bool, more)) >= 2


def _head(values: Mapping[str, Any], say: dict[str, str], face: _Type) -> list[Block]:
    reprint = int(values["reprint"])
    again = say["again"] if reprint == 1 else say["again_n"].format(n=reprint)
    motto = values.get("motto") if values["language"] == "vi" else None
    office = _named(values, "office")
    return [
        *([_mark(again), _space(12)] if reprint else []),
        _words(office.replace(" — ", "\n"), size=face.office(office), weight=700),
        *([_words(_in_phrases(motto), size=24, weight=500)] if motto and face.kind else []),
        _space(10),
        _rule(),
        _space(10),
        _words(say["title"], size=32, weight=600),
        _space(14),
    ]


def _priority(values: Mapping[str, Any], say: dict[str, str], face: _Type) -> list[Block]:
    priority = values["priority"]
    if priority is None:
        return []
    name = _chosen(priority, "name", values["language"])
    named = len(name) <= SHORT_NAME
    plain = name.casefold() == say["priority"].casefold()
    told = say["head_start_of" if named and not plain else "head_start"]
    rule = _chosen(priority, "rule", values["language"])
    rule = rule or told.format(name=name, n=priority["head_start_min"])
    return [
        _mark(name.upper() if named else say["priority"]),
        _space(6),
        *([] if named else [_words(name, size=face.body, weight=700)]),
        _words(_sentence(rule), size=face.fine, weight=500),
        _space(10),
    ]


def _facts(values: Mapping[str, Any], say: dict[str, str], face: _Type) -> list[Block]:
    issued = datetime.fromisoformat(values["issued_at"])
    counters = ", ".join(str(n) for n in sorted(values["counters"]))
    return [
        _rule(),
        _space(8),
        *([_pair(say["counters"], counters, face.body)] if counters else []),
        _pair(say["ahead"], str(values["ahead"]), face.body),
        _pair(say["issued"], f"{issued:%H:%M %d/%m/%Y}", face.body),
        _space(8),
        _rule(),
        _space(12),
        *_late(values, say),
    ]


def _late(values: Mapping[str, Any], say: dict[str, str]) -> list[Block]:
    """That the day's last hour for same-day results is over, where it matters."""
    after = values["late_after"]
    told = say["late"].format(time=after)
    return [_words(told, size=24, weight=500), _space(12)] if after else []


def _foot(values: Mapping[str, Any], say: dict[str, str], face: _Type) -> list[Block]:
    url, code = values["track_url"], say["code"].format(code=values["code"])
    return [
        _words(say["listen"], size=face.lead, weight=700),
        _space(8),
        *([{"block": "qr", "data": url, "caption": say["track"]}, _space(4)] if url else []),
        _words(code, size=24, weight=500),
        _space(10),
        *_rules(values, say),
        _words(say["grace"].format(n=values["grace_min"]), size=24, weight=500),
        *(_leader(values) if face.kind else []),
        *([_space(14), _words(say["thanks"], size=28, weight=600)] if face.kind else []),
    ]


def _rules(values: Mapping[str, Any], say: dict[str, str]) -> list[Block]:
    """Why others may be called first, from the setting; on a priority ticket it stands above."""
    if values["priority"]:
        return []
    classes, blocks = values["classes"], []
    sentence = say["head_start" if len(classes) == 1 else "head_start_of"]
    for each in classes:
        name, minutes = _chosen(each, "name", values["language"]), each["head_start_min"]
        told = _sentence(sentence.format(name=name, n=minutes))
        blocks += [_words(told, size=24, weight=500), _space(8)]
    return blocks


def _leader(values: Mapping[str, Any]) -> list[Block]:
    """Whom of the leaders one may call: their numbers are to be made public (Plan 000, II.3).

    A crowded paper has no room for it; the kiosk and the hall's screen say it as well.
    """
    if not (leader := values.get("contact")):
        return []
    post, phone = _chosen(leader, "title", values["language"]), leader["phone"]
    return [_space(8), _words(f"{post}: {phone.replace(' ', _KEPT)}", size=24, weight=500)]


_KEPT = "\xa0"
"""A number is dialled from one line."""


def _in_phrases(motto: str) -> str:
    """Lines of a narrow paper end between its phrases, not within one."""
    return " – ".join(phrase.replace(" ", "\xa0") for phrase in motto.split(" – "))


def _named(values: Mapping[str, Any], key: str) -> str:
    return _chosen(values, key, values["language"])


def _chosen(values: Mapping[str, Any], key: str, language: str) -> str:
    english = values.get(f"{key}_en") if language == "en" else None
    return str(english or values.get(key) or "")


def _sentence(words: str) -> str:
    whole = words[:1].upper() + words[1:]
    return whole if whole.endswith((".", "!")) else whole + "."


def _words(text: str, *, size: int, weight: int) -> Block:
    return {"block": "text", "text": text, "size": size, "weight": weight, "align": "center"}


def _number(text: str) -> Block:
    return {"block": "number", "text": text}


def _pair(label: str, value: str, size: int) -> Block:
    return {"block": "pair", "label": label, "value": value, "size": size}


def _mark(text: str) -> Block:
    return {"block": "mark", "text": text}


def _rule() -> Block:
    return {"block": "rule", "thickness": 2}


def _space(height: int) -> Block:
    return {"block": "space", "height": height}
