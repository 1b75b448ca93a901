// The network unrolled: nodes, the flow of the states along each lane, and what each layer reads.

import { shape } from "./element.js";
import { nodeAt, sheetAt } from "./layout.js";

/** Lanes, nodes and arrows of a picture; the nodes are parts that can be chosen. */
export function drawNet(picture, layout) {
  const group = shape("g", { class: "net" });
  const parts = [];
  const states = picture.tensors.map(({ name }) => name).filter((name) => name.endsWith("_n")).map((name) => name[0]);
  for (const lane of picture.lanes) drawLane(group, picture, layout, lane, states);
  drawReading(group, picture, layout);
  for (const [index, one] of picture.nodes.entries()) {
    const lane = picture.lanes[one.lane];
    const { x, y } = nodeAt(layout, lane, one.t);
    const { width, height } = layout.node;
    const box = shape("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: 7 });
    const text = shape("text", { x, y: y + 4, "text-anchor": "middle" }, `h${subscript(one.t)}`);
    const node = shape("g", { class: "part node", "data-key": one.key }, box, text);
    group.append(node);
    parts.push({ kind: "node", node, key: one.key, index, stage: one.stage, box: { x, y }, ids: [] });
  }
  return { group, parts };
}

const subscript = (t) => [...String(t)].map((digit) => "₀₁₂₃₄₅₆₇₈₉"[digit]).join("");

// The states run from node to node, in the order in which the direction reads; what comes out last is h_n.
function drawLane(group, picture, layout, lane, states) {
  const order = picture.steps.filter((t) => t !== null);
  if (lane.direction === 1) order.reverse();
  const towards = lane.direction === 0 ? 1 : -1;
  const half = layout.node.width / 2;
  const y = layout.lanes.get(lane.entry);
  group.append(
    shape("text", { class: "lane", x: 6, y: y - 1 }, lane.label),
    shape("text", { class: "lane side", x: 6, y: y + 13 }, lane.side && `${lane.side} ${towards > 0 ? "→" : "←"}`));
  states.forEach((state, place) => {
    const shift = states.length > 1 ? (place ? -5 : 5) : 0;
    const at = order.map((t) => nodeAt(layout, lane, t).x);
    const first = at[0] - towards * half;
    group.append(arrow(state, first - towards * 16, first, y + shift));
    for (let k = 1; k < at.length; k += 1) {
      group.append(arrow(state, at[k - 1] + towards * half, at[k] - towards * half, y + shift));
    }
    const end = at.at(-1) + towards * half;
    const sheet = picture.sheets.find((one) => one.tensor === `${state}_n` && one.entry === lane.entry);
    const to = sheetAt(layout, sheet).x - 5;
    const below = y + layout.lane / 2 - 6 - place * 4;
    const path = towards > 0 ? `M${end} ${y + shift}H${to}` : `M${end} ${y + shift}h${-8 - place * 4}V${below}H${layout.right + 16 + place * 5}V${y + shift}H${to}`;
    group.append(shape("path", { class: `wire final ${state}`, d: path }), head(state, to, y + shift, 1));
  });
}

function arrow(state, from, to, y) {
  const towards = Math.sign(to - from);
  return shape("g", {}, shape("path", { class: `wire ${state}`, d: `M${from} ${y}H${to - towards * 4}` }), head(state, to, y, towards));
}

function head(state, x, y, towards) {
  return shape("path", { class: `head ${state}`, d: `M${x} ${y}l${-towards * 7} -3.5v7z` });
}

// A layer reads both halves of the one below: they are put side by side first.
function drawReading(group, picture, layout) {
  const { columns, bars, node, column } = layout;
  const half = node.height / 2;
  const layers = Math.max(...picture.lanes.map(({ layer }) => layer)) + 1;
  const lanesOf = (layer) => picture.lanes.filter((lane) => lane.layer === layer);
  for (const [t, middle] of columns) {
    const width = layout.two ? column * 0.5 + node.width : node.width;
    for (const [, y] of bars) {
      group.append(shape("rect", { class: "join", x: middle - width / 2, y: y - 2, width, height: 4, rx: 2 }));
    }
    for (let layer = 0; layer < layers; layer += 1) {
      for (const lane of lanesOf(layer)) {
        const { x, y } = nodeAt(layout, lane, t);
        const below = layer === 0 ? layout.inputTop - layout.head : bars.get(layer) - 3;
        const above = layer === layers - 1 ? layout.outputTop + layout.sheetHeight + 3 : bars.get(layer + 1) + 4;
        group.append(
          shape("path", { class: "wire up", d: `M${x} ${below}V${y + half + 4}` }),
          shape("path", { class: "head up", d: `M${x} ${y + half}l-3 6h6z` }),
          shape("path", { class: "wire up", d: `M${x} ${y - half}V${above + 2}` }),
          shape("path", { class: "head up", d: `M${x} ${above}l-3 6h6z` }));
      }
    }
  }
  if (layout.gapAt !== null) {
    for (const [, y] of layout.lanes) group.append(shape("text", { class: "gap", x: layout.gapAt, y: y - 8, "text-anchor": "middle" }, `⋯`));
  }
}
