// Recordings under each other: for each variable a row of every recording, then the rows of their differences. The
// cursor and the zoom are the player's own: the two meet on the page, so they move in the same frame.

import { element, formula, write } from "./element.js";
import { MISSING_COLOUR, colourOf, swatchRules } from "./colours.js";
import { compact, difference } from "./numbers.js";
import { isDark } from "./dark.js";
import { labelAt, shortened } from "./moment.js";
import { legend } from "./legend.js";
import { lookUp } from "./words.js";
import { meeting } from "./registry.js";
import { opened } from "./decode.js";
import { picture, sourceOf } from "./bands.js";

const ROW_HEIGHT = 22; // pixels
const ROW_GAP = 3;
const GROUP_GAP = 9; // pixels more between two variables
const AXIS_HEIGHT = 20;
const WIDEST_STEP = 180; // pixels of one time step at most
const LETTERS_OF_SIGN = 12; // letters of a label

export function comparison(parent) {
  const root = element("div", { class: "rnnviz comparison" });
  parent.append(root);
  let received = null;
  let given = null; // the comparison that is shown
  let parts = null;
  let layout = null;
  const watch = new ResizeObserver(resize);

  function receive(bytes) {
    root.classList.toggle("dark", isDark(root));
    if (bytes === received) return;
    received = bytes;
    const { header, array } = opened(bytes);
    given = header.comparison;
    for (const row of given.rows) {
      row.numbers = array(row.values);
      row.peaks &&= array(row.peaks).data;
    }
    build();
  }

  function build() {
    const words = lookUp(given.words);
    root.lang = given.language;
    const canvas = element("canvas", { "aria-hidden": "true" });
    const cursor = element("div", { class: "cursor" }, element("b"));
    const ticks = firstTicks(given, words);
    const plot = element("div", { class: "plot", role: "img", "aria-label": described(given, words) }, canvas, ...ticks.map((one) => one.node), cursor);
    const lines = placed(given.rows);
    const names = given.rows.map((row, index) => named(row, lines[index], given.names));
    const told = given.rows.map((row, index) => element("span", { class: "told", style: `top: ${lines[index]}px` }));
    const height = (lines.at(-1) ?? 0) + ROW_HEIGHT + AXIS_HEIGHT;
    const grid = element("div", { class: "compared", style: `height: ${height}px` },
      element("div", { class: "row-names" }, ...names), plot, element("div", { class: "row-values" }, ...told));
    const node = element("section", { class: "panel", "aria-label": words("Comparison") },
      element("div", { class: "timeline-head" }, legend({ timeline: meant(given.rows, words) }, words)), grid);
    node.style.setProperty("--missing", MISSING_COLOUR);
    root.replaceChildren(element("style", {}, swatchRules()), node);
    parts = { canvas, cursor, plot, lines, told, ticks, height };
    plot.addEventListener("pointerdown", press);
    plot.addEventListener("pointermove", drag);
    watch.disconnect();
    watch.observe(plot);
    resize();
  }

  function resize() {
    const width = parts?.plot.clientWidth ?? 0;
    if (width < 1) return;
    arrange(width);
    follow();
  }

  // The time steps that the player's timeline shows, as far as there are any here.
  function arrange(width) {
    const zoom = meeting().standing.get(given.version)?.zoom ?? null;
    const [start, stop] = zoom && zoom[0] < given.length ? [zoom[0], Math.min(zoom[1], given.length)] : [0, given.length];
    const column = Math.min(width / (zoom ? zoom[1] - start : stop - start), WIDEST_STEP);
    layout = { width, column, start, stop, zoom, x: (t) => (t - start) * column };
    paint();
  }

  function paint() {
    const { canvas, plot, lines, height, ticks } = parts;
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    [canvas.width, canvas.height] = [layout.width * ratio, height * ratio].map(Math.round);
    canvas.style.width = `${layout.width}px`;
    canvas.style.height = `${height}px`;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.imageSmoothingEnabled = false;
    given.rows.forEach((row, index) => {
      const { rows: length, columns: size } = row.numbers;
      const source = sourceOf({ values: new Map([[row.variable.name, row.numbers]]), window: [0, length] }, length, row.variable, size);
      // Of a long row there are fewer numbers than time steps: the picture begins and ends with whole ones.
      const each = row.length / length;
      const [from, to] = [Math.floor(layout.start / each), Math.ceil(Math.min(layout.stop, row.length) / each)];
      if (from >= to) return;
      const wide = (to - from) * each * layout.column;
      context.drawImage(picture(source, row.variable, wide * ratio, ROW_HEIGHT * ratio, from, to), layout.x(from * each), lines[index], wide, ROW_HEIGHT);
    });
    if (layout.column >= 7) {
      context.fillStyle = getComputedStyle(plot).getPropertyValue("--rnnviz-page");
      for (let t = layout.start + 1; t < layout.stop; t += 1) context.fillRect(layout.x(t) - 0.5, 0, 1, height - AXIS_HEIGHT);
    }
    axis(context);
    for (const one of ticks) {
      one.node.hidden = one.t < layout.start || one.t >= layout.stop;
      one.node.style.transform = `translate(${layout.x(one.t + 0.5)}px, ${lines[one.row] - 4}px)`;
    }
  }

  function axis(context) {
    const style = getComputedStyle(parts.plot);
    context.font = `12px ${style.fontFamily}`;
    context.fillStyle = style.color;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const widest = Math.max(...[layout.start, layout.stop - 1].map((t) => context.measureText(sign(t)).width), 12) + 6;
    const every = Math.max(Math.ceil(widest / layout.column), 1);
    for (let t = Math.ceil(layout.start / every) * every; t < layout.stop; t += every) {
      context.fillText(sign(t), layout.x(t + 0.5), parts.height - AXIS_HEIGHT / 2);
    }
  }

  const sign = (t) => (given.labels ? shortened(labelAt({ labels: [given.labels] }, 0, t), LETTERS_OF_SIGN) : String(t));

  // The player tells its place in the frame in which it shows it.
  function follow() {
    const there = given && meeting().standing.get(given.version);
    if (!layout) return;
    parts.cursor.hidden = !there;
    if (!there) return;
    const { place, zoom } = there;
    if (String(zoom) !== String(layout.zoom)) arrange(layout.width);
    // Another layer, direction or row: its numbers are on their way.
    root.classList.toggle("stale", ["layer", "direction", "row"].some((part) => place[part] !== given.place[part]));
    const t = Math.min(place.t, given.length - 1);
    parts.cursor.hidden = t < layout.start || t >= layout.stop;
    const width = Math.max(layout.column, 5);
    parts.cursor.style.transform = `translateX(${layout.x(t) - (width - layout.column) / 2}px)`;
    parts.cursor.style.width = `${width}px`;
    parts.cursor.style.height = `${parts.height}px`;
    parts.cursor.classList.toggle("narrow", layout.column < 12);
    write(parts.cursor.firstChild, sign(t));
    given.rows.forEach((row, index) => write(parts.told[index], told(row, t, place.unit)));
  }

  // Of a chosen unit its value; else of a difference the largest of all units.
  function told(row, t, unit) {
    if (t >= row.length) return "";
    const { data, columns: size } = row.numbers;
    if (unit !== null && row.exact && unit < size) {
      const value = data[t * size + unit];
      return row.difference ? (tiny(value) ?? difference(value, 3)) : compact(value, 3);
    }
    return row.peaks && unit === null ? (tiny(row.peaks[t]) ?? compact(row.peaks[t], 3)) : "";
  }

  function press(event) {
    if (event.button !== 0 || !layout) return;
    parts.plot.setPointerCapture(event.pointerId);
    send(event);
  }

  function drag(event) {
    if (layout && parts.plot.hasPointerCapture(event.pointerId)) send(event);
  }

  function send(event) {
    const x = event.clientX - parts.canvas.getBoundingClientRect().left;
    const t = Math.min(Math.max(layout.start + Math.floor(x / layout.column), layout.start), layout.stop - 1);
    meeting().standing.get(given.version)?.go({ t });
  }

  meeting().followers.add(follow);

  function remove() {
    meeting().followers.delete(follow);
    watch.disconnect();
    root.remove();
  }
  return { receive, remove };
}

