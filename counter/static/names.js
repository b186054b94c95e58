// Names come from the server in both languages where it has both.

/** The thing's name in the language this page now speaks; Vietnamese where there is no other. */
export const nameOf = (thing, key = "name") =>
  (document.documentElement.lang === "en" && thing[`${key}_en`]) || thing[key];
