// The cross-hair: where the pointer is, or the arrow keys have led.

import { place } from "./axes.js";
import { assign, element, shape } from "./element.js";
import { dress } from "./lines.js";
import { pool } from "./pool.js";
import { indexAt } from "./reading.js";

const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };

/** `moved(x)` is told the position that is looked at, or null. */
export function crossing(moved) {
  const area = element("div", { class: "cross", role: "slider", tabindex: 0 });
  const line = shape("line");
  const marker = shape("line", { class: "marker" });
  const node = shape("g", { class: "crossing" }, marker, line);
  const show = pool(node, () => ({ node: shape("circle") }));
  let chart = null;
  let layout = null;
  let here = null;

  function look(x) {
    if (x === here) return;
    here = x;
    moved(x);
  }

  // The nearest of the places that there are.
  function nearest(x) {
    const { places } = chart;
    const before = indexAt(places, x);
    const [one, other] = [places[Math.max(before, 0)], places[Math.min(before + 1, places.length - 1)]];
    return x - one <= other - x ? one : other;
  }

  function point(event) {
    if (!chart?.places.length) return;
    look(nearest(layout.position(event.clientX - area.getBoundingClientRect().left + layout.box.left)));
  }

  area.addEventListener("pointermove", point);
  area.addEventListener("pointerdown", point);
  // A finger that is lifted leaves what it pointed at to be read.
  area.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && look(null));
  area.addEventListener("blur", () => look(null));
  area.addEventListener("focus", () => {
    if (area.matches(":focus-visible") && here === null && chart?.places.length) look(chart.places.at(-1));
  });
  area.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !chart?.places.length) return;
    const { places } = chart;
    if (event.key === "Escape") look(null);
    else if (event.key in STEPS) look(places[Math.max(0, Math.min(indexAt(places, here ?? Infinity) + STEPS[event.key], places.length - 1))]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  /** Bring it up to date: `given` is the chart, `readings` are those of its lines at the position that is looked at. */
  function update(given, at, readings, told) {
    [chart, layout] = [given, at];
    const { box, x, y, placed } = layout;
    for (const [name, value] of Object.entries({ left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top })) {
      area.style[name] = `${value.toFixed(1)}px`;
    }
    const { places } = chart;
    assign(area, "aria-valuemin", places[0] ?? 0);
    assign(area, "aria-valuemax", places.at(-1) ?? 0);
    assign(area, "aria-valuenow", here ?? places.at(-1) ?? 0);
    assign(area, "aria-valuetext", told);
    upright(line, here);
    upright(marker, chart.at);
    const read = here === null ? [] : chart.lines.map((each, k) => ({ each, reading: readings[k] }));
    show(read.filter(({ reading }) => placed(reading.value)), (part, { each, reading }) => {
      dress(part.node, each);
      place(part.node, { cx: x(reading.x), cy: y(reading.value) });
    });

    function upright(one, value) {
      one.classList.toggle("unseen", value === null);
      if (value !== null) place(one, { x1: x(value), x2: x(value), y1: box.top, y2: box.bottom });
    }
  }

  return { area, node, update, here: () => here, forget: () => (here = null) };
}
