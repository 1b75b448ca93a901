// A variable over time as a picture, one pixel per number: units downwards, t to the right. Where there are more numbers
// than pixels, each pixel keeps the number of largest magnitude; a number that is missing is never hidden.

import { level, swatchAt } from "./colours.js";

/** The picture of a variable from t = `start` up to `stop`, at most `width` by `height` pixels. */
export function picture(source, variable, width, height, start = 0, stop = source.length) {
  const steps = stop - start;
  const columns = Math.max(Math.min(steps, Math.floor(width)), 1);
  const rows = Math.max(Math.min(source.size, Math.floor(height)), 1);
  const canvas = document.createElement("canvas");
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext("2d");
  const image = context.createImageData(columns, rows);
  for (let column = 0; column < columns; column += 1) {
    const from = start + Math.floor((column * steps) / columns);
    const to = start + Math.floor(((column + 1) * steps) / columns);
    const layer = source.layerFor(from, to);
    if (!layer) continue;
    const [first, last] = [layer.of(from), layer.of(to - 1) + 1];
    for (let row = 0; row < rows; row += 1) {
      const top = Math.floor((row * layer.rows) / rows);
      const step = layer.extreme(first, last, top, Math.max(Math.floor(((row + 1) * layer.rows) / rows), top + 1));
      const at = 4 * (row * columns + column);
      const { rgb } = swatchAt(step, variable.range);
      image.data[at] = rgb[0];
      image.data[at + 1] = rgb[1];
      image.data[at + 2] = rgb[2];
      image.data[at + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/**
 * The numbers of a variable over a track: `at` has the exact ones that were sent. `layerFor` is what to draw of some time
 * steps: the overview of the whole where it is fine enough, else a finer one of a part, else the exact numbers.
 */
export function sourceOf(track, length, variable, size) {
  const exact = track.values.get(variable.name);
  const [start, stop] = track.window;
  const finer = track.detail?.values.get(variable.name);
  const whole = track.overview?.get(variable.name);
  const layers = [
    ...(whole ? [layerOf(whole, 0, length, reduced(variable))] : []),
    ...(finer ? [layerOf(finer, track.detail.start, track.detail.stop, reduced(variable))] : []),
    ...(exact ? [layerOf(exact, start, stop, exactly(variable))] : []),
  ];
  return {
    length,
    size,
    at: (t, unit) => (exact && t >= start && t < stop ? exact.data[(t - start) * size + unit] : undefined),
    layerFor(from, to) {
      let best = null;
      for (const layer of layers) {
        if (from < layer.start || to > layer.stop) continue;
        best = layer;
        if (layer.block <= to - from) break;
      }
      return best;
    },
  };
}

/** How many time steps a column of the overview of a whole track stands for, 1 where there is none. */
export function coarseness(track, length) {
  const one = track?.overview?.values().next().value;
  return one ? length / one.rows : 1;
}

// Some time steps in even blocks, one row of the array for each: what Python calls columns.
function layerOf({ data, rows: blocks, columns: rows }, start, stop, { worth, levelOf }) {
  const steps = stop - start;
  return {
    start,
    stop,
    rows,
    block: steps / blocks,
    of: (t) => (blocks === steps ? t - start : Math.ceil(((t - start + 1) * blocks) / steps) - 1),
    extreme(first, last, top, bottom) {
      let [best, most] = [0, -1];
      for (let block = first; block < last; block += 1) {
        for (let row = top; row < bottom; row += 1) {
          const value = data[block * rows + row];
          const own = worth(value);
          if (own === null) return -1;
          if (own > most) [best, most] = [value, own];
        }
      }
      return levelOf(best);
    },
  };
}

function exactly(variable) {
  return {
    worth: (value) => (Number.isFinite(value) ? Math.abs(value) : null),
    levelOf: (value) => level(value, variable),
  };
}

// Overviews hold 0..254 over the variable's range, 255 where a number is missing.
function reduced(variable) {
  const unit = variable.range === "unit";
  return {
    worth: (value) => (value === 255 ? null : unit ? value : Math.abs(value - 127)),
    levelOf: (value) => Math.round((value * 255) / 254),
  };
}
