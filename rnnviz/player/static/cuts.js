// The stacked weights as they were cut: the rows that are there, one for each block in print, and the rows that the code
// takes for each block. Where they differ, it shows.

import { assign, element, write } from "./element.js";
import { colourOf } from "./colours.js";

/** The part of the view that stands in the diagram's place. */
export function cuts(scene, words, go) {
  const parts = scene.recording.cuts;
  const heads = [words("row"), words("printed for"), words("weighted sum"), words("the code takes"), words("and gets")];
  const head = heads.map((text) => element("span", { class: "cut-head" }, text));
  const rows = parts.flatMap((part, place) => cutRows(part, place, parts, words, go));
  const grid = element("div", { class: "cut-grid" }, ...head, ...rows.flatMap((row) => row.nodes));
  const node = element("div", { class: "panel cuts", role: "group", "aria-label": words("Which rows each block got") }, grid);
  const update = (moment) => {
    for (const row of rows) row.update(moment);
  };
  return { node, update, resize: () => {}, stop: () => {} };
}

function cutRows(part, place, parts, words, go) {
  const there = parts.reduce((sum, one) => sum + one.rows, 0);
  const rows = [];
  for (let row = part.start; row < part.stop; row += 1) {
    // In print each block has one row: row 0 is the first block's, row 1 the second's.
    const printed = row < there ? parts[row] : null;
    const sum = element("span", { class: "cut-sum" });
    const nodes = [
      element("span", { class: "cut-row" }, String(row)),
      printed
        ? element("span", { class: "cut-printed", style: `color: ${colourOf(printed.colour, "ink")}` }, words(printed.title))
        : element("span", { class: "cut-none" }, words("no such row")),
      sum,
    ];
    if (row === part.start) nodes.push(...taken(part, words, go));
    for (const one of nodes.slice(0, 3)) one.classList.toggle("cut-first", row === part.start && place > 0);
    rows.push({ nodes, update: (moment) => write(sum, part.sums[moment.t]?.[row - part.start] ?? (printed ? "" : "–")) });
  }
  return rows;
}

// Beside the rows of a block: their name in code, and how many there were.
function taken(part, words, go) {
  const style = `--fill: ${colourOf(part.colour)}; --ink: ${colourOf(part.colour, "ink")}; --tint: ${colourOf(part.colour, "tint")}; grid-row: span ${part.stop - part.start}`;
  const bracket = element("button", { class: part.rows ? "cut-taken" : "cut-taken empty", type: "button", style },
    element("b", {}, part.block), element("code", {}, `[${part.start}:${part.stop}]`));
  bracket.addEventListener("click", () => go({ operation: part.block }));
  assign(bracket, "title", words(part.title));
  const wanted = part.stop - part.start;
  const text = part.rows === wanted ? words("{got} rows of {wanted}", { got: part.rows, wanted })
    : part.rows ? words("only {got} of {wanted} rows", { got: part.rows, wanted }) : words("no row at all: shape (0,)");
  return [bracket, element("span", { class: part.rows === wanted ? "cut-got" : "cut-got short", style: `grid-row: span ${wanted}` }, text)];
}
