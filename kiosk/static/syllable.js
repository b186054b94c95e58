// Vietnamese by keys: a tone goes onto the vowel of the last syllable where school puts it (hòa, toán, quý, thuở).

const TONES = { sac: "\u0301", huyen: "\u0300", hoi: "\u0309", nga: "\u0303", nang: "\u0323" };
const MARKS = /[\u0300\u0301\u0303\u0309\u0323]/g;
const VOWELS = "aăâeêioôơuưy";
const SHAPED = "ăâêôơư"; // with one of these in it, the tone stands there

/** `text` with the tone (sac, huyen, hoi, nga, nang) on its last syllable; the same tone again takes it off. */
export function toned(text, tone) {
  const [, before, last] = text.match(/^(.*?)([\p{L}]*)$/su);
  const spread = last.normalize("NFD");
  const bare = plain(last);
  const at = place(bare.toLowerCase());
  if (at === null) return text;
  const same = spread.includes(TONES[tone]);
  const letters = [...bare];
  if (!same) letters[at] = (letters[at] + TONES[tone]).normalize("NFC");
  return before + letters.join("");
}

/** Without its tone, its letters whole. */
const plain = (word) => word.normalize("NFD").replace(MARKS, "").normalize("NFC");

/** Which letter of a syllable bears the tone, or null when it has no vowel. */
function place(word) {
  const start = /^(qu|gi(?=[aăâeêioôơuưy]))/.test(word) ? 2 : 0;
  const first = [...word].findIndex((letter, i) => i >= start && VOWELS.includes(letter));
  if (first < 0) return null;
  let end = first;
  while (end < word.length && VOWELS.includes(word[end])) end += 1;
  const vowels = [...word.slice(first, end)];
  const shaped = vowels.findLastIndex((letter) => SHAPED.includes(letter));
  if (shaped >= 0) return first + shaped;
  if (vowels.length === 1) return first;
  if (vowels.length > 2 || end < word.length) return first + 1; // ngoài, toán
  return first; // hòa, của, thủy
}
