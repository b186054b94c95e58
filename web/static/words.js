// The page's catalogue: <script type="application/json" id="words">{"vi": {...}, "en": {...}}</script>.

/** The languages of this page, Vietnamese first. */
export function languages() {
  const known = Object.keys(JSON.parse(document.getElementById("words").textContent));
  return ["vi", ...known.filter((lang) => lang !== "vi")];
}

/** Gives say(key, {n: 3}) for one language; a word missing there is said in Vietnamese. */
export function words(lang = document.body.dataset.lang) {
  const catalogue = JSON.parse(document.getElementById("words").textContent);
  const own = catalogue[lang] ?? {};
  return function say(key, values = {}) {
    const text = own[key] ?? catalogue.vi[key];
    if (text === undefined) throw new Error(`no words for ${key}`);
    return text.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
  };
}

/** Puts words into every element below `root` that names a key in data-say. */
export function fill(root, say) {
  for (const element of root.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
}
