// A password given by the supervisor: made here when asked for, shown once, and sent apart from every setting.

import { element, show } from "/static/element.js";
import { explain, send, toast } from "./save.js";

const SHORTEST = 10;
// No letter or digit that is taken for another when it is written down by hand.
const SIGNS = "abcdefghkmnpqrstuvwxyz23456789";
const PARTS = [4, 4, 4];

/** The part of a person's form: {node, asked(), ready(), give(id)}; a new person needs a password. */
export function credentials(house, fresh) {
  const { say } = house;
  const password = element("input", { id: "new-password", class: "digits", autocomplete: "off", spellcheck: "false", autocapitalize: "none", maxlength: 200, "aria-describedby": "new-password-hint new-password-fault" });
  const pin = element("input", { id: "new-pin", class: "digits", inputmode: "numeric", autocomplete: "off", maxlength: 8, size: 8, "aria-describedby": "new-pin-fault" });
  const make = element("button", { type: "button", class: "button small" }, say("make_password"));
  make.onclick = () => {
    password.value = made();
    password.select();
  };
  const wrong = element("p", { class: "fault", id: "new-password-fault", hidden: true });
  const wrongPin = element("p", { class: "fault", id: "new-pin-fault", hidden: true });
  const node = element(
    "fieldset",
    { class: "table secret" },
    element("legend", { class: "label" }, say(fresh ? "password_first" : "password_other")),
    element("div", { class: "field" }, element("label", { class: "label", for: password.id }, say("password")), element("span", { class: "with-unit" }, password, make), element("p", { class: "soft hint", id: "new-password-hint" }, say(fresh ? "password_hint" : "password_keep")), wrong),
    element("div", { class: "field" }, element("label", { class: "label", for: pin.id }, say("pin")), pin, wrongPin),
  );
  const tell = (input, place, text) => {
    place.textContent = text;
    show(place, Boolean(text));
    input[text ? "setAttribute" : "removeAttribute"]("aria-invalid", "true");
    if (text) input.focus();
    return !text;
  };
  const asked = () => fresh || Boolean(password.value || pin.value);
  return {
    node,
    asked,
    ready: () =>
      !asked() ||
      (tell(password, wrong, password.value.length < SHORTEST ? say("password_short", { n: SHORTEST }) : "") && tell(pin, wrongPin, /^(\d{4,8})?$/.test(pin.value) ? "" : say("pin_wrong"))),
    async give(id) {
      if (!asked()) return true;
      const answer = await send(house, `/api/v1/staff/${encodeURIComponent(id)}/password`, { password: password.value, ...(pin.value ? { pin: pin.value } : {}) });
      if (answer?.ok) return toast(house, say(fresh ? "person_added" : "password_given"));
      explain(house, { name: `staff:${id}` }, answer);
      return false;
    },
  };
}

function made() {
  const few = SIGNS.length * Math.floor(256 / SIGNS.length); // above it some signs would come more often
  const bytes = Array.from(crypto.getRandomValues(new Uint8Array(64))).filter((byte) => byte < few);
  const signs = bytes.map((byte) => SIGNS[byte % SIGNS.length]);
  return PARTS.map((n) => signs.splice(0, n).join("")).join("-");
}
