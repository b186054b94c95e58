"""Which screens the gallery shows: each in its states, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests import (
    case_scenes,
    depth_scenes,
    door_scenes,
    help_scenes,
    mornings,
    office_scenes,
    rating_scenes,
    room_scenes,
    scenes,
    staff_scenes,
)
from tests.mornings import Morning
from tests.scene import Scene, seen, strong

BOTH_KIOSKS = ((1080, 1920), (1280, 800))
BOARD = ((1920, 1080),)
DESK = ((1366, 768),)
PAD = ((800, 1280),)
DOOR = ((1366, 768), (800, 1280))
PHONE = ((390, 844),)


class Row(NamedTuple):
    """One screen in one state: what it is called, where the hall stands, and the way there."""

    name: str
    sizes: tuple[tuple[int, int], ...]
    mornings: tuple[Callable[[], Morning], ...]
    path: str
    act: Callable[[Scene], None]
    harmed: bool = False  # the network is cut on purpose: the browser's own complaints are right


M = mornings
S = scenes
W = room_scenes
D = staff_scenes
F = office_scenes
R = door_scenes
H = help_scenes
C = depth_scenes
L = case_scenes
V = rating_scenes
PICTURES = (
    #   name, sizes, where the hall stands, path, the way there
    Row("which", DESK + PHONE, (M.nobody,), "/", seen("h1")),
    Row("samples", DESK + PHONE, (M.nobody,), "/samples/", seen("#icons li")),
    Row("samples-strong", DESK, (M.nobody,), "/samples/", strong),
    Row("kiosk-start", BOTH_KIOSKS, (M.nobody, M.three, M.eighty), "/kiosk/", seen(".tiles")),
    Row("kiosk-others", BOTH_KIOSKS, (M.eighty,), "/kiosk/", S.other_fields),
    Row("kiosk-services", BOTH_KIOSKS, (M.three, M.eighty), "/kiosk/", S.services),
    Row("kiosk-services-others", BOTH_KIOSKS, (M.eighty,), "/kiosk/", S.other_services),
    Row("kiosk-search", BOTH_KIOSKS, (M.three,), "/kiosk/", S.search),
    Row("kiosk-found", BOTH_KIOSKS, (M.three,), "/kiosk/", S.found),
    Row("kiosk-sheet", BOTH_KIOSKS, (M.three,), "/kiosk/", S.sheet),
    Row("kiosk-look", BOTH_KIOSKS, (M.three,), "/kiosk/", S.look),
    Row("kiosk-looked-up", BOTH_KIOSKS, (M.three,), "/kiosk/", S.looked_up),
    Row("kiosk-posted", DESK, (M.nobody,), "/kiosk/sheets/c-chung-thuc-chu-ky", seen(".sheet")),
    Row("kiosk-priority", BOTH_KIOSKS, (M.three,), "/kiosk/", S.priority),
    Row("kiosk-ready", BOTH_KIOSKS, (M.three, M.eighty), "/kiosk/", S.ready),
    Row("kiosk-ready-unserved", BOTH_KIOSKS, (M.nobody,), "/kiosk/", S.unserved),
    Row("kiosk-number", BOTH_KIOSKS, (M.nobody, M.three, M.eighty), "/kiosk/", S.number),
    Row("kiosk-no-paper", BOTH_KIOSKS, (M.three,), "/kiosk/", S.number_without_paper),
    Row("kiosk-paper-out", BOTH_KIOSKS, (M.three,), "/kiosk/", S.paper_out),
    Row("kiosk-unanswered", BOTH_KIOSKS, (M.three,), "/kiosk/", S.unanswered, harmed=True),
    Row("kiosk-unreachable", BOTH_KIOSKS, (M.three,), "/kiosk/", S.cut_off, harmed=True),
    Row("kiosk-idle", BOTH_KIOSKS, (M.impatient,), "/kiosk/", S.idle),
    Row("kiosk-own-pad", BOTH_KIOSKS, (M.three,), "/kiosk/", R.own_pad),
    Row("kiosk-own-waiting", BOTH_KIOSKS, (M.three,), "/kiosk/", R.own_waiting),
    Row("kiosk-own-missed", BOTH_KIOSKS, (M.three,), "/kiosk/", R.own_missed),
    Row("kiosk-own-code", BOTH_KIOSKS, (M.three,), "/kiosk/", R.own_code),
    Row("kiosk-reading", BOTH_KIOSKS, (M.three,), "/kiosk/", H.reading),
    Row("kiosk-contrast", BOTH_KIOSKS, (M.three,), "/kiosk/", H.stronger),
    Row("kiosk-lowered", BOTH_KIOSKS[:1], (M.three, M.eighty), "/kiosk/", H.lowered),
    Row("kiosk-lowered-services", BOTH_KIOSKS[:1], (M.three,), "/kiosk/", H.lowered_services),
    Row("kiosk-office", BOTH_KIOSKS, (M.three,), "/kiosk/", H.office),
    Row("kiosk-contacts", BOTH_KIOSKS, (M.three,), "/kiosk/", H.contacts),
    Row("kiosk-rules", BOTH_KIOSKS, (M.three,), "/kiosk/", H.house_rules),
    Row("kiosk-suggest", BOTH_KIOSKS, (M.three,), "/kiosk/", H.suggest),
    Row("kiosk-suggest-typed", BOTH_KIOSKS, (M.three,), "/kiosk/", H.typed),
    Row("kiosk-suggested", BOTH_KIOSKS, (M.three,), "/kiosk/", H.suggested),
    Row("kiosk-suggestion-code", BOTH_KIOSKS, (M.three,), "/kiosk/", H.code),
    Row("suggestions", DOOR, (M.three,), "/reception/suggestions", H.box),
    Row("kiosk-closed", BOTH_KIOSKS, (M.closed,), "/kiosk/", seen(".said")),
    Row("kiosk-holiday", BOTH_KIOSKS, (M.holiday,), "/kiosk/", seen(".said")),
    Row("kiosk-limits", BOTH_KIOSKS, (M.late,), "/kiosk/", seen(".tiles")),
    Row("kiosk-shut", BOTH_KIOSKS, (M.late,), "/kiosk/", S.shut),
    Row("kiosk-cutoff", BOTH_KIOSKS, (M.late,), "/kiosk/", S.cutoff),
    Row("board-holiday", BOARD, (M.holiday,), "/display/", S.board),
    Row("board-closed", BOARD, (M.closed,), "/display/", S.board),
    Row("board-empty", BOARD, (M.nobody,), "/display/", S.board),
    Row("board-one-call", BOARD, (M.three,), "/display/", S.board_with_a_call),
    Row("board-many-calls", BOARD, (M.eighty,), "/display/", S.board_with_a_call),
    Row("board-stale", BOARD, (M.eighty,), "/display/", S.stale_board, harmed=True),
    Row("board-notices", BOARD, (M.three, M.eighty), "/display/", W.notices),
    Row("board-figures", BOARD, (M.eighty,), "/display/", W.figures),
    Row("board-elsewhere", BOARD, (M.three,), "/display/", W.elsewhere),
    Row("board-room", BOARD, (M.three,), "/display/room/tra-ket-qua", W.room),
    Row("board-deaf", BOARD, (W.by_card,), "/display/", W.deaf),
    Row("above-called", BOARD + PAD, (M.three,), "/display/counter/1", W.above_a_call),
    Row("above-open", BOARD + PAD, (M.nobody,), "/display/counter/1", W.above),
    Row("above-paused", BOARD + PAD, (M.eighty,), "/display/counter/4", W.above),
    Row("above-closed", BOARD + PAD, (M.nobody,), "/display/counter/4", W.above),
    Row("notices", DESK, (M.nobody,), "/display/media", W.page_of_notices),
    Row("counter-sign-in", DESK, (M.nobody,), "/counter/", seen("#enter")),
    Row("counter-wrong-password", DESK, (M.nobody,), "/counter/", D.wrong_password, harmed=True),
    Row("counter-choose", DESK, (M.eighty,), "/counter/", D.choose),
    Row("counter-closed", DESK, (M.nobody,), "/counter/", D.closed_desk),
    Row("counter-idle", DESK, (M.nobody, M.three, M.eighty), "/counter/", D.idle_desk),
    Row("counter-called", DESK, (M.three, M.eighty), "/counter/", D.called_desk),
    Row("counter-serving", DESK, (M.three, M.eighty), "/counter/", D.serving_desk),
    Row("counter-helped", DESK, (M.eighty,), "/counter/", D.helped_desk),
    Row("counter-undo", DESK, (M.eighty,), "/counter/", D.undoing_desk),
    Row("counter-hold", DESK, (M.three,), "/counter/", D.asking_desk("g", "hold")),
    Row("counter-transfer", DESK, (M.three,), "/counter/", D.asking_desk("t", "transfer", "2")),
    Row("counter-add", DESK, (M.three,), "/counter/", C.adding_desk),
    Row("counter-more", DESK, (M.three,), "/counter/", D.asking_desk("k", "chosen")),
    Row("counter-held", DESK, (M.eighty,), "/counter/", D.holding_desk),
    Row("counter-resume", DESK, (M.eighty,), "/counter/", D.resuming_desk),
    Row("counter-find", DESK, (M.three, M.eighty), "/counter/", D.finding_desk),
    Row("counter-call-this", DESK, (M.three, M.eighty), "/counter/", D.calling_one_desk),
    Row("counter-quick", DESK, (M.eighty,), "/counter/", D.quick_desk),
    Row("counter-note", DESK, (M.eighty,), "/counter/", C.noting_desk),
    Row("counter-noted", DESK, (M.eighty,), "/counter/", C.noted_desk),
    Row("counter-late", DESK, (M.three,), "/counter/", C.late_desk),
    Row("counter-own-day", DESK, (M.nobody, M.eighty), "/counter/", C.own_day),
    Row("counter-keys", DESK, (M.eighty,), "/counter/", D.map_of_keys),
    Row("counter-pausing", DESK, (M.eighty,), "/counter/", D.pausing_desk),
    Row("counter-paused", DESK, (M.eighty,), "/counter/", D.paused_desk),
    Row("counter-locked", DESK, (M.eighty,), "/counter/", D.locked_desk),
    Row("counter-lost", DESK, (M.eighty,), "/counter/", D.cut_off_desk, harmed=True),
    Row("pad-idle", PAD, (M.three, M.eighty), "/counter/5/pad", seen(".greeting")),
    Row("pad-closed", PAD, (M.nobody,), "/counter/4/pad", seen(".greeting")),
    Row("pad-asking", PAD, (M.three, M.eighty), "/counter/5/pad", D.asking),
    Row("pad-reasons", PAD, (M.three,), "/counter/5/pad", D.reasons),
    Row("pad-sides", PAD, (V.two_sides,), "/counter/5/pad", V.sides),
    Row("pad-praise", PAD, (M.three,), "/counter/5/pad", D.praise),
    Row("pad-thanks", PAD, (M.three,), "/counter/5/pad", D.thanks),
    Row("stats-sign-in", DESK, (M.nobody,), "/stats/", seen("#enter")),
    Row("stats-today", DESK, (M.nobody, M.three, M.eighty), "/stats/", D.figures),
    Row("stats-devices", DESK, (M.nobody,), "/stats/", D.devices_in_trouble),
    Row("stats-to-see-to", DESK, (M.behind,), "/stats/", D.to_see_to),
    Row("stats-coming", DESK, (M.week,), "/stats/", D.coming_week),
    Row("stats-ratings", DESK, (M.nobody, M.week), "/stats/ratings", F.checked_ratings),
    Row("stats-ratings-named", DESK, (V.complained,), "/stats/ratings", F.checked_ratings),
    Row("self-test", DESK, (M.three,), "/stats/self-test", F.tried),
    Row("cases", DESK, (M.nobody, M.week), "/cases/", L.looked_into),
    Row("cases-explained", DOOR, (V.complained,), "/cases/", V.case_explained),
    Row("cases-log", DESK, (V.complained,), "/cases/", V.reminded),
    Row("cases-month", DESK, (M.week, V.complained), "/cases/", L.month),
    Row("cases-own", DESK, (M.nobody,), "/cases/mine", L.own),
    Row("cases-own-asked", DESK, (V.complained,), "/cases/mine", L.own),
    Row("reports-week", DESK, (M.nobody, M.week), "/reports/", D.report_of_a_week),
    Row("reports-half", DESK, (M.week,), "/reports/", D.report_of_a_half_year),
    Row("public", DESK + PHONE, (V.a_month_later,), "/public/", seen("h1")),
    Row("stats-observed", DESK, (V.a_month_later,), "/stats/", V.observed_figures),
    Row("public-poster", DESK, (V.a_month_later,), "/public/poster", seen("h1")),
    Row("survey", DESK, (M.three,), "/survey/", D.survey_sheet),
    Row("stats-week", DESK, (M.week,), "/stats/", D.figures_of_a_week),
    Row("setup", DESK, (M.nobody,), "/setup/", F.panel("start")),
    Row("setup-first", DESK, (M.nobody,), "/setup/", F.panel("first/hours")),
    Row("setup-office", DESK, (M.nobody,), "/setup/", F.panel("office")),
    Row("setup-hours", DOOR, (M.nobody,), "/setup/", F.panel("hours")),
    Row("setup-field", DESK, (M.nobody,), "/setup/", F.entry("fields", "cu-tru")),
    Row("setup-services", DESK, (M.nobody,), "/setup/", F.panel("services")),
    Row("setup-service", DESK, (M.nobody,), "/setup/", F.long_service),
    Row("setup-counter", DOOR, (M.nobody,), "/setup/", F.entry("counters", "5")),
    Row("setup-newcomer", DESK, (M.nobody,), "/setup/", F.newcomer),
    Row("setup-rules", DESK, (M.nobody,), "/setup/", F.panel("rules")),
    Row("setup-texts", DESK, (M.nobody,), "/setup/", F.panel("texts")),
    Row("setup-reasons", DESK, (M.nobody,), "/setup/", F.panel("texts/reasons")),
    Row("setup-devices", DESK, (M.nobody,), "/setup/", F.panel("devices")),
    Row("setup-preview", DESK, (M.nobody,), "/setup/", F.preview),
    Row("setup-fault", DESK, (M.nobody,), "/setup/", F.fault, harmed=True),
    Row("setup-stale", DESK, (M.nobody,), "/setup/", F.stale, harmed=True),
    Row("setup-leaving", DESK, (M.nobody,), "/setup/", F.leaving),
    Row("setup-history", DESK, (M.nobody,), "/setup/", F.changed),
    Row("reception", DOOR, (M.nobody, M.three, M.eighty), "/reception/", seen(".service-line")),
    Row("reception-order", DOOR, (M.three, M.eighty), "/reception/", R.order),
    Row("reception-given", DOOR, (M.three,), "/reception/", R.given),
    Row("reception-passed", DOOR, (M.three,), "/reception/", R.passed_by),
    Row("reception-missed", DOOR, (M.three,), "/reception/", R.missed),
    Row("reception-many", DOOR, (M.eighty,), "/reception/", R.many),
    Row("reception-sure", DOOR, (M.three,), "/reception/", R.sure),
    Row("reception-paper", DOOR, (M.three,), "/reception/", R.paper),
    Row("reception-booked", DOOR, (M.three,), "/reception/", R.booked),
    Row("reception-slips", DOOR, (M.three,), "/reception/", R.slips),
    Row("reception-lost", DOOR, (M.three,), "/reception/", R.lost, harmed=True),
    Row("phone-waiting", PHONE, (M.three, M.eighty), "", D.phone("waiting")),
    Row("phone-bell", PHONE, (M.three,), "", C.phone_with_its_bell),
    Row("phone-lost", PHONE, (M.three,), "", C.phone_without_a_line, harmed=True),
    Row("phone-passed", PHONE, (M.three,), "", R.phone_passed),
    Row("phone-called", PHONE, (M.three, M.eighty), "", D.phone("called")),
    Row("phone-serving", PHONE, (M.three,), "", D.phone("serving")),
    Row("phone-rates", PHONE, (V.complained,), "", V.phone_rates),
    Row("phone-says-why", PHONE, (V.complained,), "", V.phone_says_why),
    Row("phone-served", PHONE, (M.three,), "", D.phone("served")),
    Row("phone-missed", PHONE, (M.three,), "", D.phone("missed")),
    Row("phone-left", PHONE, (M.three,), "", D.phone("left")),
    Row("phone-unknown", PHONE, (M.three,), "/t/1-nobody", seen("h1"), harmed=True),
)  # fmt: skip
