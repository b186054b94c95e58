// Names in the parts a line may be broken between: a long one never breaks within a word of two syllables ("hộ / tịch").

import { el } from "./elements.js";
import { named } from "./phrases.js";

/** The name of a field or a service, each part in one piece as long as a line holds it: first what stands between
 * dashes ("Tiếp công dân –", "Phản ánh, kiến nghị"), within that what stands between commas. */
export function nameOf(thing, lang) {
  const parts = named(thing, lang).split(/(?<=–) /);
  return el("span.name", {}, ...spaced(parts.map((part) => el("span.part", {}, ...pieces(part)))));
}

function pieces(part) {
  const found = part.split(/(?<=[,;:]) /);
  return found.length === 1 ? found : spaced(found.map((piece) => el("span.part", {}, piece)));
}

const spaced = (nodes) => nodes.flatMap((node, i) => (i ? [" ", node] : [node]));
