// The explorer: what is computed so far, what is chosen, and the parts that show it.

import { isDark } from "./dark.js";
import { assign, element, shape } from "./element.js";
import { drawNet } from "./net.js";
import { drawSheet } from "./sheet.js";
import { layoutOf } from "./layout.js";
import { said } from "./said.js";
import { drawTitles } from "./titles.js";
import { transport } from "./transport.js";
import { walkable } from "./walkable.js";

export function explorer(parent) {
  const root = element("div", { class: "rnnviz explorer" });
  parent.append(root);
  let picture = null;
  let shown = null; // what the drawing was made for
  let scene = null; // {nodes, parts, byKey, bar, said}
  let send = () => {};
  let text = ""; // of the picture, as Python sent it
  let choice = ""; // a key
  let count = 0; // of the choices made here
  let obeyed = null; // the last choice that Python made
  let stage = Infinity; // everything computed
  let frame = 0;

  const watch = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => picture && build());
  });
  watch.observe(root);

  function receive(data, sender) {
    send = sender;
    root.classList.toggle("dark", isDark(root));
    const before = picture?.version;
    if (text !== data.picture) picture = JSON.parse(data.picture);
    text = data.picture;
    if (before !== picture.version) stage = Infinity;
    if (obeyed !== data.jump) choice = data.chosen;
    obeyed = data.jump;
    if (!picture.items[choice]) choice = "";
    build();
  }

  function build() {
    const width = Math.floor(root.clientWidth);
    const key = `${width} ${picture.version} ${picture.language}`;
    if (width === 0) return;
    if (key !== shown) {
      scene?.bar.stop();
      scene = assemble(picture, width, { go, choose, chosen: () => choice });
      root.replaceChildren(...scene.nodes);
      shown = key;
    }
    draw();
  }

  function go(next) {
    stage = next;
    draw();
  }

  function choose(key) {
    choice = key;
    draw();
    count += 1;
    send({ key, count, version: picture.version });
  }

  function draw() {
    scene.bar.update(stage);
    colour(scene.parts, stage);
    light(scene, choice);
    scene.said.update(choice, stage);
  }

  return {
    receive,
    remove() {
      watch.disconnect();
      scene?.bar.stop();
      root.remove();
    },
  };
}

function assemble(picture, width, { go, choose, chosen }) {
  const words = (key, values = {}) => picture.words[key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const layout = layoutOf(picture, width, matchMedia("(pointer: coarse)").matches);
  const figure = shape("svg", {
    width: layout.width, height: layout.height, viewBox: `0 0 ${layout.width} ${layout.height}`, role: "group", "aria-label": words("figure"),
  });
  const net = drawNet(picture, layout);
  const sheets = picture.sheets.map((sheet) => drawSheet(sheet, layout));
  const titles = drawTitles(picture, layout);
  figure.append(padding(), titles.group, net.group, ...sheets.map(({ group }) => group));
  const parts = [...titles.parts, ...net.parts, ...sheets.flatMap((sheet) => sheet.parts)];
  const byKey = grouped(parts);
  const bar = transport(picture, words, go);
  const focusOn = (key) => (byKey.get(key) ?? []).find((part) => part.node)?.node.focus();
  const panel = said(picture, words, byKey, {
    choose(key) {
      choose(key);
      focusOn(key);
    },
    clear() {
      const key = chosen();
      choose("");
      focusOn(key);
    },
  });
  let pressed = null; // the part that was pressed last
  const press = (part) => {
    // Again on the same part: the next wider place around it.
    const ladder = [...new Set([part.key, ...(part.wider ?? [])])];
    const rung = part === pressed ? ladder.indexOf(chosen()) + 1 : 0;
    pressed = part;
    choose(ladder[rung % ladder.length]);
  };
  walkable(figure, parts, { press, clear: () => choose(""), hover: panel.hover });
  const scroller = element("div", { class: "scroller" }, figure);
  const left = element("p", { class: "folded" }, picture.folded);
  return { nodes: [bar.node, panel.node, scroller, left], parts, byKey, bar, said: panel };
}

// How padding is drawn: nothing was computed there.
function padding() {
  const line = shape("path", { class: "hatch", d: "M-1 7L7 -1" });
  return shape("defs", {}, shape("pattern", { id: "rnnviz-padding", width: 6, height: 6, patternUnits: "userSpaceOnUse" }, line));
}

function grouped(parts) {
  const found = new Map();
  for (const part of parts) found.set(part.key, [...(found.get(part.key) ?? []), part]);
  return found;
}

// What is computed has its colour; what is not yet is empty.
function colour(parts, stage) {
  for (const part of parts) {
    if (part.kind === "node") {
      part.node.classList.toggle("done", part.stage <= stage);
      part.node.classList.toggle("now", part.stage === stage);
    } else if (part.kind === "cell" && part.id >= 0) {
      const there = part.stage <= stage;
      part.node.classList.toggle("empty", !there);
      part.node.style.fill = there && part.colour ? part.colour : "";
      part.node.classList.toggle("missing", there && !part.colour);
      assign(part.node, "aria-label", there ? `${part.key}: ${part.value}` : part.key);
    }
  }
}

const LABELS = new Set(["title", "name", "half"]);

// Every place that holds one of the chosen numbers.
function light({ parts, byKey }, choice) {
  const chosen = byKey.get(choice) ?? [];
  const ids = new Set(chosen.flatMap((part) => part.ids).filter((id) => id >= 0));
  const nodes = new Set(chosen.filter((part) => part.kind === "node").map((part) => part.index));
  const own = new Set(chosen.flatMap((part) => (part.sheet ? [part.sheet.tensor] : [])));
  const cells = parts.filter((part) => part.kind === "cell" && part.id >= 0);
  // A node is the state h of one step: the cells that hold it, in whatever tensor, are of the same numbers.
  for (const part of cells) if (nodes.has(part.of) && part.sheet.state === "h") ids.add(part.id);
  const lit = (part) => ids.has(part.id) && part.id >= 0;
  for (const part of cells) if (lit(part) && part.of >= 0) nodes.add(part.of);
  for (const part of parts) {
    if (!part.node) continue;
    const on = part.kind === "node" ? nodes.has(part.index) : part.kind === "cell" && lit(part);
    part.node.classList.toggle("lit", on);
    part.node.classList.toggle("own", on && (own.has(part.sheet?.tensor) || part.key === choice));
    part.node.classList.toggle("dim", Boolean(choice) && !on && !LABELS.has(part.kind));
    part.node.classList.toggle("named", part.key === choice);
    assign(part.node, "aria-pressed", String(part.key === choice));
  }
}
