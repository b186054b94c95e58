// Elements made by hand: text goes in as text, so no name can ever become markup.

/** An element with attributes (null and false are left out) and children: elements or strings. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

/** The one element on the page with this id. */
export const byId = (id) => document.getElementById(id);

/** Shows `node` or hides it. */
export const show = (node, visible) => {
  node.hidden = !visible;
};
