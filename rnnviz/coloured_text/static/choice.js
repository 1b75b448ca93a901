// What the text is coloured by: a gate or state of a layer, and a unit or the mean of all.

import { element } from "./element.js";

/** Two lists; `change(sheet, unit)` is told what was chosen in them. */
export function choice(text, names, words, change) {
  const by = element("select", { "aria-label": words("colour_by") }, ...text.sheets.map((sheet, at) => element("option", { value: at }, nameOf(sheet))));
  const unit = element("select", { "aria-label": words("unit") });
  const node = element("div", { class: "choice" }, labelled("colour_by", by), labelled("unit", unit));
  let units = 0;
  by.addEventListener("change", () => change(Number(by.value), Math.min(Number(unit.value), text.sheets[Number(by.value)].units - 1)));
  unit.addEventListener("change", () => change(Number(by.value), Number(unit.value)));

  function labelled(key, list) {
    const said = key === "unit" ? words("unit") : words("colour_by");
    return element("label", {}, element("span", {}, said), list);
  }

  function nameOf(sheet) {
    const side = sheet.direction === "reverse" ? words("reverse") : words("forward");
    const where = [text.layers > 1 && words("layer", { layer: sheet.layer }), text.directions > 1 && side];
    return [names[sheet.variable], ...where.filter(Boolean)].join(" · ");
  }

  function update(at, chosen) {
    if (units !== text.sheets[at].units) {
      units = text.sheets[at].units;
      const each = Array.from({ length: units }, (_, one) => element("option", { value: one }, words("one_unit", { unit: one })));
      unit.replaceChildren(element("option", { value: -1 }, words("mean")), ...each);
    }
    by.value = String(at);
    unit.value = String(chosen);
  }

  return { node, update, nameOf };
}
