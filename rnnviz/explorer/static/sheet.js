// A sheet of a tensor: its name, its halves, its cells. Every part can be chosen.

import { element, shape } from "./element.js";
import { cellsAcross, sheetAt } from "./layout.js";

/** What is drawn of a sheet: its node, and its parts by what can be chosen. `parts` get {key, ids, node}. */
export function drawSheet(sheet, layout) {
  const { cell, head, halfHead } = layout;
  const { x, y } = sheetAt(layout, sheet);
  const group = shape("g", { class: "sheet", "data-tensor": sheet.tensor });
  const parts = [];
  const rows = sheet.rows.flatMap((row, place) => (row === null ? [] : [place]));
  const across = cellsAcross(sheet) * cell;

  const add = (kind, node, key, ids, box) => {
    node.classList.add("part", kind);
    node.dataset.key = key;
    parts.push({ kind, node, key, ids, box, sheet });
    group.append(node);
    return node;
  };

  const all = sheet.ids.flat();
  const name = shape("text", { x: x + across / 2, y: y - (sheet.halves.length > 1 ? halfHead + 4 : 4), "text-anchor": "middle" }, sheet.title);
  add("name", name, sheet.keys.sheet, all, { x: x + across / 2, y: y - head });

  let left = x;
  let column = 0; // among those that are drawn
  sheet.halves.forEach((half, place) => {
    const drawn = half.flatMap((one, at) => (one === null ? [] : [at]));
    const from = column;
    if (sheet.halves.length > 1) {
      const strip = shape("rect", { x: left, y: y - halfHead, width: half.length * cell, height: halfHead - 2, rx: 1.5, "data-half": place });
      const ids = sheet.ids.flatMap((row) => row.slice(from, from + drawn.length));
      add("half", strip, sheet.keys.halves[place], ids, { x: left + (half.length * cell) / 2, y: y - halfHead });
    }
    rows.forEach((top, row) => {
      drawn.forEach((at, index) => {
        const id = sheet.ids[row][from + index];
        const box = { x: left + at * cell, y: y + top * cell };
        const rect = shape("rect", { ...box, width: cell - 1, height: cell - 1, rx: 1.5 });
        const wider = [sheet.keys.rows[place][row], sheet.keys.halves[place], sheet.keys.sheet];
        const part = {
          id, wider, stage: sheet.stages[row][from + index], colour: sheet.colours[row][from + index],
          value: sheet.values[row][from + index], of: sheet.nodes[row][from + index],
        };
        add("cell", rect, sheet.keys.cells[row][from + index], [id], { x: box.x + cell / 2, y: box.y + cell / 2 });
        Object.assign(parts.at(-1), part);
        if (id < 0) rect.classList.add("padding");
      });
      // Its row in this half: chosen by choosing a cell twice.
      parts.push({ kind: "row", key: sheet.keys.rows[place][row], ids: sheet.ids[row].slice(from, from + drawn.length), sheet });
    });
    if (drawn.length < half.length) {
      const gap = half.indexOf(null);
      for (const top of rows) group.append(dots(left + (gap + 0.5) * cell, y + (top + 0.5) * cell, cell));
    }
    if (sheet.halves.length === 1) parts.push({ kind: "half", key: sheet.keys.halves[place], ids: all, sheet });
    column += drawn.length;
    left += (half.length + 0.5) * cell;
  });
  const gap = sheet.rows.indexOf(null);
  if (gap >= 0) group.append(dots(x + across / 2, y + (gap + 0.5) * cell, cell, true));
  group.prepend(shape("rect", { class: "back", x: x - 2, y: y - 2, width: across + 3, height: sheet.rows.length * cell + 3, rx: 3 }));
  return { group, parts };
}

function dots(x, y, cell, upright = false) {
  const step = cell * 0.26;
  const circle = (k) => shape("circle", { cx: x + (upright ? 0 : k * step), cy: y + (upright ? k * step : 0), r: Math.max(cell * 0.08, 0.9) });
  return shape("g", { class: "dots" }, circle(-1), circle(0), circle(1));
}
