// Every gate and state over time, with the input's labels and a cursor. The bands are painted once per track, size and
// zoom; a step only moves the cursor.

import { assign, element, formula, write } from "./element.js";
import { MISSING_COLOUR, colourOf, level, swatchAt } from "./colours.js";
import { compact } from "./numbers.js";
import { labelAt, shortened } from "./moment.js";
import { changesSwitch } from "./changes.js";
import { legend } from "./legend.js";
import { coarseness, picture, sourceOf } from "./bands.js";
import { ticks } from "./ticks.js";
import { zooming } from "./zooming.js";

const GAP = 5; // pixels between two bands
const LETTERS = 12; // of a label below the timeline
const WIDEST = 180; // pixels of one step, so that two steps do not become two walls

export function timeline(scene, words, go, ask, zoom) {
  const shown = scene.timeline;
  const names = shown.map((variable) => formula(scene.mathml(variable), { class: "band-name", style: `color: ${colourOf(variable.colour, "ink")}` }));
  const canvas = element("canvas", { "aria-hidden": "true" });
  const cursor = element("div", { class: "cursor" }, element("b"));
  const marks = shown.map(() => element("div", { class: "unit-mark" }));
  const stops = ticks(words, go);
  const plot = element("div", {
    class: "plot", role: "slider", tabindex: 0, "aria-orientation": "horizontal", "aria-valuemin": 0,
    "aria-label": words("Timeline: every gate and state at every time step"),
  }, canvas, ...marks, cursor, stops.node);
  const direction = element("p", { class: "processing" });
  const changed = changesSwitch(words, go);
  const range = zooming(words, plot, zoom, () => ({ moment, layout }));
  const head = element("div", { class: "timeline-head" }, range.buttons, direction, stops.end, legend(scene, words), changed.node);
  const node = element("section", { class: "panel timeline", "aria-label": words("Timeline") }, head,
    element("div", { class: "band-names", "aria-hidden": "true" }, ...names), plot, range.bar);
  let drawn = null;
  let looks = "";
  let layout = null;
  let moment = null;

  function update(next) {
    moment = next;
    changed.update(moment);
    const key = moment.track ?? moment.place.row;
    const picture = seen();
    if (drawn !== key || looks !== picture) {
      [drawn, looks] = [key, picture];
      range.update(moment);
      paint();
    }
    if (layout) follow();
  }

  // What the picture depends on beside the track: the time steps shown, and where they are finer than the overview.
  function seen() {
    const { track, zoom: shownRange } = moment;
    const finer = shownRange && track?.overview ? `${track.window} ${track.detail?.start} ${track.detail?.stop}` : "";
    return `${shownRange} ${finer}`;
  }

  /** Whether a finer overview than the one at hand would show more. */
  function coarse() {
    if (!moment?.track?.overview || !moment.zoom || !layout) return false;
    const [start, stop] = moment.zoom;
    const { track } = moment;
    const holds = (from, to) => from <= start && stop <= to;
    if (holds(...track.window)) return false;
    const { detail } = track;
    const fine = detail && holds(detail.start, detail.stop) ? coarseness(detail.values, detail.stop - detail.start) : Infinity;
    // What is sent for a range need not be finer than twice this: else it would be asked for again and again.
    const needed = Math.max((2 * (stop - start)) / layout.columns, 1);
    return Math.min(coarseness(track.overview, moment.length), fine) > needed;
  }

  function resize() {
    if (!moment) return;
    paint();
    if (layout) follow();
  }

  function paint() {
    layout = arranged(plot, shown.length, moment.length, moment.zoom);
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
      context.drawImage(picture(source, variable, layout.columns * ratio, layout.band * ratio, layout.start, layout.stop), 0, top, layout.columns, layout.band);
    });
    separate(context);
    number(context);
    label(context);
    assign(plot, "aria-valuemax", moment.length - 1);
  }

  function separate(context) {
    if (layout.column < 7) return;
    context.fillStyle = getComputedStyle(node).backgroundColor;
    for (let t = layout.start + 1; t < layout.stop; t += 1) context.fillRect(layout.x(t) - 0.5, 0, 1, layout.bands);
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
      for (let t = layout.start; t < layout.stop; t += 1) {
        for (let unit = 0; unit < size; unit += 1) {
          const value = source.at(t, unit);
          if (value === undefined) continue;
          context.fillStyle = swatchAt(level(value, variable), variable.range).ink;
          context.fillText(compact(value, 2), layout.x(t + 0.5), layout.top(band) + (unit + 0.55) * high);
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
    const { labels } = scene.recording;
    // Padding has no label, and no number in the place of one.
    const text = (t) => (labels ? shortened(labelAt(scene.recording, moment.place.row, t), LETTERS) : String(t));
    // Without labels the last position is the widest; measuring thousands would take longer than the picture.
    const first = labels ? layout.start : layout.stop - 1;
    let widest = 0;
    for (let t = first; t < layout.stop; t += 1) widest = Math.max(widest, context.measureText(text(t)).width);
    const every = evenly(Math.max(Math.ceil((widest + 5) / layout.column), 1), labels);
    for (let t = Math.ceil(layout.start / every) * every; t < layout.stop; t += every) {
      const half = context.measureText(text(t)).width / 2;
      const middle = Math.min(Math.max(layout.x(t + 0.5), half), layout.width - half);
      context.fillText(text(t), middle, layout.bands + layout.labels / 2);
    }
  }

  function follow() {
    stops.update(moment.stops, moment, layout);
    if (moment.zoom) range.follow(moment);
    cursor.hidden = moment.t < layout.start || moment.t >= layout.stop;
    const left = layout.x(moment.t);
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

  const at = (event) => layout.t(event.clientX - canvas.getBoundingClientRect().left);
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
  return { node, update, resize, coarse };
}

// Numbers that are easy to count by, once there are many: 20, 50, 100, 200, ...
function evenly(every, labels) {
  if (labels || every < 20) return every;
  const power = 10 ** Math.floor(Math.log10(every));
  return power * [1, 2, 5, 10].find((one) => one * power >= every);
}

// `x` is where a time step begins, in pixels from the left; `t` the time step there.
function arranged(plot, bands, length, zoom) {
  const [width, height] = [plot.clientWidth, plot.clientHeight];
  if (width < 1 || height < 1) return null;
  const text = Math.max(parseFloat(getComputedStyle(plot).fontSize), 10);
  const labels = text + 9;
  const band = (height - labels - (bands - 1) * GAP) / bands;
  const [start, stop] = zoom ?? [0, length];
  const column = Math.min(width / (stop - start), WIDEST);
  const top = (index) => index * (band + GAP);
  const x = (t) => (t - start) * column;
  const t = (pixels) => Math.min(Math.max(start + Math.floor(pixels / column), start), stop - 1);
  return { width, height, labels, text, band, column, columns: column * (stop - start), bands: height - labels, top, start, stop, x, t };
}
