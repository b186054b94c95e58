"""Pictures for the media area: what is kept of them, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from display.pictures import BYTES, LARGEST, MOST, NoPicture, Pictures
from tests.asking import Client
from tests.hall import Hall


def drawn(kind: str, size: tuple[int, int], exif: bytes = b"") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "#2f6f8f").save(file, kind, **({"exif": exif} if exif else {}))
    return file.getvalue()


def turned() -> bytes:
    """EXIF of a telephone held upright, with the words of its owner."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "Nhà riêng"
    return exif.tobytes()


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    return Pictures(tmp_path / "pictures")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_kept_no_larger_than_it_is_shown(pictures: Pictures, kind: str) -> None:
    kept = pictures.keep("so-do", drawn(kind, (3000, 1500)))
    assert (kept.name, kept.width, kept.height) == ("so-do.webp", 1424, 712)
    assert kept.width <= LARGEST[0]
    assert pictures.all() == [kept]
    assert pictures.path("so-do.webp") == pictures.folder / "so-do.webp"


def test_a_photograph_stands_upright_and_has_forgotten_where_it_was_taken(
    pictures: Pictures,
) -> None:
    kept = pictures.keep("anh", drawn("JPEG", (800, 400), turned()))
    assert (kept.width, kept.height) == (356, 712)
    with Image.open(pictures.folder / kept.name) as image:
        assert not image.getexif()
    assert "riêng".encode() not in (pictures.folder / kept.name).read_bytes()


REFUSED = [
    (b"", "picture_kind"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture_kind"),
    (drawn("GIF", (640, 480)), "picture_kind"),
    (drawn("JPEG", (640, 480))[:2000], "picture_kind"),
    (drawn("PNG", (319, 400)), "picture_small"),
    (drawn("PNG", (8000, 2001)), "picture_large"),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_what_is_no_picture_for_the_hall_is_refused(
    pictures: Pictures, data: bytes, code: str
) -> None:
    with pytest.raises(NoPicture) as refused:
        pictures.keep("so-do", data)
    assert refused.value.code == code
    assert pictures.all() == []


@pytest.mark.parametrize("slug", ["", "..", "../x", "a/b", "Sơ đồ", "A", "x" * 60])
def test_a_name_leads_nowhere_else(pictures: Pictures, slug: str) -> None:
    with pytest.raises(NoPicture, match="picture_name"):
        pictures.keep(slug, drawn("PNG", (400, 300)))
    assert pictures.path(f"{slug}.webp") is None


def test_there_is_room_for_so_many(pictures: Pictures) -> None:
    pictures.folder.mkdir()
    for n in range(MOST):
        (pictures.folder / f"p{n}.webp").write_bytes(drawn("WEBP", (1, 1)))
    with pytest.raises(NoPicture, match="picture_room"):
        pictures.keep("one-more", drawn("PNG", (400, 300)))
    assert pictures.keep("p0", drawn("PNG", (400, 300))).width == 400, "in place of an older one"


# --- over HTTP ---


def brings(who: Client, name: str, data: bytes) -> tuple[int, dict[str, object]]:
    answer = who.ask("POST", f"/display/pictures/{name}", data, {"Content-Type": "image/png"})
    return answer.status, answer.json


def test_a_picture_comes_goes_and_stays_while_a_notice_shows_it(shared_hall: Hall) -> None:
    boss, screen = shared_hall.as_("supervisor"), shared_hall.as_("display")
    status, told = brings(boss, "so-do", drawn("PNG", (1000, 500)))
    assert (status, told["name"], told["slides"]) == (201, "so-do.webp", [])
    seen = screen.ask("GET", "/display/media/so-do.webp")
    assert seen.status == 200
    assert screen.ask("GET", "/display/media/..%2Fhall.db").status == 404

    before = boss.get("settings")["settings"]["slides"]
    notice = {"id": "so-do", "title": "Sơ đồ", "picture": "so-do.webp"}
    boss.press("settings/slides", {"value": [*before, notice]}).expecting(200)
    assert screen.get("board")["state"]["slides"] is None, "the media area is off"
    refused = boss.ask("POST", "/display/pictures/so-do.webp/remove", b"{}")
    assert (refused.status, refused.json["error"]["slides"]) == (409, ["so-do"])

    boss.press("settings/slides", {"value": before}).expecting(200)
    assert boss.ask("POST", "/display/pictures/so-do.webp/remove", b"{}").status == 200
    assert screen.ask("GET", "/display/media/so-do.webp").status == 404


def test_what_cannot_be_shown_is_said_in_a_sentence(shared_hall: Hall) -> None:
    boss = shared_hall.as_("supervisor")
    status, told = brings(boss, "x", b"no picture")
    assert (status, told["error"]["code"]) == (422, "picture_kind")  # type: ignore[index]
    # On a line of its own: the hall waits there for what was promised, and hangs up.
    promised = {"Content-Type": "image/png", "Content-Length": str(BYTES + 1)}
    liar = shared_hall.another("supervisor")
    assert liar.ask("POST", "/display/pictures/x", b"", promised).status == 413
    assert brings(shared_hall.as_("display"), "x", drawn("PNG", (400, 300)))[0] == 403
