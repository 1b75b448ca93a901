// A variable over a whole track as a picture, one pixel per number: units downwards, t to the right. Where there are
// more numbers than pixels, each pixel keeps the number of largest magnitude; a number that is missing is never hidden.

import { level, swatchAt } from "./colours.js";

/** The picture of a variable, at most `width` by `height` pixels. */
export function picture(source, variable, width, height) {
  const columns = Math.max(Math.min(source.length, Math.floor(width)), 1);
  const rows = Math.max(Math.min(source.size, Math.floor(height)), 1);
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  for (let column = 0; column < columns; column += 1) {
    const from = Math.floor((column * source.length) / columns);
    const to = Math.floor(((column + 1) * source.length) / columns);
    for (let row = 0; row < rows; row += 1) {
      const first = Math.floor((row * source.size) / rows);
      const last = Math.floor(((row + 1) * source.size) / rows);
      const step = extreme(source, variable, from, to, first, last);
      const { rgb } = swatchAt(step, variable.range);
      image.data.set(rgb, 4 * (row * columns + column));
      image.data[4 * (row * columns + column) + 3] = step === NOTHING ? 0 : 255;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

const NOTHING = -2;

function extreme(source, variable, from, to, first, last) {
  let best = NaN;
  for (let t = from; t < to; t += 1) {
    for (let unit = first; unit < last; unit += 1) {
      const value = source.at(t, unit);
      if (value === undefined) continue;
      if (!Number.isFinite(value)) return -1;
      if (!(Math.abs(value) <= Math.abs(best))) best = value;
    }
  }
  return Number.isNaN(best) ? NOTHING : level(best, variable);
}

/** The numbers of a variable over the whole track: the exact ones, or the overview where only a window was sent. */
export function sourceOf(track, length, variable, size) {
  const pooled = track.overview?.get(variable.name);
  if (pooled) return pooledSource(pooled, variable);
  const values = track.values.get(variable.name);
  const [start, stop] = track.window;
  const at = (t, unit) => (t < start || t >= stop ? undefined : values.data[(t - start) * size + unit]);
  return { length, size, at };
}

// Overviews hold 0..254 over the variable's range, 255 where a number is missing.
function pooledSource(pooled, variable) {
  const { data, rows, columns } = pooled;
  const [low, span] = variable.range === "unit" ? [0, 1] : [-variable.bound, 2 * variable.bound];
  const at = (t, unit) => {
    const value = data[t * columns + unit];
    return value === 255 ? NaN : low + (span * value) / 254;
  };
  return { length: rows, size: columns, at };
}
