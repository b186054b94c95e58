"""What is said when a number is called, as it stands on the screen and as it is read aloud.

Ticket numbers are read digit by digit, because that survives noise and leading zeros and has no
mốt, tư or lăm; counters are read as numbers, which has.
"""

from __future__ import annotations

import functools
from typing import Final

DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
SMALL_EN: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
# Only letters whose names cannot be mistaken for another over a loudspeaker are in the series.
LETTERS: Final = {
    "A": "a",
    "C": "xê",
    "G": "giê",
    "H": "hát",
    "K": "ca",
    "L": "e-lờ",
    "M": "em-mờ",
    "N": "en-nờ",
    "R": "e-rờ",
    "S": "ét-sì",
    "X": "ích-xì",
}
TENS_EN: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS_EN: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_SOUTH: Final = {"linh": "lẻ", "nghìn": "ngàn"}
_SCALE: Final = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"), (1, ""))


# What waits to be heard is said again with every change of the screen.
@functools.lru_cache(maxsize=500)
def sentence_vi(number: str, counter: int, recall: int = 0, *, aloud: bool = False) -> str:
    """The call of ticket `number` to `counter`; `recall` counts the calls before this one.

    `aloud` gives letters by their names ("xê" for C): a synthesiser guesses at single letters.
    """
    again = f", lần thứ {_ordinal_vi(recall + 1)}" if recall else ""
    spelt = spelt_vi(number, aloud=aloud)
    return f"Mời công dân có số {spelt}, đến quầy số {number_vi(counter)}{again}"


@functools.lru_cache(maxsize=500)
def sentence_en(number: str, counter: int, recall: int = 0) -> str:
    """The same call in English, for a ticket that was taken in English."""
    spelt = ", ".join(SMALL_EN[int(c)] if c.isdigit() else c for c in number)
    again = f", {_call_en(recall + 1)}" if recall else ""
    return f"Number {spelt}, please go to counter {number_en(counter)}{again}"


def spelt_vi(number: str, *, aloud: bool = True) -> str:
    """A ticket's number letter by letter; the commas are the pauses of the reading."""
    return ", ".join(DIGITS[int(c)] if c.isdigit() else _letter(c, aloud=aloud) for c in number)


def number_vi(n: int, region: str = "north") -> str:
    """A whole number from 0 to below 10¹² in words: linh and nghìn, in the south lẻ and ngàn."""
    words: list[str] = []
    for size, name in _SCALE:
        group, n = divmod(n, size)
        if group:
            words += _group(group, inside=bool(words))
            words += [name] if name else []
    said = [_SOUTH.get(word, word) for word in words] if region == "south" else words
    return " ".join(said) or DIGITS[0]


def number_en(n: int) -> str:
    """A counter's number from 0 to 99 in English words."""
    if n < len(SMALL_EN):
        return SMALL_EN[n]
    tens, ones = divmod(n, 10)
    return TENS_EN[tens - 2] + (f"-{SMALL_EN[ones]}" if ones else "")


def _letter(letter: str, *, aloud: bool) -> str:
    return LETTERS[letter] if aloud else letter


def _group(n: int, *, inside: bool) -> list[str]:
    # Inside a larger number the hundreds are always said: một nghìn không trăm linh năm.
    hundreds, rest = divmod(n, 100)
    head = [DIGITS[hundreds], "trăm"] if hundreds or inside else []
    tens, ones = divmod(rest, 10)
    if tens == 0:
        return head + (["linh"] if head and ones else []) + ([DIGITS[ones]] if ones else [])
    ten = ["mười"] if tens == 1 else [DIGITS[tens], "mươi"]
    return head + ten + _ones(ones, after_twenty=tens > 1)


def _ones(ones: int, *, after_twenty: bool) -> list[str]:
    if ones == 0:
        return []
    if ones == 5:
        return ["lăm"]
    changed = {1: "mốt", 4: "tư"} if after_twenty else {}
    return [changed.get(ones, DIGITS[ones])]


def _ordinal_vi(n: int) -> str:
    return "tư" if n == 4 else number_vi(n)


def _call_en(n: int) -> str:
    return f"{ORDINALS_EN[n - 1]} call" if n <= len(ORDINALS_EN) else f"call {number_en(n)}"
