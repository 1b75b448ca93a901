// Dots that run along the wires into the operation and out of it again. The size of a dot is the magnitude of its
// number, its colour is the number's colour. They run for a few seconds after a move and then rest on the wires. The
// browser moves them by itself, off the thread that answers keys.

import { element } from "./element.js";
import { level, swatchAt } from "./colours.js";
import { entries } from "./units.js";
import { beginning, pointAt, waypoints } from "./path.js";

const ROUND_TRIP = 2400; // milliseconds from the first dot's start to the result's arrival
const TRIPS = 3;
const ARRIVED = 0.62; // share of the trip after which the inputs are in and the result comes out
const PER_WIRE = 3;
const SMALLEST = 3.4;
const LARGEST = 9;
const RESTING = 0.36; // share of the trip at which the dots rest
const OUT = 0.45; // share of an outgoing wire that the result runs along: nobody has read it yet
const SETTLE = 400; // milliseconds of rest before they set out: they must not slow down the next key

export function flow(scene) {
  const node = element("div", { class: "flow", "aria-hidden": "true" });
  const wires = scene.diagram.wires.map((wire) => ({ ...wire, way: waypoints(wire.points) }));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let dots = [];
  let scale = 1;
  let timer = 0;
  let running = [];

  function update(moment) {
    stop();
    dots = moment.known ? dotsFor(moment, scene, wires) : [];
    // Elements are kept from move to move.
    while (node.children.length < dots.length) node.append(element("i"));
    setOut();
  }

  function setOut() {
    [...node.children].forEach((one, index) => place(one, dots[index]));
    if (!still.matches) timer = setTimeout(run, SETTLE);
  }

  function place(one, dot) {
    const resting = dot && RESTING >= dot.from && RESTING <= dot.until;
    one.style.opacity = resting ? 1 : 0;
    if (!dot) return;
    one.className = dot.look;
    one.style.setProperty("--radius", dot.radius);
    if (resting) one.style.transform = shift(pointAt(dot.way, (RESTING - dot.from) / (dot.until - dot.from)));
  }

  const shift = ([x, y]) => `translate(${x * scale}px, ${y * scale}px)`;

  function run() {
    running = dots.map((dot, index) => {
      const { from, until, way } = dot;
      const stops = way.map(([x, y, share]) => ({ offset: from + share * (until - from), transform: shift([x, y]), opacity: 1 }));
      const hidden = (offset, stop) => ({ offset, transform: stop.transform, opacity: 0 });
      const [first, last] = [stops[0], stops[stops.length - 1]];
      const frames = [hidden(0, first), hidden(from, first), ...stops, hidden(until, last), hidden(1, last)];
      return node.children[index].animate(frames, { duration: ROUND_TRIP, iterations: TRIPS });
    });
  }

  function stop() {
    clearTimeout(timer);
    for (const animation of running) animation.cancel();
    running = [];
  }

  function resize(pixels) {
    scale = pixels;
    stop();
    setOut();
  }
  return { node, update, resize, stop };
}

function dotsFor(moment, scene, wires) {
  const name = moment.operation.name;
  const inwards = wires.filter((wire) => wire.to === name);
  const outwards = wires.filter((wire) => wire.from === name);
  return [
    ...inwards.flatMap((wire) => train(moment, scene, wire, wire.way, 0, ARRIVED)),
    ...outwards.flatMap((wire) => train(moment, scene, wire, beginning(wire.way, OUT), ARRIVED, 1)),
  ];
}

// The numbers of one wire, one behind the other.
function train(moment, scene, wire, way, start, end) {
  const variable = scene.variable(wire.from);
  const values = moment.value(wire.from);
  const chosen = moment.unitsOf(variable)?.chosen ?? null;
  const shown = chosen !== null ? [chosen] : entries(moment, variable, values, PER_WIRE);
  const takes = (end - start) * 0.7;
  return shown.map((entry, index) => {
    const value = values[entry];
    const share = Number.isFinite(value) ? Math.min(Math.abs(value) / variable.bound, 1) : 1;
    const from = start + (index * (end - start - takes)) / Math.max(shown.length - 1, 1);
    return {
      way,
      from,
      until: from + takes,
      radius: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share),
      look: swatchAt(level(value, variable), variable.range).name,
    };
  });
}
