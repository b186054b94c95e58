"""The law of the queue in plain Python, to hold the real hall against: every action of it."""

from __future__ import annotations

from typing import Any

from tests.tickets.model_hall import (
    CLERKS,
    FIELDS,
    HEAD_STARTS,
    LAW,
    MINUTE,
    SECOND,
    SERVICES,
    Desk,
    Image,
    Person,
    Place,
    Question,
    need,
)

GRACE, FORGOTTEN, REMIND = 6 * MINUTE, 30 * MINUTE, 10 * MINUTE
RECALL_LIMIT, REJOIN_AFTER = 1, 2
UNDO, RATING, RATING_AT_LEAST = 10 * SECOND, 60 * SECOND, 20 * SECOND
KEPT = {"call-next", "call", "finish", "next", "miss", "hold", "resume", "transfer", "add-service"}
DOUBT = "unconfirmed "


class Law(Place):
    """What people press. Each word is a command, or raises No and has changed nothing."""

    # --- at a desk ---

    def press(self, n: int, verb: str, **said: Any) -> Any:
        """A verb at a desk, and what is kept to take it back."""
        desk, self.before = self.desks[n], []
        hand = desk.hand
        done = getattr(self, verb.replace("-", "_"))(desk, **said)
        if verb not in KEPT:
            desk.undo = None
        elif self.before:
            desk.undo = Image(verb, self.now + UNDO, self.before, hand)
        self.before = []
        return done

    def free(self, desk: Desk) -> None:
        need(desk.state == "open", "counter_not_open")
        need(not desk.hand, "citizen_in_hand")
        need(not desk.quick, "quick_in_hand")

    def in_hand(self, desk: Desk, action: str) -> Person:
        need(desk.hand and desk.hand.state in LAW[action])
        assert desk.hand
        return desk.hand

    def of_today(self, person: Person) -> None:
        need(person.day == self.today, "day_is_closed")

    def call_next(self, desk: Desk) -> str | None:
        self.free(desk)
        person = self.head(desk)
        if person is None:
            return None
        self._call(desk, person, "call", *self.why(desk, person))
        return person.label

    def call(self, desk: Desk, ticket: int, reason: str) -> None:
        self.free(desk)
        need(reason == "FUNERAL", "reason")
        person = self.people[ticket]
        need(person.place in desk.places(), "not_in_your_lines")
        self._call(desk, person, "call-this", reason, self.passed_over(desk, person))

    def _call(
        self, desk: Desk, person: Person, action: str, reason: str, passed: frozenset[int]
    ) -> None:
        self.change(
            person, action, reason, passed, counter=desk.n, clerk=desk.clerk, recalls=0,
            called_hall=self.now,
        )  # fmt: skip
        desk.hand, self.voices[self.turn] = person, "open"

    def recall(self, desk: Desk) -> None:
        person = self.in_hand(desk, "recall")
        need(DOUBT not in person.flags, "unconfirmed")
        self.change(person, "recall", clerk=desk.clerk, recalls=person.recalls + 1)
        self.voices[self.turn] = "open"

    def start(self, desk: Desk, flags: str = "") -> None:
        person = self.in_hand(desk, "start")
        if asked := self.questions.get(desk.n):
            asked.closes = asked.opened + RATING_AT_LEAST
            if asked.closes <= self.now:
                self.close_question(desk.n, "unanswered")
        flags = person.flags.replace(DOUBT, "") + flags
        self.change(person, "start", clerk=desk.clerk, started_hall=self.now, flags=flags)

    def finish(self, desk: Desk) -> None:
        if desk.quick:
            self._end_quick(desk)
            return
        person = self.in_hand(desk, "finish")
        called, began, spent = person.called_hall, person.started_hall, person.spent
        assert called is not None
        assert began is not None
        late = self.now - began >= FORGOTTEN
        self._end(desk, person, None, "forgotten " if late else "", desk.clerk)
        if late:
            return
        if desk.clerk and person.day == self.today:
            self.ask(desk)
        took = spent + self.now - (began if spent else called)
        self.before.append(("pace", person.service, took))
        self.learn(person.service, took)

    def _end(
        self, desk: Desk, person: Person, reason: str | None, flags: str, clerk: str | None
    ) -> None:
        flags = person.flags + flags
        self.change(person, "finish", reason, ended_hall=self.now, flags=flags, clerk=clerk)
        self.forgotten.pop(person.id, None)
        desk.hand = None
        if person.back and person.day == self.today:
            place = person.back if self.at(person.back) else f"line:{person.field}"
            self.change(person, "return", "back", **self.anew(person), place=place, back=None)

    def _end_quick(self, desk: Desk, reason: str | None = None) -> None:
        self.row("quick", desk.quick, "end", "serving", "served", reason)
        desk.quick = None

    def next(self, desk: Desk) -> None:
        need(desk.state == "open", "counter_not_open")
        if desk.hand and desk.hand.state == "called":
            self.start(desk, "unmeasured ")
            self._end(desk, desk.hand, None, "", desk.clerk)
        elif desk.hand or desk.quick:
            self.finish(desk)
        self.call_next(desk)

    def miss(self, desk: Desk) -> None:
        person = self.in_hand(desk, "miss")
        need(DOUBT in person.flags or person.recalls >= RECALL_LIMIT, "recall_first")
        self.change(person, "miss", clerk=desk.clerk, ended_hall=self.now)
        desk.hand = None

    def hold(self, desk: Desk, reason: str, minutes: int | None = None) -> None:
        person = self.in_hand(desk, "hold")
        self.of_today(person)
        need(reason == "FORM", "reason")
        assert person.started_hall is not None
        self.change(
            person, "hold", reason, clerk=desk.clerk, started_hall=None,
            spent=person.spent + self.now - person.started_hall,
            remind_hall=self.now + (minutes * MINUTE if minutes else REMIND),
        )  # fmt: skip
        desk.hand = None

    def resume(self, desk: Desk, ticket: int) -> None:
        self.free(desk)
        person = self.people[ticket]
        need(person.state != "held" or person.counter == desk.n, "in_other_hands")
        passed = self.passed_over(desk, person)
        self.change(
            person, "resume", "held", passed, clerk=desk.clerk, started_hall=self.now,
            remind_hall=None,
        )  # fmt: skip
        desk.hand = person

    def transfer(self, desk: Desk, to: str, place: str, *, back: bool = False) -> None:
        person = self.in_hand(desk, "transfer")
        self.of_today(person)
        need(place in ("keep", "first", "last"), "place")
        kind, _, who = to.partition(":")
        need(who in {"line": FIELDS, "counter": "12", "clerk": CLERKS}[kind], "to")
        need(self.at(to), "target_closed")
        line, stands = self.line(to), self.anew(person)
        if place == "first":
            stands |= {"flags": "first ", "counted": line[0].counted - 1 if line else None}
        elif place == "last":
            stands["counted"] = self.now
        if stands.get("counted") is None:
            stands["counted"] = person.counted
        field = who if kind == "line" else person.field
        came_from = f"counter:{desk.n}" if back else None
        self.change(person, "transfer", place, **stands, place=to, field=field, back=came_from)
        desk.hand = None

    def add_service(self, desk: Desk, service: str) -> None:
        person = self.in_hand(desk, "finish")
        self.of_today(person)
        need(not person.back, "asked_back")
        need(service in SERVICES, "service")
        self.finish(desk)
        field, _ = SERVICES[service]
        stands = self.anew(person) | {"field": field, "place": f"line:{field}"}
        self.change(person, "add-service", **stands, service=service)

    def quick(self, desk: Desk, service: str | None) -> None:
        self.free(desk)
        need(service is None or service in SERVICES, "service")
        self.row("quick", self.turn + 1, "begin", None, "serving")
        desk.quick = self.turn

    def undo(self, desk: Desk) -> None:
        image = desk.undo
        need(image, "nothing_to_undo")
        assert image
        need(self.now <= image.until, "undo_late")
        tickets = {was["id"]: seq for kind, was, seq in image.before if kind == "ticket"}
        need(all(self.people[id].day == self.today for id in tickets), "day_is_closed")
        asked = [was for kind, was, _ in image.before if kind == "rating"]
        need(all(question.state != "answered" for question in asked), "rating_answered")
        need(all(self.people[id].seq == seq for id, seq in tickets.items()), "moved_on")
        for change in reversed(image.before):
            self._take_back(*change)
        desk.hand, desk.undo = image.hand, None

    def _take_back(self, kind: str, was: Any, what: Any = None) -> None:
        if kind == "pace":
            self.unlearn(was, what)
        elif kind == "rating":
            if was.state == "open":
                self.close_question(was.counter, "withdrawn")
        else:
            person = self.people[was["id"]]
            self.row("ticket", person.id, "undo", person.state, was["state"], None, what)
            vars(person).update(was, seq=self.turn)
            if self.voices.get(what, "spoken") != "spoken":
                self.voices[what] = "retracted"

    # --- by the number ---

    def take(self, service: str, priority: str | None) -> Person:
        need(self.today, "closed")
        day, (field, letter) = self.today or 0, SERVICES[service]
        start = HEAD_STARTS[priority]
        n = self.numbers[day, letter] = self.numbers.get((day, letter), 0) + 1
        self.row("ticket", self.turn + 1, "take", None, "waiting")
        person = Person(
            self.turn, day, f"{letter}{n:03d}", service, field, f"line:{field}", self.now, start,
            self.now - start, self.turn, self.turn,
        )  # fmt: skip
        self.people[person.id] = person
        return person

    def rejoin(self, person: Person) -> None:
        place = person.place if self.at(person.place) else f"line:{person.field}"
        ahead = self.line(place)[:REJOIN_AFTER]
        self.change(
            person, "rejoin", counter=None, clerk=None, recalls=0, called_hall=None, place=place,
            ended_hall=None, counted=ahead[-1].counted if ahead else self.now,
            placed=self.turn + 1,
        )  # fmt: skip

    def rejoin_in_person(self, person: Person) -> None:
        need(person.state == "missed")
        if DOUBT in person.flags:
            self.confirm(person)
        self.rejoin(person)

    def pass_on(self, person: Person) -> None:
        need(person.state == "waiting")
        behind = [p for p in self.line(person.place) if p.standing > person.standing]
        need(behind, "nobody_behind")
        counted = behind[:REJOIN_AFTER][-1].counted
        self.change(person, "pass", counted=counted, placed=self.turn + 1)

    def go(self, person: Person, action: str, reason: str | None = None) -> None:
        """leave, void or expire."""
        called = person.state == "called"
        self.change(person, action, reason, ended_hall=self.now)
        if called and person.counter:
            self.desks[person.counter].hand = None

    def confirm(self, person: Person, action: str = "confirm") -> None:
        """By a word of the staff, or (reprint) by new paper."""
        self.change(person, action, flags=person.flags.replace(DOUBT, ""))

    def doubt(self, person: Person) -> None:
        if person.state in LAW["doubt"] and DOUBT not in person.flags:
            self.change(person, "doubt", flags=person.flags + DOUBT)

    # --- what follows ---

    def ask(self, desk: Desk) -> None:
        if desk.n in self.questions:
            self.close_question(desk.n, "unanswered")
        asked = self.questions[desk.n] = Question(desk.n, self.now, self.now + RATING)
        self.row("rating", "", "opened")
        self.before.append(("rating", asked, None))

    def close_question(self, n: int, how: str) -> None:
        self.questions.pop(n).state = how
        self.row("rating", "", how)

    def answer(self, n: int) -> None:
        need(n in self.questions, "rating_closed")
        self.close_question(n, "answered")
