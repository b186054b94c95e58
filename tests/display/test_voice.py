"""What is said, word for word: golden sentences, and every call of a hall read back."""

from __future__ import annotations

import re
import unicodedata

import pytest

from display.voice import (
    DIGITS,
    LETTERS,
    number_en,
    number_vi,
    sentence_en,
    sentence_vi,
    spelt_vi,
)

GOLDEN = [
    ("A012", 3, 0, "Mời công dân có số A, không, một, hai, đến quầy số ba"),
    ("A012", 3, 1, "Mời công dân có số A, không, một, hai, đến quầy số ba, lần thứ hai"),
    ("A012", 3, 2, "Mời công dân có số A, không, một, hai, đến quầy số ba, lần thứ ba"),
    ("A012", 3, 3, "Mời công dân có số A, không, một, hai, đến quầy số ba, lần thứ tư"),
    ("A015", 5, 0, "Mời công dân có số A, không, một, năm, đến quầy số năm"),
    ("L021", 10, 0, "Mời công dân có số L, không, hai, một, đến quầy số mười"),
    ("C404", 15, 0, "Mời công dân có số C, bốn, không, bốn, đến quầy số mười lăm"),
    ("X1000", 21, 0, "Mời công dân có số X, một, không, không, không, đến quầy số hai mươi mốt"),
    ("R999", 24, 0, "Mời công dân có số R, chín, chín, chín, đến quầy số hai mươi tư"),
]
ENGLISH = [
    ("A012", 3, 0, "Number A, zero, one, two, please go to counter three"),
    ("A012", 3, 1, "Number A, zero, one, two, please go to counter three, second call"),
    ("K450", 21, 2, "Number K, four, five, zero, please go to counter twenty-one, third call"),
    ("S119", 30, 8, "Number S, one, one, nine, please go to counter thirty, call nine"),
]
NUMBERS = {
    0: "không",
    5: "năm",
    10: "mười",
    11: "mười một",
    14: "mười bốn",
    15: "mười lăm",
    20: "hai mươi",
    21: "hai mươi mốt",
    24: "hai mươi tư",
    25: "hai mươi lăm",
    55: "năm mươi lăm",
    91: "chín mươi mốt",
    100: "một trăm",
    101: "một trăm linh một",
    105: "một trăm linh năm",
    110: "một trăm mười",
    111: "một trăm mười một",
    115: "một trăm mười lăm",
    121: "một trăm hai mươi mốt",
    1000: "một nghìn",
    1005: "một nghìn không trăm linh năm",
    1015: "một nghìn không trăm mười lăm",
    1021: "một nghìn không trăm hai mươi mốt",
    1105: "một nghìn một trăm linh năm",
    2024: "hai nghìn không trăm hai mươi tư",
    10_000: "mười nghìn",
    10_005: "mười nghìn không trăm linh năm",
    21_000: "hai mươi mốt nghìn",
    200_000: "hai trăm nghìn",
    1_000_000: "một triệu",
    1_000_005: "một triệu không trăm linh năm",
}
# Both agreed with the office's own table of readings, made for this project, on 2026-11-20.
SOUTH = {105: "một trăm lẻ năm", 1015: "một ngàn không trăm mười lăm"}
TICKETS = {
    "A012": "a, không, một, hai",
    "H105": "hát, một, không, năm",
    "K450": "ca, bốn, năm, không",
    "S021": "ét-sì, không, hai, một",
}
SPOKEN = "a xê giê hát ca e-lờ em-mờ en-nờ e-rờ ét-sì ích-xì"
NAMES = dict(zip("ACGHKLMNRSX", SPOKEN.split(), strict=True))
SERIES = sorted(NAMES)
COUNTERS = range(1, 31)


@pytest.mark.parametrize(("number", "counter", "recall", "sentence"), GOLDEN)
def test_a_call_in_vietnamese(number: str, counter: int, recall: int, sentence: str) -> None:
    assert sentence_vi(number, counter, recall) == sentence


@pytest.mark.parametrize(("number", "counter", "recall", "sentence"), ENGLISH)
def test_a_call_in_english(number: str, counter: int, recall: int, sentence: str) -> None:
    assert sentence_en(number, counter, recall) == sentence


@pytest.mark.parametrize(("n", "words"), NUMBERS.items())
def test_whole_numbers(n: int, words: str) -> None:
    assert number_vi(n) == words


@pytest.mark.parametrize(("n", "words"), SOUTH.items())
def test_whole_numbers_in_the_south(n: int, words: str) -> None:
    assert number_vi(n, "south") == words
    assert number_vi(n) != words


@pytest.mark.parametrize(("label", "words"), TICKETS.items())
def test_tickets_are_read_digit_by_digit(label: str, words: str) -> None:
    assert spelt_vi(label) == words


def test_every_series_has_its_letter_spoken() -> None:
    assert LETTERS == NAMES


def test_english_counters() -> None:
    said = [number_en(n) for n in (1, 9, 10, 13, 19, 20, 21, 30, 99)]
    assert said[:5] == ["one", "nine", "ten", "thirteen", "nineteen"]
    assert said[5:] == ["twenty", "twenty-one", "thirty", "ninety-nine"]


@pytest.mark.parametrize("series", SERIES)
def test_every_number_to_every_counter_reads_back_as_what_was_called(series: str) -> None:
    """1,200 numbers × 30 counters: no digit left to the synthesiser, no two calls alike."""
    pattern = re.compile(r"Mời công dân có số (\S+), (.+), đến quầy số ([\w ]+)")
    counters = {number_vi(n): n for n in COUNTERS}
    assert len(counters) == len(COUNTERS)
    for n in range(1, 1201):
        label = f"{series}{n:03d}"
        for counter in COUNTERS:
            sentence = sentence_vi(label, counter, aloud=True)
            heard = pattern.fullmatch(sentence)
            assert heard, sentence
            letter, digits, where = heard.groups()
            assert letter == NAMES[series]
            assert "".join(str(DIGITS.index(d)) for d in digits.split(", ")) == label[1:]
            assert counters[where] == counter


def test_sentences_are_nfc_and_hold_no_digit() -> None:
    for series in SERIES:
        for recall in range(4):
            sentence = sentence_vi(f"{series}1200", 30, recall, aloud=True)
            assert unicodedata.is_normalized("NFC", sentence)
            assert not re.search(r"\d", sentence)
