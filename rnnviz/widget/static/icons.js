// The toolbar's pictures, drawn so that they look alike on every system.

import { shape } from "./element.js";

const PATHS = {
  first: "M5 4h2.4v16H5z M20 4v16L8.6 12z",
  left: "M17 4v16L5.6 12z",
  up: "M4 17h16L12 5.6z",
  play: "M6.5 3.5v17L20 12z",
  pause: "M6 4h4.2v16H6z M13.8 4H18v16h-4.2z",
  down: "M4 7h16l-8 11.4z",
  right: "M7 4v16l11.4-8z",
  last: "M16.6 4H19v16h-2.4z M4 4v16l11.4-8z",
};

export function icon(name) {
  return shape("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, shape("path", { d: PATHS[name] }));
}
