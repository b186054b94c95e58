"""What a page cannot hold: words cut off, on top of others, or never translated.

Told of any page in any language; the pseudo-locale, 40 % longer than the longer of the two, is what
a language that nobody has added yet would do to it.
"""

from __future__ import annotations

import json

from playwright.sync_api import Page

from web import words

# Each text of the page, with the box that cuts it off (overflow other than visible) or, for a
# button, holds it. What may be scrolled to is not lost; what is cut with an ellipsis on purpose is
# told in full elsewhere.
FIND = """() => {
  const near = 1.5, faults = [], lines = [], page = document.documentElement;
  const level = ({node}) => node.closest('dialog, [popover], [role=dialog]');
  const shown = (node) => node.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && !node.closest('.unseen, [aria-hidden=true]');
  const said = (node) => node.textContent.trim().replace(/\\s+/g, ' ').slice(0, 60);
  function holder(node) {
    for (let at = node; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at), button = at.matches('button, .button, a.button');
      if (style.textOverflow === 'ellipsis') return 'elsewhere';
      if (/auto|scroll/.test(style.overflowX + style.overflowY)) return 'elsewhere';
      if (button || /hidden|clip/.test(style.overflowX + style.overflowY)) return at;
    }
    return null;
  }
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walk.nextNode());) {
    const node = text.parentElement;
    if (!text.textContent.trim() || /SCRIPT|STYLE|OPTION/.test(node.tagName)) continue;
    if (!shown(node)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect(), at = holder(node);
    if (at === 'elsewhere') continue;
    const frame = (at ?? page).getBoundingClientRect(), marks = near + box.height * .12;
    const [left, right] = at ? [frame.left, frame.right] : [0, innerWidth];
    const outside = box.left < left - near || box.right > right + near;
    const over = at && (box.top < frame.top - marks || box.bottom > frame.bottom + marks);
    if (outside || over) faults.push(`${at ? 'cut off' : 'beside the page'}: ${said(node)}`);
    // A line's box is as high as the font wants; what people see of it is its middle.
    for (const {left, right, top, bottom, height} of range.getClientRects())
      lines.push({node, left, right, top: top + height * .2, bottom: bottom - height * .2});
  }
  const shared = (a, b, from, to) => Math.min(a[to], b[to]) - Math.max(a[from], b[from]);
  for (const [i, one] of lines.entries()) for (const two of lines.slice(i + 1)) {
    if (one.node === two.node || level(one) !== level(two)) continue;
    if (shared(one, two, 'left', 'right') > near && shared(one, two, 'top', 'bottom') > near)
      faults.push(`on top of each other: ${said(one.node)} / ${said(two.node)}`);
  }
  const [wide, high] = [page.scrollWidth - innerWidth, page.scrollHeight - innerHeight];
  if (wide > near) faults.push(`the page is ${wide} px too wide`);
  const fixed = getComputedStyle(page).overflowY === 'hidden';
  if (fixed && high > near) faults.push(`the page is ${high} px too high`);
  return [...new Set(faults)];
}"""
TEXTS = """() => {
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = walk.nextNode());) {
    const node = text.parentElement;
    if (!node.closest('script, style, kbd, [lang]:not(html)') && node.checkVisibility())
      found.add(text.textContent.trim().replace(/\\s+/g, ' '));
  }
  return [...found];
}"""


def burst(page: Page) -> list[str]:
    """Every text that its place cannot hold, each once."""
    told: list[str] = page.evaluate(FIND)
    return told


def untranslated(page: Page) -> list[str]:
    """On a page in the pseudo-locale: its own words that stand there in Vietnamese or English.

    Names that the office gave, numbers and times are nobody's to translate.
    """
    own = json.loads(page.locator("#words").text_content() or "{}")
    known = {
        said
        for lang in words.LANGUAGES
        for key, said in own[lang].items()
        if key != "language" and len(said) > 3
    }
    return sorted(set(page.evaluate(TEXTS)) & known)
