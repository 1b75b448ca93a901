// Where everything stands, in pixels: columns are time steps, lanes are layers and directions, the last layer on top.

const LABEL = 118; // room for the names of the lanes
const HEAD = 17; // above a sheet: its name
const HALF_HEAD = 7; // the strip that stands for a half
const GAP = 34; // a column of steps that are left out
const AIR = 12; // between columns
const FINALS = 46; // between the grid and the last states
const NODE = { width: 34, height: 24 };
const CELL = { least: 7, most: 24, touch: 11 };
const TALLEST = 150; // of a sheet
const BETWEEN = 30; // layers
const AFTER_FINAL = 20;
const FINAL_TITLE = 100; // pixels that the name and the shape of h_n need
const TITLE = 24; // of a tensor

/** The columns of a sheet with its gaps: how wide it is in cells. */
export function cellsAcross(sheet) {
  return sheet.halves.reduce((sum, half) => sum + half.length, 0) + (sheet.halves.length - 1) * 0.5;
}

/** The geometry of a picture that has `width` pixels. */
export function layoutOf(picture, width, coarse) {
  const of = (name) => picture.sheets.filter((sheet) => sheet.tensor === name);
  const widest = Math.max(...["input", "output"].map((name) => cellsAcross(of(name)[0])));
  const finals = picture.tensors.map(({ name }) => name).filter((name) => name.endsWith("_n"));
  const finalCells = finals.map((name) => cellsAcross(of(name)[0]));
  const steps = picture.steps.filter((t) => t !== null).length;
  const gaps = picture.steps.length - steps;
  const fixed = LABEL + steps * AIR + gaps * GAP + FINALS;
  const side = finalCells.reduce((sum, one) => sum + one, 0);
  const least = coarse ? CELL.touch : CELL.least;
  const rows = of("output")[0].rows.length;
  const most = Math.min(CELL.most, TALLEST / 2 / rows + 6);
  // The last states take the room of their cells, or of their names where that is more.
  const wide = (width - fixed - finals.length * AFTER_FINAL) / (steps * widest + side);
  const narrow = (width - fixed - finals.length * FINAL_TITLE) / (steps * widest);
  const cell = Math.max(least, Math.min(most, wide, narrow));
  const sheetHeight = rows * cell;
  const column = Math.max(widest * cell, 2 * NODE.width + 10);
  const columns = new Map();
  let x = LABEL;
  let gapAt = null;
  for (const t of picture.steps) {
    if (t === null) {
      gapAt = x + GAP / 2 - AIR / 2;
      x += GAP;
      continue;
    }
    columns.set(t, x + column / 2);
    x += column + AIR;
  }
  const right = x - AIR;
  const lane = Math.max(sheetHeight + HEAD + 10, NODE.height + 22);
  const outputTop = TITLE + HEAD + HALF_HEAD;
  let y = outputTop + sheetHeight + BETWEEN;
  const lanes = new Map();
  const bars = new Map();
  const layers = Math.max(...picture.lanes.map(({ layer }) => layer)) + 1;
  for (let layer = layers - 1; layer >= 0; layer -= 1) {
    const own = picture.lanes.filter((one) => one.layer === layer);
    for (const one of own) {
      lanes.set(one.entry, y + lane / 2);
      y += lane;
    }
    if (layer > 0) bars.set(layer, y + BETWEEN / 2);
    y += BETWEEN;
  }
  const inputTop = y + HEAD;
  const finalX = new Map();
  let at = right + FINALS;
  finals.forEach((name, index) => {
    finalX.set(name, at);
    at += Math.max(finalCells[index] * cell + AFTER_FINAL, FINAL_TITLE);
  });
  return {
    cell, column, columns, gapAt, lanes, lane, bars, right, sheetHeight, outputTop, inputTop, finalX,
    node: NODE, head: HEAD, halfHead: HALF_HEAD, label: LABEL, title: TITLE,
    two: picture.lanes.length > layers,
    legend: TITLE,
    width: Math.max(width, at),
    height: inputTop + sheetHeight + 44,
  };
}

/** The middle of a node: the forward direction a little to the left, above its half of the output. */
export function nodeAt(layout, lane, t) {
  const side = layout.two ? (lane.direction === 0 ? -1 : 1) * layout.column * 0.25 : 0;
  return { x: layout.columns.get(t) + side, y: layout.lanes.get(lane.entry) };
}

/** The upper left corner of a sheet's cells. */
export function sheetAt(layout, sheet) {
  const across = cellsAcross(sheet) * layout.cell;
  if (layout.finalX.has(sheet.tensor)) {
    return { x: layout.finalX.get(sheet.tensor), y: layout.lanes.get(sheet.entry) - layout.sheetHeight / 2 + 5 };
  }
  return { x: layout.columns.get(sheet.entry) - across / 2, y: sheet.tensor === "output" ? layout.outputTop : layout.inputTop };
}
