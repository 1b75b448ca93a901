// An array drawn: numbers in coloured boxes where they are few, else a picture of all that were kept.

import { element } from "./element.js";
import { level, swatchAt } from "./colours.js";
import { entryText, figure } from "./describe.js";

const WRITTEN = { entries: 64, columns: 8, vector: 24 }; // most that is written out
const ENLARGED = { entries: 2048, columns: 64, vector: 256 };
const OUTLINED = 512; // changed places that are outlined one by one
const CELL = { least: 3, most: 14 }; // pixels of an entry in a picture

/** The largest magnitude in an array, infinite ones left out. */
export function largestOf(array) {
  let most = 0;
  for (const value of array.data ?? []) {
    const size = Math.abs(Number(value));
    if (Number.isFinite(size) && size > most) most = size;
  }
  return most;
}

/** An array as an element; `bound` is the magnitude of the strongest colour, `marks` are the places that changed. */
export function drawn(array, words, { bound, marks = null, before = null, large = false }) {
  if (array.missing) return element("span", { class: "none" }, words(`missing_${array.missing}`));
  if (array.size === 0) return element("span", { class: "none" }, words("empty"));
  const room = large ? ENLARGED : WRITTEN;
  const columns = array.shape.at(-1) ?? 1;
  const few = array.data.length === array.size && array.size <= room.entries
    && (array.shape.length === 1 ? columns <= room.vector : columns <= room.columns);
  const plain = array.dtype === "bool" || typeof array.data[0] === "string";
  const node = few || typeof array.data[0] === "string" ? written(array, words, { bound, marks, before, large, plain }) : picture(array, words, { bound, marks, large });
  return node;
}

// Numbers in boxes: a row for a vector, a table for a matrix, one table after the other for more axes.
function written(array, words, { bound, marks, before, large, plain }) {
  const columns = array.shape.at(-1) ?? 1;
  const rows = array.shape.length > 1 ? array.shape.at(-2) : 1;
  const block = Math.max(rows * columns, 1);
  const node = element("div", { class: "blocks" });
  for (let start = 0; start < array.data.length; start += block) {
    if (array.shape.length > 2) node.append(element("span", { class: "place" }, `[${[...indexOf(array, start).slice(0, -2), ":", ":"].join(", ")}]`));
    const grid = element("div", { class: array.shape.length > 1 ? "boxes matrix" : "boxes" });
    grid.style.setProperty("--columns", array.shape.length > 1 ? columns : Math.min(columns, large ? 16 : 8));
    for (let place = start; place < Math.min(start + block, array.data.length); place += 1) {
      const was = marks?.has(place) ? words("was", { value: entryText(before, place, 8) }) : "";
      grid.append(box(array, place, { bound, plain, large, was }));
    }
    node.append(grid);
  }
  return node;
}

function box(array, place, { bound, plain, large, was }) {
  const value = array.data[place];
  const text = plain && typeof value === "string" ? value : entryText(array, place);
  const colour = plain ? "plain" : swatchOf(value, bound).name;
  const title = `${indexText(array, place)} = ${typeof value === "number" && array.dtype !== "bool" ? value : text}${was && ` (${was})`}`;
  return element("span", { class: `box ${colour}${was ? " changed" : ""}${large ? " large" : ""}`, title }, text);
}

function swatchOf(value, bound) {
  return swatchAt(level(Number(value), { range: "signed", bound: bound || 1 }), "signed");
}

// Every kept number as a small square; under it what is pointed at, and how much of the array this is.
function picture(array, words, { bound, marks, large }) {
  const across = Math.min(array.shape.length > 1 ? array.shape.at(-1) : Math.min(array.data.length, large ? 128 : 64), array.data.length);
  const down = Math.ceil(array.data.length / across);
  const size = Math.max(CELL.least, Math.min(CELL.most * (large ? 1.6 : 1), (large ? 900 : 420) / across, (large ? 900 : 120) / down)) | 0;
  const canvas = element("canvas", { class: "picture", width: across * size, height: down * size, role: "img", "aria-label": words("picture", { shape: array.shape.join(" × ") }) });
  const pen = canvas.getContext("2d");
  array.data.forEach((value, place) => {
    pen.fillStyle = swatchOf(value, bound).css;
    pen.fillRect((place % across) * size, Math.floor(place / across) * size, size, size);
  });
  if (marks && marks.size <= OUTLINED && marks.size < array.data.length) outline(pen, marks, across, size);
  const kept = array.data.length < array.size ? words("kept", { kept: thousands(array.data.length), size: thousands(array.size) }) : "";
  const changed = marks ? words("many_of", { count: thousands(marks.size), size: thousands(array.data.length) }) : "";
  const caption = element("span", { class: "caption" }, [kept, changed].filter(Boolean).join(" · ") || words("all", { size: thousands(array.size) }));
  const resting = caption.textContent;
  canvas.addEventListener("pointermove", (event) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const column = Math.floor(((event.clientX - left) / width) * across);
    const place = Math.floor(((event.clientY - top) / height) * down) * across + column;
    if (column < across && place >= 0 && place < array.data.length) caption.textContent = `${indexText(array, place)} = ${figure(array.data[place], 6)}`;
  });
  canvas.addEventListener("pointerleave", () => { caption.textContent = resting; });
  return element("div", { class: "drawn" }, element("div", { class: "frame" }, canvas), caption);
}

function outline(pen, marks, across, size) {
  const thick = Math.max(1, size / 6);
  pen.lineWidth = thick;
  for (const place of marks) {
    const [x, y] = [(place % across) * size, Math.floor(place / across) * size];
    pen.strokeStyle = "#000";
    pen.strokeRect(x + thick / 2, y + thick / 2, size - thick, size - thick);
    pen.strokeStyle = "#F0C000";
    pen.strokeRect(x + 1.5 * thick, y + 1.5 * thick, Math.max(size - 3 * thick, 0.5), Math.max(size - 3 * thick, 0.5));
  }
}

function indexOf(array, place) {
  const index = [];
  let rest = place;
  for (const size of [...array.shape].reverse()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}

function indexText(array, place) {
  return `[${indexOf(array, place).join(", ")}]`;
}

function thousands(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
