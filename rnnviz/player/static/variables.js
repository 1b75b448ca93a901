// Every value of the time step: name, shape, numbers, and how each changed since the step before.

import { assign, element, write } from "./element.js";
import { colourOf } from "./colours.js";
import { difference } from "./numbers.js";
import { WRITTEN_OUT, entries } from "./moment.js";
import { vector } from "./vector.js";

// More changes than this are too many to read in one line: then the largest is told, with its unit.
const CHANGES = 3;
const VISIBLE = 0.00005;

export function variables(scene, words, go) {
  const size = scene.hidden;
  const slots = size <= WRITTEN_OUT ? Math.max(size, Math.min(scene.hidden, 3)) : 3;
  const heads = ["name", "shape", "value", "change"].map((word) => element("th", { scope: "col", class: word }, words(word)));
  const rows = scene.variables.map((variable) => row(scene, variable, slots, go));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows.map((one) => one.node)));
  const node = element("section", { class: "panel variables", "aria-label": words("Variables") }, table);
  node.style.setProperty("--rows", rows.length);
  let last = null;

  function update(moment) {
    // A held key changes everything all the time: flashing would only be flicker.
    const now = performance.now();
    const calm = last === null || now - last.when > 250;
    const stepped = last !== null && (last.t !== moment.t || last.track !== moment.track);
    for (const one of rows) one.update(moment, calm && stepped);
    last = { when: now, t: moment.t, track: moment.track };
  }
  return { node, update };
}

function row(scene, variable, slots, go) {
  const length = scene.size(variable);
  const operation = scene.operations.some((one) => one.name === variable.name);
  // What comes in has no change column, so its numbers may run on into it.
  const room = operation ? slots : WRITTEN_OUT;
  const most = length <= room ? length : Math.min(slots, 3);
  const numbers = vector({ size: length, slots: most, digits: 4 });
  const change = element("td", { class: "change" });
  const name = element("th", { scope: "row", class: "name", style: `color: ${colourOf(variable.colour, "ink")}` }, variable.name);
  const node = element("tr", {}, name, element("td", { class: "shape" }, `(${length},)`),
    element("td", { class: "value", colspan: operation ? null : 2 }, numbers.node), ...(operation ? [change] : []));
  if (operation) node.addEventListener("click", () => go({ operation: variable.name }));
  let text = "";

  function update(moment, flash) {
    const values = moment.value(variable.name);
    numbers.update(values, variable, entries(moment, variable, values, most));
    node.classList.toggle("current", variable.name === moment.operation.name);
    node.classList.toggle("read", moment.operation.reads.includes(variable.name));
    node.classList.toggle("later", !moment.computed.has(variable.name));
    assign(node, "aria-current", variable.name === moment.operation.name ? "true" : null);
    const next = changes(moment, variable, values);
    if (next === text) return;
    text = next;
    write(change, next);
    if (flash && next) restart(node);
  }
  return { node, update };
}

// Two names for one animation: changing the name starts it again without asking the browser for a layout.
function restart(node) {
  const odd = node.classList.contains("flash-odd");
  node.classList.toggle("flash-odd", !odd);
  node.classList.toggle("flash-even", odd);
}

function changes(moment, variable, values) {
  if (variable.size !== "hidden_size" || !values || variable.prev_of) return "";
  const then = moment.before(variable.name);
  if (!then) return "";
  const by = (unit) => values[unit] - then[unit];
  const shown = moment.place.unit === null ? moment.units : [moment.place.unit];
  if (shown.length <= CHANGES && moment.recording.hidden_size <= WRITTEN_OUT) {
    return shown.map((unit) => difference(by(unit), 4)).join("  ");
  }
  const unit = moment.place.unit ?? largest(values, then);
  return Math.abs(by(unit)) < VISIBLE ? "" : `${difference(by(unit), 4)} [${unit}]`;
}

function largest(values, then) {
  let best = 0;
  values.forEach((value, unit) => {
    if (Math.abs(value - then[unit]) > Math.abs(values[best] - then[best])) best = unit;
  });
  return best;
}