// What three decimals would call 0 though it is not.
function tiny(value) {
  return value !== 0 && Math.abs(value) < 0.0005 ? value.toExponential(0).replaceAll("-", "−") : null;
}

/** How far down each row begins: rows of one variable stand together. */
function placed(rows) {
  let top = 6;
  return rows.map((row, index) => {
    if (index > 0) top += ROW_HEIGHT + ROW_GAP + (rows[index - 1].variable.name === row.variable.name ? 0 : GROUP_GAP);
    return top;
  });
}

function named(row, top, names) {
  const { variable } = row;
  const symbol = formula(variable.mathml, { class: "row-symbol", style: `color: ${colourOf(variable.colour, "ink")}` });
  if (row.difference) symbol.prepend("Δ");
  const name = names[row.recording];
  return element("div", { class: row.difference ? "row-name apart" : "row-name", style: `top: ${top}px`, title: name },
    element("span", { class: "row-of" }, name), symbol);
}

// What the legend says: each variable once, all differences as one.
function meant(rows, words) {
  const all = new Map(rows.filter((row) => !row.difference).map(({ variable }) => [variable.name, variable]));
  const apart = rows.find((row) => row.difference);
  return [...all.values(), ...(apart ? [{ ...apart.variable, name: words("difference Δ") }] : [])];
}

// A mark over the first row of each recording's differences.
function firstTicks({ rows, firsts }, words) {
  const seen = new Set();
  return rows.flatMap((row, index) => {
    const t = firsts[row.recording];
    if (!row.difference || t === null || t === undefined || seen.has(row.recording)) return [];
    seen.add(row.recording);
    return [{ row: index, t, node: element("i", { class: "first-tick", title: words("First difference: t = {t}", { t }) }) }];
  });
}

function described({ rows, names }, words) {
  const variables = [...new Set(rows.map((row) => row.variable.name))].join(", ");
  return words("{variables} of {names} over time, and their differences", { variables, names: names.join(", ") });
}
