"""The sheet for the wall, on a hall that no phone can reach and on one that phones can."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from public import views
from tests.config_text import shipped
from tests.hall import Hall
from web.words import load


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:8080", ""), ("http://localhost:8080", ""), ("http://[::1]:8080", ""),
        ("http://0.0.0.0:8080", ""), ("auto", ""),
        ("http://192.168.1.10:8080", "http://192.168.1.10:8080"),
        ("https://motcua.example.gov.vn", "https://motcua.example.gov.vn"),
    ],
)  # fmt: skip
def test_an_address_that_leads_a_phone_to_itself_is_none(url: str, told: str) -> None:
    assert views.reachable(url) == told


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    config = shipped(server__public_url="http://192.168.1.10:8080")
    hall = Hall(tmp_path_factory.mktemp("reached"), config)
    try:
        yield hall.start()
    finally:
        hall.end()


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_poster_leads_where_a_phone_can_go_or_nowhere(
    shared_hall: Hall, reached: Hall, lang: str
) -> None:
    sheets = [
        hall.stranger().ask("GET", f"/public/poster?lang={lang}").body.decode()
        for hall in (shared_hall, reached)
    ]
    hint = f"""<p class="note">{load("public")[lang]["no_address"]}</p>"""
    assert [("/public/qr.svg" in sheet, hint in sheet) for sheet in sheets] == [
        (False, True), (True, False),
    ]  # fmt: skip
    assert "127.0.0.1" not in sheets[0]
    assert "http://192.168.1.10:8080/public/" in sheets[1]


WIDEST = {
    "n": 1204, "share": "26 %", "low": "86 %", "high": "93 %", "time": "45 phút", "levels": "",
}  # fmt: skip
FILLED = """([words, besides]) => {
  const line = (text, tag) => Object.assign(document.createElement(tag), { textContent: text });
  const list = Object.assign(document.createElement("ul"), { className: "said" });
  for (const [name, big, small] of words) {
    const one = document.createElement("li");
    one.append(line(name, "span"), line(big, "b"), ...(small ? [line(small, "small")] : []));
    list.append(one);
  }
  const more = Object.assign(line(besides, "p"), { className: "besides" });
  document.querySelector(".sheet > header").nextElementSibling.replaceWith(list, more);
}"""
FOOT = """sheet => {
  const pad = parseFloat(getComputedStyle(sheet).paddingBottom);
  const foot = sheet.querySelector("footer").getBoundingClientRect().bottom;
  return foot <= sheet.getBoundingClientRect().bottom - pad + 1;
}"""


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_fullest_poster_is_one_sheet(chromium: Browser, reached: Hall, lang: str) -> None:
    say = load("public")[lang]
    less, many = say["less_break"].format(**WIDEST), say["interval"].format(**WIDEST)
    share = f"{say['of_answers'].format(**WIDEST)} ({say['response'].format(**WIDEST)}); {many}"
    hours = "10:00–11:00 15:00–16:00"
    words = [
        [say["half"], "45", less], [say["nine_in_ten"], "130", less], [say["quiet"], hours, ""],
        [say["satisfied"], "90 %", share],
    ]  # fmt: skip
    page = chromium.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"{reached.address}/public/poster?lang={lang}")
    page.emulate_media(media="print")
    page.evaluate(FILLED, [words, say["never_called"].format(n=1234)])
    assert page.locator(".sheet").evaluate(FOOT)
    # The control: three statements more are too many for one sheet.
    page.evaluate(FILLED.replace('".sheet > header").nextElementSibling', '".said")'),
                  [[*words, *words[:3]], ""])  # fmt: skip
    assert not page.locator(".sheet").evaluate(FOOT)
    page.close()
