// What was changed, by whom and when; what nobody has changed again since can be taken back.

import { element } from "/static/element.js";
import { read } from "/static/sign-in.js";
import { difference, undo } from "./save.js";

/** The panel of changes, the newest first. */
export function history(house) {
  const { say } = house;
  const list = element("ol", { class: "changes" });
  const more = element("button", { type: "button", class: "button small" }, say("older"));
  more.onclick = async () => {
    const { data } = await read(`/settings/history?before=${list.lastElementChild.dataset.seq}`);
    put(data?.history ?? []);
  };

  function put(rows) {
    list.append(...rows.map(row));
    more.hidden = rows.length < 50;
  }

  function row({ seq, at, who, what, changes, undoable }) {
    const back = element("button", { type: "button", class: "button small", "aria-label": `${say("undo")}: ${what}` }, say("undo"));
    back.onclick = () => undo(house, seq);
    const head = element("p", { class: "change-head" }, element("time", { class: "digits", datetime: at }, moment(at)), element("b", {}, who), undoable ? back : element("span", { class: "soft" }, say("changed_again")));
    return element("li", { class: "card", "data-seq": seq }, head, element("ul", { class: "differences" }, ...changes.map((change) => difference(house, change))));
  }

  put(house.history);
  const empty = element("p", { class: "card" }, say("no_history"));
  return element("div", { class: "stack" }, element("p", { class: "soft" }, say("about_history")), house.history.length ? list : empty, more);
}

/** The office's own time, as the server writes it. */
const moment = (at) => `${at.slice(11, 16)} ${at.slice(8, 10)}/${at.slice(5, 7)}/${at.slice(0, 4)}`;
