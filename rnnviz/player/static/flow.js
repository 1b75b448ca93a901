// Dots that run along the wires into the operation and out of it again. The size of a dot is the magnitude of its
// number, its colour is the number's colour. They run for a few seconds after a move and then rest where they are.

import { element } from "./element.js";
import { level, swatchAt } from "./colours.js";
import { entries } from "./moment.js";
import { along } from "./path.js";

const ROUND_TRIP = 2400; // milliseconds from the first dot's start to the result's arrival
const TRIPS = 3;
const ARRIVED = 0.62; // share of the trip after which the inputs are in and the result comes out
const DOTS = 3;
const SMALLEST = 3.2;
const LARGEST = 8.5;
const RESTING = 0.36;

export function flow(scene) {
  const node = element("canvas", { class: "flow", "aria-hidden": "true" });
  const context = node.getContext("2d");
  const wires = scene.diagram.wires.map((wire) => ({ ...wire, at: along(wire.points) }));
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let scale = 1;
  let dots = [];
  let started = 0;
  let frame = 0;

  function update(moment) {
    dots = moment.known ? dotsFor(moment, scene, wires) : [];
    started = performance.now();
    if (still.matches) {
      stop();
      draw(RESTING);
    } else if (!frame) {
      frame = requestAnimationFrame(tick);
    }
  }

  function tick(now) {
    const trips = Math.max(now - started, 0) / ROUND_TRIP;
    const over = trips > TRIPS || !node.isConnected;
    draw(over ? RESTING : trips % 1);
    frame = over ? 0 : requestAnimationFrame(tick);
  }

  function draw(share) {
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, node.width / scale, node.height / scale);
    for (const dot of dots) {
      const way = (share - dot.from) / dot.takes;
      if (way < 0 || way > 1) continue;
      const [x, y] = dot.at(way);
      context.beginPath();
      context.arc(x, y, dot.radius, 0, 2 * Math.PI);
      context.fillStyle = dot.colour;
      context.fill();
      context.lineWidth = 1.4;
      context.strokeStyle = dot.ink;
      context.stroke();
    }
  }

  function resize(pixels) {
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    scale = pixels * ratio;
    node.width = Math.round(scene.diagram.width * scale);
    node.height = Math.round(scene.diagram.height * scale);
    if (!frame) draw(RESTING);
  }

  function stop() {
    cancelAnimationFrame(frame);
    frame = 0;
  }
  return { node, update, resize, stop };
}

function dotsFor(moment, scene, wires) {
  const name = moment.operation.name;
  const inwards = wires.filter((wire) => wire.to === name);
  // The result leaves on the wires that begin at the operation, but only a little way: nobody has read it yet.
  const outwards = wires.filter((wire) => wire.from === name);
  return [
    ...inwards.flatMap((wire) => train(moment, scene, wire, 0, ARRIVED, wire.at)),
    ...outwards.flatMap((wire) => train(moment, scene, wire, ARRIVED, 1, (share) => wire.at(0.45 * share))),
  ];
}

function train(moment, scene, wire, start, end, at) {
  const variable = scene.variable(wire.from);
  const values = moment.value(wire.from);
  const unit = moment.place.unit;
  const chosen = unit !== null && variable.size === "hidden_size";
  const shown = chosen ? [unit] : entries(moment, variable, values, DOTS);
  const takes = (end - start) * 0.7;
  return shown.map((entry, index) => {
    const value = values[entry];
    const swatch = swatchAt(level(value, variable), variable.range);
    const share = Number.isFinite(value) ? Math.min(Math.abs(value) / variable.bound, 1) : 1;
    return {
      at,
      from: start + (index * (end - start - takes)) / Math.max(shown.length - 1, 1),
      takes,
      radius: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(share),
      colour: swatch.css,
      ink: "rgba(0,0,0,0.55)",
    };
  });
}
