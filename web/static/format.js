// How a language writes: the tag by which the browser knows it.

const WRITTEN = { vi: "vi-VN", en: "en-GB", "en-XA": "en-GB" }; // day before month; the pseudo-locale is English

/** For Intl and toLocaleString: "vi-VN" of "vi"; a language that somebody added is its own tag. */
export const localeOf = (lang = document.body.dataset.lang) => WRITTEN[lang] ?? lang;
