// A text coloured by one series of numbers: what it is coloured by, which time step is chosen, which is pointed at.

import { assign, element, write } from "./element.js";
import { choice } from "./choice.js";
import { decimals } from "./numbers.js";
import { isDark } from "./dark.js";
import { meeting } from "./meeting.js";
import { level, swatchAt, swatchRules } from "./colours.js";
import { passage, seen } from "./passage.js";
import { reporter } from "./report.js";
import { scale } from "./scale.js";
import { seriesOf } from "./unpack.js";

const DIGITS = 4;

export function colouredText(parent) {
  const root = element("div", { class: "rnnviz coloured-text" });
  const style = element("style", {}, swatchRules());
  parent.append(style, root);
  let data = null; // what Python last said
  let text = null; // once it has arrived
  let built = ""; // what the parts were made for
  let parts = null;
  let at = 0; // the sheet
  let unit = -1;
  let chosen = null; // a time step
  let pointed = null;
  let series = null;
  let count = 0; // of the clicks
  let obeyed = null;
  let report = null;

  const words = (key, values = {}) => data.words[key].replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  function receive(given, sender) {
    data = given;
    root.classList.toggle("dark", isDark(root));
    report ??= reporter((value) => sender(value), root);
    look();
  }

  // The text may not be there yet: then this is done again when it is.
  function look() {
    if (data === null) return;
    const found = meeting().texts.get(data.version) ?? null;
    if (found === null) {
      text = parts = null;
      root.replaceChildren(...(meeting().damaged ? [element("p", { class: "notice", role: "alert" }, words("damaged"))] : []));
      built = "";
      return;
    }
    if (text?.version !== found.version || obeyed !== data.jump) {
      text = found;
      obey(data.place);
    }
    obeyed = data.jump;
    if (built !== `${data.version} ${data.language}`) build();
    draw();
  }

  function obey(place) {
    const same = (sheet) => sheet.variable === place.variable && sheet.layer === place.layer && sheet.direction === place.direction;
    at = Math.max(text.sheets.findIndex(same), 0);
    unit = Math.min(place.unit, text.sheets[at].units - 1);
    chosen = place.t !== null && place.t < text.characters.length ? place.t : null;
    pointed = null;
    report.known(placeNow());
  }

  function placeNow(again = false) {
    const { variable, layer, direction } = text.sheets[at];
    return { version: data.version, variable, layer, direction, unit, t: chosen, again, count };
  }

  function build() {
    const bar = choice(text, data.names, words, (sheet, one) => {
      [at, unit] = [sheet, one];
      draw();
      report.soon(placeNow());
    });
    const page = passage(text.characters, {
      point(t) {
        pointed = t;
        tell();
      },
      choose(t) {
        const again = chosen === t;
        chosen = t;
        count += 1;
        page.stopAt(t);
        draw();
        report.now(placeNow(again));
      },
    });
    const told = element("p", { class: "told", "aria-live": "polite" });
    const key = scale(words);
    const left = element("p", { class: "left" }, text.left ? words("left", { count: text.left }) : "");
    left.hidden = !text.left;
    root.replaceChildren(element("div", { class: "head" }, bar.node, key.node), told, page.node, left);
    parts = { bar, page, told, key };
    built = `${data.version} ${data.language}`;
  }

  function draw() {
    const sheet = text.sheets[at];
    series = seriesOf(sheet, text.characters.length, unit);
    parts.bar.update(at, unit);
    const { range, bounds } = sheet;
    const bound = bounds[unit + 1];
    parts.key.update(range, bound, series);
    assign(parts.page.node, "aria-label", words("text", { what: what() }));
    parts.page.boxes.forEach((box, t) => {
      const { name } = swatchAt(level(series[t], { range, bound }), range);
      const kind = box.classList.contains("sign") ? "character sign" : "character";
      const look = `${kind} ${name}${t === chosen ? " chosen" : ""}`;
      if (box.className !== look) box.className = look;
      assign(box, "aria-pressed", t === chosen ? "true" : null);
    });
    tell();
  }

  function what() {
    return `${parts.bar.nameOf(text.sheets[at])}, ${unit < 0 ? words("mean") : words("one_unit", { unit })}`;
  }

  function tell() {
    const t = pointed ?? chosen;
    const { variable } = text.sheets[at];
    const name = unit < 0 ? `mean(${variable})` : `${variable}[${unit}]`;
    const value = t === null ? "" : decimals(series[t], DIGITS);
    write(parts.told, t === null ? hint() : words("said", { t, character: seen(text.characters[t]), name, value }));
    if (pointed !== null) assign(parts.page.boxes[pointed], "aria-label", parts.told.textContent);
    // What is only pointed at tells itself: it is not read out.
    assign(parts.told, "aria-live", pointed === null ? "polite" : "off");
  }

  function hint() {
    return data.opens ? `${words("point")} ${words("opens")}` : words("point");
  }

  meeting().listeners.add(look);

  return {
    receive,
    remove() {
      meeting().listeners.delete(look);
      report?.stop();
      root.remove();
      style.remove();
    },
  };
}
