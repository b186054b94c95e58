"""What the boards on the wall must agree on, and what they cannot show."""

from __future__ import annotations

from collections.abc import Iterator

from config.boards import Board, Panel, shipped_panels
from config.faults import Complaint
from config.hints import did_you_mean, quoted
from config.places import Path
from config.raw import Entry, entries, known
from config.settings import Settings


def disagreements_of_boards(values: Entry) -> Iterator[Complaint]:
    """Boards on no bus, of no kind, at no counter, or two at one place."""
    yield from _ports(values)
    yield from _panels(values)
    taken: dict[tuple[str, str], object] = {}
    for path, board in entries(values, ("boards",)):
        yield from _exists(values, (*path, "bus"), board.get("bus"), "buses")
        yield from _exists(values, (*path, "panel"), board.get("panel"), "panels")
        yield from _counter(values, path, board)
        yield from _address(values, path, board)
        # As text: what stands there may be of any type as yet, also one that is no key.
        place = (str(board.get("bus")), str(board.get("address", 1)))
        if place in taken:
            yield Complaint(
                (*path, "address"),
                f"address {place[1]} of this bus belongs to {quoted(taken[place])}: "
                "give each board its own",
            )
        taken.setdefault(place, board.get("name"))


def advice_on_boards(settings: Settings) -> Iterator[Complaint]:
    """What a board cannot show, who has none, and how its line should be set."""
    panels = panels_of(settings)
    for place, board in enumerate(settings.boards):
        panel = panels[board.panel]
        yield from _letters(settings, ("boards", place), board, panel)
        yield from _width(("boards", place), board, panel)
        yield from _form(settings, board, panel)
    hung = {board.bus for board in settings.boards}
    for place, bus in enumerate(settings.buses):
        if bus.name not in hung:
            yield Complaint(("buses", place), "no board hangs on this bus")
    at = {board.counter for board in settings.boards}
    for place, counter in enumerate(settings.hall.counters):
        if at - {None} and counter.n not in at:
            yield Complaint(("hall", "counters", place), "this counter has no board")


def panels_of(settings: Settings) -> dict[str, Panel]:
    """Every kind of board by name: the shipped ones and the file's own."""
    return shipped_panels() | {panel.name: panel for panel in settings.panels}


def _ports(values: Entry) -> Iterator[Complaint]:
    seen: set[str] = set()
    for path, bus in entries(values, ("buses",)):
        port = bus.get("port")
        if isinstance(port, str) and port != "virtual":
            if port in seen:
                yield Complaint(
                    (*path, "port"),
                    f"{quoted(port)} is there twice: all that hangs on it is one bus",
                )
            seen.add(port)


def _panels(values: Entry) -> Iterator[Complaint]:
    for path, panel in entries(values, ("panels",)):
        if panel.get("name") in shipped_panels():
            yield Complaint(
                (*path, "name"), f"{quoted(panel['name'])} is a known kind: give yours its own name"
            )
        if bool(panel.get("frame")) == bool(panel.get("mode")):
            yield Complaint(
                path,
                "a kind of board has a frame to be sent, or a mode of its registers: one of both",
            )

        bounds = panel.get("addresses", [1, 247])
        if panel.get("mode") and isinstance(bounds, list) and not set(bounds) <= set(range(1, 248)):
            yield Complaint((*path, "addresses"), "Modbus knows the addresses 1 to 247")


def _exists(values: Entry, path: Path, name: object, table: str) -> Iterator[Complaint]:
    names = [
        *known(values, (table,), "name", str),
        *(shipped_panels() if table == "panels" else ()),
    ]
    if isinstance(name, str) and name not in names:
        hint = did_you_mean(name, names) or (f"{table}: {', '.join(names)}" if names else None)
        yield Complaint(path, f"there is no {quoted(name)} in [[{table}]]", hint)


def _counter(values: Entry, path: Path, board: Entry) -> Iterator[Complaint]:
    counters = known(values, ("hall", "counters"), "n", int)
    counter, shows = board.get("counter"), board.get("shows", "counter")
    if shows == "counter" and counter is None:
        yield Complaint(path, 'a board hangs at a counter: add counter = 1, or shows = "last-call"')
    elif shows == "last-call" and counter is not None:
        yield Complaint((*path, "counter"), "the last call is of every counter: take this out")
    elif isinstance(counter, int) and counter not in counters:
        hint = f"counters: {', '.join(map(str, counters))}" if counters else None
        yield Complaint(
            (*path, "counter"), f"there is no counter {counter} in [[hall.counters]]", hint
        )


def _address(values: Entry, path: Path, board: Entry) -> Iterator[Complaint]:
    own = {panel.get("name"): panel for _, panel in entries(values, ("panels",))}
    name, address = board.get("panel"), board.get("address", 1)
    panel = shipped_panels().get(str(name))
    bounds = panel.addresses if panel else own.get(name, {}).get("addresses", [1, 247])
    if not isinstance(address, int) or not 0 <= address <= 255:
        return  # the type complains of it
    if not isinstance(bounds, list) or len(bounds) != 2:
        return
    low, high = bounds
    if isinstance(low, int) and isinstance(high, int) and not low <= address <= high:
        many = f"{low} to {high}" if low != high else f"address = {low}: one board, one line"
        yield Complaint((*path, "address"), f"{quoted(name)} has no address {address}: {many}")


def _letters(settings: Settings, path: Path, board: Board, panel: Panel) -> Iterator[Complaint]:
    hall = settings.hall
    served = {
        line.field
        for counter in hall.counters
        if board.counter in (None, counter.n)
        for line in counter.lines
    }
    letters = {field.series for field in hall.fields if field.id in served and not field.retired}
    lost = sorted(letters - set(panel.letters))
    if lost and panel.letters:
        yield Complaint(
            (*path, "panel"),
            f"seven segments cannot show {' or '.join(lost)}: the digits stand alone there",
        )
    elif lost:
        alike = " and ".join(f"{letter}012" for letter in sorted(letters)[:2])
        looks = "look the same" if len(letters) > 1 else "stands there as 012"
        yield Complaint((*path, "panel"), f"this kind shows digits alone: {alike} {looks}")


def _width(path: Path, board: Board, panel: Panel) -> Iterator[Complaint]:
    for key in ("called", "idle", "paused", "closed"):
        number = "A012" if panel.letters else "012"
        said = str(getattr(board, key)).format(number=number, counter=board.counter or 1)
        rows = said.split("|")
        if len(rows) > panel.rows:
            yield Complaint((*path, key), f"this kind has {panel.rows} row, and | begins another")
        for row in rows[: panel.rows]:
            if len(row) > panel.width:
                yield Complaint(
                    (*path, key),
                    f"{quoted(row)} has {len(row)} signs, and this kind shows {panel.width}",
                )


def _form(settings: Settings, board: Board, panel: Panel) -> Iterator[Complaint]:
    for place, bus in enumerate(settings.buses):
        set_to = f"{bus.baud} {bus.form}"
        if bus.name == board.bus and bus.port != "virtual" and set_to != panel.line:
            yield Complaint(
                ("buses", place),
                f"{quoted(board.name)} listens at {panel.line} as it leaves its maker, "
                f"and this line speaks {set_to}",
            )
