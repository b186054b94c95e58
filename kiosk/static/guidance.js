// Who does not know what to choose is not asked to choose: the line of those who help, or their desk in words.

import { icon } from "/static/draw.js";
import { el } from "./elements.js";
import { message } from "./parts.js";

/** «Tôi không biết chọn gì». */
export function guidanceButton(hall) {
  return el("button.button.choice.way.guide", { type: "button", "data-fit": "", click: () => guide(hall) },
    icon("question"), el("span.name", {}, hall.say("guidance")));
}

/** The first service of the guidance line, chosen; without such a line, where the guide sits. */
function guide({ catalog, go, choose }) {
  const field = catalog.fields.find(({ id }) => id === catalog.guidance);
  if (field) choose(field, field.services[0]);
  else go({ screen: "guidance" });
}

/** Where to go instead. */
export function guidance({ say, lang }) {
  return message(`guidance ${lang}`, "question", say("guidance-desk"), say("guidance-desk-do"));
}
