// The ticks above the bands of the timeline: a mark at each step at which a breakpoint stops.

import { assign, element, write } from "./element.js";
import { stopNear } from "./stops.js";

const NARROWEST = 3; // pixels of a mark
const APART = 12; // pixels of a step from which on each has a mark of its own
const NEAR = 5; // pixels beside a mark that still mean it

export function ticks(words, go) {
  const canvas = element("canvas", { "aria-hidden": "true" });
  const node = element("div", { class: "ticks" }, canvas);
  node.hidden = true;
  const end = element("span", { class: "ticks-end" });
  let stops = null;
  let place = null;
  let scale = null;

  /** Draw the stops of a place's track; `scale` is the timeline's layout. */
  function update(next, moment, measured) {
    const drawn = next === stops && measured === scale && place && place.layer === moment.place.layer
      && place.direction === moment.place.direction && place.row === moment.place.row;
    [stops, place, scale] = [next, moment.place, measured];
    if (!drawn) paint();
  }

  function paint() {
    node.hidden = !stops?.any;
    const last = stops?.any ? stops.end(place) : null;
    write(end, last ? words("ticks to t = {t}", last) : "");
    assign(end, "title", last ? words("The ticks end at t = {t}: {count} more are left out.", last) : null);
    if (node.hidden) return;
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    const [width, height] = [scale.width, node.clientHeight];
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.fillStyle = getComputedStyle(node).color;
    const apart = scale.column >= APART;
    for (const [, from, to] of stops.runs(place)) {
      const [start, stop] = [Math.max(from, scale.start), Math.min(to, scale.stop)];
      if (start >= stop) continue;
      if (apart) for (let t = start; t < stop; t += 1) dot(context, (scale.x(t) + scale.x(t + 1)) / 2, height / 2);
      else bar(context, scale.x(start), scale.x(stop), height);
    }
  }

  function dot(context, x, radius) {
    context.beginPath();
    context.arc(x, radius, radius, 0, 2 * Math.PI);
    context.fill();
  }

  function bar(context, from, to, height) {
    const wide = Math.max(to - from, NARROWEST);
    context.fillRect((from + to - wide) / 2, 1, wide, height - 2);
  }

  const near = (event) => {
    const x = event.clientX - canvas.getBoundingClientRect().left;
    const within = Math.ceil(NEAR / Math.max(scale.column, 0.01));
    return stopNear(stops.runs(place), scale.t(x), within);
  };
  node.addEventListener("pointermove", (event) => {
    const t = near(event);
    assign(node, "title", t === null ? null : [`t = ${t}`, ...stops.at(place, t)].join("\n"));
  });
  node.addEventListener("pointerdown", (event) => {
    const t = event.button === 0 ? near(event) : null;
    if (t === null) return;
    event.stopPropagation();
    go({ t });
  });
  return { node, end, update };
}
