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
  over: "M3.4 16C3.4 10.5 7.6 6.6 12.4 6.6c2.6 0 4.9 1 6.5 2.7L21.4 7v8h-8l2.8-2.8C15.2 11.100 13.900 10.4 12.4 10.4 9.600 10.4 7.200 12.7 7.200 16z M9.800 18.400h5v2.800h-5z",
  over_back: "M20.6 16C20.6 10.5 16.4 6.6 11.6 6.6c-2.6 0-4.9 1-6.5 2.7L2.6 7v8h8l-2.800-2.800C8.800 11.100 10.100 10.4 11.600 10.4c2.800 0 5.200 2.300 5.200 5.600z M9.200 18.400h5v2.800h-5z",
  out: "M12 3l6.500 7h-4.300v6.500H9.800V10H5.500z M4 18.400h16v2.800H4z",
  stop_left: "M14 4.600v14.800L4.200 12z M19 8.600a3.400 3.400 0 1 0 .01 0z",
  stop_right: "M10 4.600v14.800L19.800 12z M5 8.600a3.400 3.400 0 1 0 .01 0z",
  last: "M16.6 4H19v16h-2.4z M4 4v16l11.4-8z",
};

export function icon(name) {
  return shape("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, shape("path", { d: PATHS[name] }));
}
