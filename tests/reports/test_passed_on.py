"""A report that is sent tells of nobody who is nearly alone; the internal one has every count."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from figures.scores import SMALL, good_and_bad, score
from figures.tellable import is_small, tellable
from reports.passed_on import few_gathered
from reports.sentences import Sentences
from reports.tabled import Tables
from web.words import load

SAY = load("reports")["vi"]
LEVELS = st.lists(st.integers(0, 12), min_size=3, max_size=3)
GROUPS = st.dictionaries(st.sampled_from("ABCDEF"), LEVELS, max_size=6)
FIELDS = {"ho-tich": [0, 1, 4, 20, 30], "dat-dai": [5, 5, 9, 20, 20], "cong-an": [6, 0, 7, 8, 9]}


def whole_of(groups: Mapping[Any, list[int]], nowhere: list[int]) -> list[int]:
    return [sum(column) for column in zip(nowhere, *groups.values(), strict=True)]


def subtracted(groups: Any, shown: set[Hashable], whole: list[int]) -> list[int]:
    """What is left of the sum for somebody who takes away all that is told."""
    return [n - sum(groups[key][i] for key in shown) for i, n in enumerate(whole)]


@given(GROUPS, LEVELS)
def test_whoever_subtracts_finds_no_level_of_a_few(groups: Any, nowhere: list[int]) -> None:
    whole = whole_of(groups, nowhere)
    shown, sum_is_told = tellable(groups, whole)
    assert not any(is_small(groups[key]) for key in shown)
    if sum_is_told:
        assert not is_small(whole)
        assert not is_small(subtracted(groups, shown, whole))


@given(GROUPS)
def test_nothing_is_held_back_without_need(groups: Any) -> None:
    if not any(map(is_small, groups.values())):
        assert tellable(groups, whole_of(groups, [0, 0, 0])) == ({*groups}, True)


def test_the_rule_that_hides_small_levels_alone_would_be_found() -> None:
    groups: dict[Hashable, list[int]] = {"A": [1, 0, 20], "B": [9, 0, 30], "C": [8, 0, 10]}
    whole = whole_of(groups, [0, 0, 0])
    naive = {key for key, levels in groups.items() if not is_small(levels)}
    assert subtracted(groups, naive, whole) == groups["A"]
    assert tellable(groups, whole) == ({"B"}, True)


COUNTED = st.lists(st.integers(0, 30), max_size=8)


def visits(taken: int, key: Any = "") -> dict[str, Any]:
    times = {"n": taken, "median_s": 60, "p90_s": 90, "within": 1.0}
    return {
        "key": key, "label": key, "label_en": key, "taken": taken, "served": taken, "missed": 0,
        "left": 0, "expired": 0, "wait": times, "service": times,
    }  # fmt: skip


@given(COUNTED)
def test_groups_of_a_few_visits_are_gathered_and_none_is_lost(taken: list[int]) -> None:
    rows = [visits(n, str(i)) for i, n in enumerate(taken)]
    told = few_gathered(rows, "few")
    assert sum(row["taken"] for row in told) == sum(taken)
    few = [n for n in taken if 0 < n < SMALL]
    if sum(taken) >= SMALL and len([n for n in taken if n]) > 1:
        assert not any(0 < row["taken"] < SMALL for row in told)
    if not few:
        assert told == rows


def test_where_nobody_takes_a_number_a_few_are_those_who_were_served() -> None:
    """At a counter nobody takes one: its row is of a clerk, and of whom they served."""
    served = {"1": 40, "2": 3, "3": 12}
    rows = [visits(0, key) | {"served": n} for key, n in served.items()]
    told = few_gathered([*rows, visits(60, "nobody") | {"served": 0}], "few")
    assert [(row["label"], row["served"]) for row in told] == [
        ("1", 40),
        ("nobody", 0),
        ("few", 15),
    ]
    # The control: by numbers taken none of them is small.
    assert not any(0 < row["taken"] < SMALL for row in rows)


def test_at_a_counter_no_number_is_taken_and_none_is_said_to_be() -> None:
    told = content({"ho-tich": [0, 0, 0, 0, 40]})
    told["by"]["counter"] = [visits(0, "1") | {"served": 40}, visits(40, "nobody") | {"served": 0}]
    for inside in (True, False):
        table = Tables(told, "vi", SAY, inside=inside).visits("counter")
        assert [row[2] for row in table["rows"]] == [None, None, 40]
        assert [row[3] for row in table["rows"]] == [40, 0, 40]
    # The control: by field each row says how many took one.
    assert Tables(told, "vi", SAY).visits("field")["rows"][0][2] == 40


def test_a_time_of_a_few_stays_inside_and_so_does_the_p90_of_a_sentence() -> None:
    told = content({"ho-tich": [0, 0, 0, 0, 9], "y-te": [0, 0, 0, 0, 8]})
    called = {"n": 3, "median_s": 60, "p90_s": 90, "within": 0.667}
    told["by"]["field"][0]["wait"] = called
    inside, sent = (Tables(told, "vi", SAY, inside=inside) for inside in (True, False))
    assert inside.visits("field")["rows"][0][6:9] == [1.0, 1.5, 0.667]
    assert sent.visits("field")["rows"][0][6:9] == [None, None, None]
    assert sent.visits("field")["rows"][1][6:9] == [1.0, None, 1.0]
    assert SAY["how_few_times"] in sent.visits("field")["notes"]
    assert SAY["how_few_times"] not in inside.visits("field")["notes"]
    told |= {"kind": "week", "days": 5}
    for n, sentences in ((9, 1), (10, 2)):
        told["total"]["wait"] = called | {"n": n}
        assert len(Sentences(told, "vi", SAY, inside=False).people()) == sentences
        assert len(Sentences(told, "vi", SAY).people()) == 2


def asked(levels: list[int]) -> dict[str, Any]:
    n = sum(levels)
    scores = [score(len(levels), levels)] if n else []
    return {"opened": n, "n": n, "response": 1.0, "scores": scores}


def content(fields: dict[str, list[int]]) -> dict[str, Any]:
    rows = [visits(sum(levels), key) | {"ratings": asked(levels)}
            for key, levels in fields.items()]  # fmt: skip
    whole = whole_of(fields, [0] * 5)
    total = visits(sum(whole)) | {"ratings": asked(whole)}
    return {"total": total, "by": {"field": rows}, "later": [], "excluded": 0, "reasons": []}


def small_cells(table: Any) -> list[Any]:
    """Levels of one to four people that stand in the table."""
    return [n for row in table["rows"] for n in row[5:10] if isinstance(n, int) and 0 < n < SMALL]


def test_a_table_of_answers_that_is_sent_has_no_level_of_a_few() -> None:
    told = content(FIELDS)
    inside, sent = (Tables(told, "vi", SAY, inside=inside) for inside in (True, False))
    assert small_cells(inside.ratings("field", 5)) == [1, 4]
    table = sent.ratings("field", 5)
    assert small_cells(table) == []
    by_name = {row[1]: row for row in table["rows"]}
    assert by_name["ho-tich"][5:10] == ["*"] * 5
    assert by_name["Tổng"][5:10] == [11, 6, 20, 48, 59]
    assert SAY["how_held"] in table["notes"]
    assert SAY["how_held"] not in inside.ratings("field", 5)["notes"]


def test_what_remains_a_period_may_be_taken_from_the_one_around_it() -> None:
    """The plans ask for both files; no rule within one of them helps (docs/ratings.md)."""
    month, quarter = {"ho-tich": [0, 0, 6, 9, 30]}, {"ho-tich": [0, 0, 7, 15, 40]}
    told = [
        Tables(content(fields), "vi", SAY, inside=False).ratings("field", 5)["rows"][0][5:10]
        for fields in (month, quarter)
    ]
    assert [b - a for a, b in zip(*told, strict=True)] == [0, 0, 1, 6, 10]


def test_the_page_for_a_meeting_gathers_small_fields_and_says_nothing_of_their_answers() -> None:
    told = content(FIELDS | {"ho-tich": [0, 0, 0, 1, 2], "y-te": [0, 0, 0, 0, 1]})
    inside, sent = (
        Tables(told, "vi", SAY, inside=inside).brief("field") for inside in (True, False)
    )
    assert [row[2] for row in inside["rows"]] == [3, 59, 30, 1, 93]
    # Three and one are still few together: the next smallest goes with them.
    assert [row[1:3] for row in sent["rows"][:-1]] == [["dat-dai", 59], [SAY["few_visits"], 34]]
    assert sent["rows"][1][-2:] == [None, None]


def test_where_few_were_displeased_the_share_is_a_range() -> None:
    told = content({"ho-tich": [0, 1, 1, 20, 30]})
    inside, sent = (Sentences(told, "vi", SAY, inside=inside) for inside in (True, False))
    assert good_and_bad([0, 1, 1, 20, 30]) == (50, 2)
    assert "96,2" in inside.satisfaction()[0]
    [said] = sent.satisfaction()
    assert "96,2" not in said
    assert "92,3\u2060–\u206098,1\u00a0%" in said


def test_where_few_answered_no_sentence_says_how_many() -> None:
    told = answering([(6, 3)])
    inside, sent = (Sentences(told, "vi", SAY, inside=inside) for inside in (True, False))
    assert "3 lượt trả lời (33,3\u00a0%)" in inside.satisfaction()[0]
    assert "hỏi 9 lượt, * lượt trả lời (*)" in sent.satisfaction()[0]


def test_on_two_scales_the_few_of_one_do_not_follow_from_those_of_the_other() -> None:
    told = content({"ho-tich": [0, 0, 0, 0, 20]})
    told["total"]["ratings"] |= {"opened": 40, "n": 23, "response": 0.575}
    assert "23 lượt trả lời" in Sentences(told, "vi", SAY, inside=False).satisfaction()[0]
    told["total"]["ratings"]["scores"].append(score(4, [0, 0, 0, 3]))
    inside, sent = (Sentences(told, "vi", SAY, inside=inside) for inside in (True, False))
    assert "23 lượt trả lời" in inside.satisfaction()[0]
    assert "* lượt trả lời (*)" in sent.satisfaction()[0]


def test_a_mean_of_answers_given_later_stays_inside() -> None:
    told = content(FIELDS) | {"later": [{"channel": "paper", **score(5, [0, 0, 2, 4, 6])}]}
    inside, sent = (Tables(told, "vi", SAY, inside=inside).later() for inside in (True, False))
    assert inside
    assert sent
    assert SAY["col_mean"] in {column["head"] for column in inside["columns"]}
    assert SAY["col_mean"] not in {column["head"] for column in sent["columns"]}
    assert inside["rows"][0][5] == 0.833
    assert sent["rows"][0][4:] == ["66,7\u2060–\u206091,7\u00a0%", None]


def test_a_day_whose_levels_are_with_its_week_still_says_how_many_answered() -> None:
    told = content({"ho-tich": [0, 0, 0, 1, 2]})
    for group in (told["total"], *told["by"]["field"]):
        group["ratings"] |= {"n": 3, "opened": 6, "scores": []}
    table = Tables(told, "vi", SAY).ratings("field", 5)
    assert table["rows"][-1][2:4] == [6, 3]


# --- how many answered, of a few ---

ANSWERED = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 20)), min_size=1, max_size=6)


def answering(fields: list[tuple[int, int]]) -> dict[str, Any]:
    """(asked without an answer, answered) of each field, all of the best level."""
    told = content({str(i): [0, 0, 0, 0, n] for i, (_, n) in enumerate(fields)})
    rows = told["by"]["field"]
    for row, (silent, n) in zip(rows, fields, strict=True):
        opened = silent + n
        share = round(n / opened, 3) if opened else None
        row["ratings"] |= {"opened": opened, "response": share}
        row |= {"taken": opened, "served": opened}
    opened, n = (sum(row["ratings"][name] for row in rows) for name in ("opened", "n"))
    response = round(n / opened, 3) if opened else None
    told["total"]["ratings"] |= {"opened": opened, "response": response}
    return told


def worked_out(table: Any) -> list[Any]:
    """The numbers of one to four answers that a reader has, or gets from shares and the total."""
    *rows, total = table["rows"]
    found: list[Any] = []
    for row in (*rows, total):
        opened, n, response, known = row[2], row[3], row[4], row[10]
        found += [n, known]
        if isinstance(response, float):
            found.append(round(response * opened))
        found += [each for each in row[5:10] if isinstance(each, int)]
    for column in (2, 3, 10):
        # Who subtracts knows of what is left no more than that it is of so many groups.
        if isinstance(total[column], int):
            told = [row[column] for row in rows if isinstance(row[column], int)]
            found.append(total[column] - sum(told))
    return [n for n in found if isinstance(n, int) and 0 < n < SMALL]


@given(ANSWERED)
def test_no_number_of_a_few_answers_follows_from_what_is_printed(fields: Any) -> None:
    table = Tables(answering(fields), "vi", SAY, inside=False)
    for told in table.scales and [table.ratings("field", 5)]:
        # Where all together are few, it stands in no row that there were as few as that.
        if sum(n + silent for silent, n in fields) >= SMALL:
            assert worked_out(told) == []


def test_a_star_beside_its_share_would_be_found() -> None:
    fields = [(60, 40), (20, 15), (2, 4), (8, 12)]
    told = answering(fields)
    sent, inside = (Tables(told, "vi", SAY, inside=inside).ratings("field", 5)
                    for inside in (False, True))  # fmt: skip
    by_name = {row[1]: row for row in sent["rows"]}
    assert by_name["2"][2:] == [6, "*", "*", *[None] * 5, "*", None, None]
    # One star alone would follow from the total: the next smallest goes with it.
    assert by_name["3"][2:] == [20, *["*"] * 9, None]
    assert by_name["1"][2:5] == [35, 15, 0.429]
    assert worked_out(sent) == []
    # The control: as it was printed, a star for the number and its share beside it.
    naive = [[*row] for row in inside["rows"]]
    naive[2][3] = naive[2][10] = "*"
    assert worked_out({"rows": naive}) == [4, 4, 4]


def test_what_is_gathered_among_the_visits_has_no_row_among_the_answers() -> None:
    told = answering([(300, 109), (2, 4), (1, 3), (5, 5), (40, 30)])
    sent, inside = (Tables(told, "vi", SAY, inside=inside) for inside in (False, True))
    visits, answers = (
        {row[1] for row in table["rows"]}
        for table in (sent.visits("field"), sent.ratings("field", 5))
    )
    assert {"1", "2"} & (visits | answers) == set()  # four and six came: ten together
    # The control: with a row of its own the one of six would leave four of the ten.
    by_name = {row[1]: row[2] for row in inside.ratings("field", 5)["rows"]}
    assert (by_name["1"], by_name["2"]) == (6, 4)
