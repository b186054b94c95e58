// Elements made by hand, as every room makes them.

export { byId, element, show } from "/static/element.js";
