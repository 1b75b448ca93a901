// Every gate and state over the whole track, with the input's labels and a cursor. The bands are painted once per
// track and size; a step only moves the cursor.

import { assign, element, formula, write } from "./element.js";
import { MISSING_COLOUR, colourOf, level, swatchAt } from "./colours.js";
import { compact } from "./numbers.js";
import { labelAt, shortened } from "./moment.js";
import { changesSwitch } from "./changes.js";
import { legend } from "./legend.js";
import { picture, sourceOf } from "./bands.js";
import { ticks } from "./ticks.js";

const GAP = 5; // pixels between two bands
const LETTERS = 12; // of a label below the timeline
const WIDEST = 180; // pixels of one step, so that two steps do not become two walls

export function timeline(scene, words, go, ask) {
  const shown = scene.timeline;
  const names = shown.map((variable) => formula(scene.mathml(variable), { class: "band-name", style: `color: ${colourOf(variable.colour, "ink")}` }));
  const canvas = element("canvas", { "aria-hidden": "true" });
  const cursor = element("div", { class: "cursor" }, element("b"));
  const marks = shown.map(() => element("div", { class: "unit-mark" }));
  const stops = ticks(go);
  const plot = element("div", {
    class: "plot", role: "slider", tabindex: 0, "aria-orientation": "horizontal", "aria-valuemin": 0,
    "aria-label": words("Timeline: every gate and state at every time step"),
  }, canvas, ...marks, cursor, stops.node);
  const direction = element("p", { class: "processing" });
  const changed = changesSwitch(words, go);
  const head = element("div", { class: "timeline-head" }, direction, legend(scene, words), changed.node);
  const node = element("section", { class: "panel timeline", "aria-label": words("Timeline") }, head,
    element("div", { class: "band-names", "aria-hidden": "true" }, ...names), plot);
  let drawn = null;
  let layout = null;
  let moment = null;
  let scale = null;

  function update(next) {
    moment = next;
    changed.update(moment);
    const key = moment.track ?? moment.place.row;
    if (drawn !== key) {
      drawn = key;
      paint();
    }
    if (layout) follow();
  }

  function resize() {
    if (!moment) return;
    paint();
    if (layout) follow();
  }

  function paint() {
    layout = arranged(plot, shown.length, moment.length);
    scale = layout && { width: layout.width, left: (t) => t * layout.column, step };
    if (!layout) return;
    write(direction, moment.place.direction === "reverse" ? `← ${words("processed from right to left")}` : "");
    const ratio = Math.min(globalThis.devicePixelRatio || 1, 2);
    canvas.width = Math.round(layout.width * ratio);
    canvas.height = Math.round(layout.height * ratio);
    canvas.style.width = `${layout.width}px`;
    canvas.style.height = `${layout.height}px`;
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.imageSmoothingEnabled = false;
    shown.forEach((variable, band) => {
      const top = layout.top(band);
      names[band].style.top = `${top + layout.band / 2}px`;
      if (!moment.track) return;
      const source = sourceOf(moment.track, moment.length, variable, scene.size(variable));
      context.drawImage(picture(source, variable, layout.columns * ratio, layout.band * ratio), 0, top, layout.columns, layout.band);
    });
    separate(context);
    number(context);
    label(context);
    assign(plot, "aria-valuemax", moment.length - 1);
  }

  function separate(context) {
    if (layout.column < 7) return;
    context.fillStyle = getComputedStyle(node).backgroundColor;
    for (let t = 1; t < moment.length; t += 1) context.fillRect(t * layout.column - 0.5, 0, 1, layout.bands);
  }

  // Whether the cells of a band have room for their numbers.
  function numbered(variable) {
    const text = layout.text * 0.9;
    return layout.column >= 4 * text && layout.band / scene.size(variable) >= text + 1;
  }

  // Few and large cells have room for their numbers.
  function number(context) {
    const text = layout.text * 0.9;
    if (!moment.track) return;
    context.font = `${text}px ${getComputedStyle(plot).fontFamily}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    shown.forEach((variable, band) => {
      if (!numbered(variable)) return;
      const size = scene.size(variable);
      const high = layout.band / size;
      const source = sourceOf(moment.track, moment.length, variable, size);
      for (let t = 0; t < moment.length; t += 1) {
        for (let unit = 0; unit < size; unit += 1) {
          const value = source.at(t, unit);
          if (value === undefined) continue;
          context.fillStyle = swatchAt(level(value, variable), variable.range).ink;
          context.fillText(compact(value, 2), (t + 0.5) * layout.column, layout.top(band) + (unit + 0.55) * high);
        }
      }
    });
  }

  function label(context) {
    const style = getComputedStyle(plot);
    context.font = `${layout.text}px ${style.fontFamily}`;
    context.fillStyle = style.color;
    context.textAlign = "center";
    context.textBaseline = "middle";
    const texts = Array.from({ length: moment.length }, (_, t) => shortened(labelAt(scene.recording, moment.place.row, t) || String(t), LETTERS));
    const widest = texts.reduce((width, text) => Math.max(width, context.measureText(text).width), 0) + 5;
    const every = Math.max(Math.ceil(widest / layout.column), 1);
    for (let t = 0; t < moment.length; t += every) {
      context.fillText(texts[t], (t + 0.5) * layout.column, layout.bands + layout.labels / 2);
    }
  }

  function follow() {
    stops.update(moment.stops, moment, scale);
    const left = moment.t * layout.column;
    // A step narrower than a few pixels still needs a frame that can be seen.
    const width = Math.max(layout.column, 5);
    cursor.style.transform = `translateX(${left - (width - layout.column) / 2}px)`;
    cursor.style.width = `${width}px`;
    cursor.style.height = `${layout.height}px`;
    write(cursor.firstChild, shortened(moment.label || String(moment.t), LETTERS));
    cursor.classList.toggle("narrow", layout.column < 12);
    assign(plot, "aria-valuenow", moment.t);
    assign(plot, "aria-valuetext", `t = ${moment.t}${moment.label ? `, “${moment.label}”` : ""}`);
    marks.forEach((mark, band) => {
      const size = scene.size(shown[band]);
      const { chosen } = moment.unitsOf(shown[band]);
      mark.hidden = chosen === null;
      if (mark.hidden) return;
      const height = Math.max(layout.band / size, 2);
      mark.style.transform = `translateY(${layout.top(band) + (chosen * layout.band) / size - (height - layout.band / size) / 2}px)`;
      mark.style.height = `${height}px`;
      mark.style.width = `${layout.columns}px`;
    });
  }

  // The step at a place on the plot.
  function step(x) {
    return Math.min(Math.max(Math.floor(x / layout.column), 0), moment.length - 1);
  }
  const at = (event) => step(event.clientX - canvas.getBoundingClientRect().left);
  // The number that is written at a point, if one is.
  const cellAt = (event) => {
    const y = event.clientY - canvas.getBoundingClientRect().top;
    const band = shown.findIndex((_, index) => y >= layout.top(index) && y < layout.top(index) + layout.band);
    if (band < 0 || !numbered(shown[band])) return null;
    const unit = Math.floor(((y - layout.top(band)) * scene.size(shown[band])) / layout.band);
    return { variable: shown[band].name, unit, t: at(event) };
  };
  plot.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !layout) return;
    const found = cellAt(event);
    // Where one stands, or while one asks, a number that is written there is asked about; else a click goes there.
    if (found && (found.t === moment.t || moment.origin)) return ask(found.variable, found.unit, found.t);
    plot.setPointerCapture(event.pointerId);
    go({ t: at(event) });
  });
  plot.addEventListener("pointermove", (event) => {
    if (layout && plot.hasPointerCapture(event.pointerId)) go({ t: at(event) });
  });
  node.style.setProperty("--missing", MISSING_COLOUR);
  return { node, update, resize };
}

function arranged(plot, bands, length) {
  const [width, height] = [plot.clientWidth, plot.clientHeight];
  if (width < 1 || height < 1) return null;
  const text = Math.max(parseFloat(getComputedStyle(plot).fontSize), 10);
  const labels = text + 9;
  const band = (height - labels - (bands - 1) * GAP) / bands;
  const column = Math.min(width / length, WIDEST);
  const top = (index) => index * (band + GAP);
  return { width, height, labels, text, band, column, columns: column * length, bands: height - labels, top };
}
