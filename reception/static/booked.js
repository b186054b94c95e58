// Appointments: made for a time, shown for a day, checked in by their code.

import { byId, element, show } from "/static/element.js";
import { button, clockOf, series, spelled, timeOf } from "./phrases.js";
import { searchBox } from "./search.js";

/** Wires the sheet of appointments. Gives {focus(), hear(state)}. */
export function openBooked(page) {
  const { say } = page;
  const box = searchBox({
    input: byId("book-service"), list: byId("book-service-list"), services: page.services, floating: true,
    row: (service) => [series(service.field.series), element("span", { class: "service-name" }, service.label)],
    choose: () => byId("book-time").focus(),
  });
  let now = null; // the server's last time, for its date and its offset

  async function list() {
    const date = byId("booked-date").value;
    if (!date || byId("booked").hidden) return;
    const answer = await page.get(`/api/v1/appointments?date=${date}`);
    if (answer && byId("booked-date").value === date) draw(answer.appointments);
  }

  function draw(appointments) {
    show(byId("booked-empty"), !appointments.length);
    byId("booked-rows").replaceChildren(...appointments.map(line));
  }

  function line(booked) {
    const service = page.services.find((each) => each.id === booked.service);
    return element("tr", { class: booked.state === "made" ? null : "done" },
      element("td", { class: "digits" }, timeOf(booked.at)), element("td", { class: "digits" }, spaced(booked.code)),
      element("td", {}, service?.label ?? booked.service), element("td", {}, ...state(booked)));
  }

  function state(booked) {
    const words = element("span", {}, say(`booked-${booked.state}`, { number: booked.number ?? "" }));
    if (booked.state !== "made") return [words];
    const today = booked.at.slice(0, 10) === now?.slice(0, 10);
    return [words,
      today ? button(say("arrive"), { kind: "small" }, () => arrive(booked.code)) : "",
      button(say("cancel_booking"), { kind: "small apart" }, () => cancel(booked))];
  }

  async function arrive(code) {
    const taken = await page.send("/api/v1/tickets", { appointment: code });
    if (!taken) return;
    tell(say("arrived", { number: taken.number, spoken: spelled(say, taken.number) }));
    byId("arrive-code").value = "";
    list();
  }

  async function cancel({ id, code, at }) {
    const question = say("sure_booking", { time: timeOf(at), code: spaced(code) });
    if (!(await page.sure(question, say("sure_booking_effect"), say("cancel_booking")))) return;
    if (await page.send(`/api/v1/appointments/${id}/cancel`, {})) list();
  }

  async function book(event) {
    event.preventDefault();
    const time = clockOf(byId("book-time").value);
    if (!box.chosen) return page.notice(say("pick_service"));
    if (!time) return page.notice(say("book_bad_time"));
    const at = `${byId("book-date").value}T${time}:00${now.slice(-6)}`;
    const made = await page.send("/api/v1/appointments", { service: box.chosen.id, at });
    if (!made) return null;
    const date = byId("book-date").value.split("-").reverse().join("/");
    tell(say("booked_told", { code: spaced(made.code), time, date }));
    byId("booked-date").value = byId("book-date").value;
    byId("book-time").value = "";
    box.clear();
    return list();
  }

  function tell(words) {
    byId("booked-told").textContent = words;
    show(byId("booked-told"), true);
  }

  byId("book").addEventListener("submit", book);
  byId("arrive").addEventListener("submit", (event) => {
    event.preventDefault();
    arrive(byId("arrive-code").value.replace(/\D/g, ""));
  });
  byId("booked-date").addEventListener("change", list);
  return {
    focus() {
      byId("arrive-code").focus();
      list();
    },
    hear(state) {
      if (!now) byId("booked-date").value = byId("book-date").value = state.now.slice(0, 10);
      now = state.now;
      list();
    },
  };
}

/** "482719" → "482 719": read and typed in two halves. */
const spaced = (code) => code.replace(/(?<=^\d{3})(?=\d)/, " ");
