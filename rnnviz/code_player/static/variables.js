// The variables of a frame: one row each, always in the order in which they first came up.

import { assign, element } from "./element.js";
import { drawn, largestOf } from "./arrays.js";
import { differences, part } from "./compare.js";
import { keyText, kindText, numberText, oneLine, untold } from "./describe.js";

const INSIDE = 8; // entries that are shown without being asked for
const OF_AN_OBJECT = 4; // of those, where they are attributes
const BESIDE = 6; // numbers that stand beside the name
const ON_A_LINE = 56; // characters

/** The panel; `enlarge(place)` is told which variable was chosen: {frame, path}. */
export function variables(words, enlarge) {
  const list = element("div", { class: "rows", role: "list" });
  const nothing = element("p", { class: "none" }, words("no_variables"));
  const node = element("section", { class: "panel variables", "aria-label": words("variables"), tabindex: 0 },
    element("h2", {}, words("variables")), list);
  const opened = new Map(); // by frame's source and path: whether it is open
  const made = new Map(); // by name: {key, node}
  let now = null;

  function update(frame, bounds, read) {
    now = { frame, bounds };
    const names = sharers(frame.variables);
    const rows = frame.variables.map((variable) => {
      const key = [frame.id, variable.changed, names.get(variable.name) ?? ""].join("|");
      const before = made.get(variable.name);
      const same = before && before.key === key && before.value === variable.value && (!variable.changed || before.before === variable.before);
      if (!same) made.set(variable.name, { key, value: variable.value, before: variable.before, node: rowOf(variable, names.get(variable.name)) });
      return made.get(variable.name).node;
    });
    const shown = rows.length ? rows : [nothing];
    if (shown.length !== list.children.length || shown.some((row, place) => row !== list.children[place])) list.replaceChildren(...shown);
    for (const row of rows) row.classList.toggle("read", read.has(row.dataset.name));
    const [first, last] = [rows.find((row) => row.classList.contains("changed")), rows.findLast((row) => row.classList.contains("read"))];
    if (first ?? last) reveal(first ?? last);
  }

  // Only the panel scrolls, never the page around it.
  function reveal(row) {
    const [top, bottom] = [row.offsetTop, row.offsetTop + row.offsetHeight];
    if (top < list.scrollTop) list.scrollTop = top;
    else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = Math.min(top, bottom - list.clientHeight);
  }

  function rowOf({ name, value, before, changed }, shared) {
    const found = changed && before ? differences(before, value) : null;
    const fresh = changed && !before;
    const row = entry({ label: name, value, before: changed ? before : null, found, fresh, path: [], name, shared });
    row.setAttribute("role", "listitem");
    row.dataset.name = name;
    row.classList.toggle("changed", changed);
    return row;
  }

  // One line for the name, its kind and what it was; under it, or beside it where that is short, the value.
  function entry({ label, value, before, found, fresh, path, name, shared }) {
    const state = fresh ? "new" : found ? "changed" : "";
    // Of what was too large for a line only another size or shape is worth telling.
    const tells = before && found && !(untold(before, ON_A_LINE) && kindText(before) === kindText(value) && before.size === value.size);
    const was = element("span", { class: "was" }, tells ? words("was", { value: oneLine(before, ON_A_LINE) }) : "");
    const badge = element("span", { class: `badge ${state}` }, state ? words(`is_${state}`) : "");
    const told = kindText(value) + (value.grad ? " · requires_grad" : "");
    const kind = element("span", { class: "kind" }, bare(value) ? "" : told);
    const more = shared ? element("span", { class: "shared" }, words("same", { names: shared })) : "";
    const title = element("button", { type: "button", class: "name", title: words("enlarge") }, label);
    title.addEventListener("click", () => enlarge({ frame: now.frame.id, name, path }));
    const head = element("div", { class: "head" }, title, badge, kind, more, was);
    const node = element("div", { class: `entry ${state}` }, head);
    const body = content({ value, before, found, path, name });
    if (!(body instanceof Array)) {
      if (body.classList.contains("line")) head.insertBefore(body, badge);
      else node.append(body);
      return node;
    }
    return folding({ node, head, title, parts: body, value, path, name });
  }

  // What is inside is shown on demand where it is much.
  function folding({ node, title, parts, value, path, name }) {
    const key = `${now.frame.source}|${name}|${path.join("|")}`;
    const few = value.items.length <= (value.kind === "object" ? OF_AN_OBJECT : INSIDE);
    const toggle = element("button", { type: "button", class: "fold" });
    const inside = element("div", { class: "inside" });
    const frame = now;
    const show = (open) => {
      assign(toggle, "aria-expanded", String(open));
      toggle.textContent = `${open ? "▾" : "▸"} ${words(value.size === 1 ? "one_entry" : "entries", { count: value.size })}`;
      if (open && !inside.childElementCount) {
        const current = now;
        now = frame;
        inside.append(...parts.map((make) => make()));
        if (value.items.length < value.size) inside.append(element("p", { class: "caption" }, words("kept", { kept: value.items.length, size: value.size })));
        now = current;
      }
      inside.hidden = !open;
    };
    toggle.addEventListener("click", () => {
      opened.set(key, inside.hidden);
      show(inside.hidden);
    });
    show(opened.get(key) ?? few);
    title.after(toggle);
    node.append(inside);
    return node;
  }

  // An element, or a list of functions that make the entries inside.
  function content({ value, before, found, path, name }) {
    if (value.kind === "number") return lineOf(numberText(value), value.text, value);
    if (value.kind === "array") {
      const bound = now.bounds(now.frame.id, name, path);
      const node = drawn(value, words, { bound, marks: found?.marks ?? null, before });
      node.classList.add("value");
      if (node.classList.contains("none")) node.classList.add("line");
      if (node.classList.contains("blocks") && value.size <= BESIDE && value.shape.length < 2) node.classList.add("line");
      return node;
    }
    const short = oneLine(value, ON_A_LINE);
    const flat = !value.items?.length || value.items.every((item) => simple(part(item)));
    if (!value.items?.length || (flat && value.kind !== "object" && value.items.length === value.size && shortEnough(value, short))) return lineOf(short, short, value);
    return value.items.map((item, place) => () => {
      const inner = part(item);
      const was = before?.items ? part(before.items[place] ?? null) : null;
      return entry({
        label: labelOf(value, item, place), value: inner, before: was, found: found?.items.get(place) ?? null,
        fresh: Boolean(found?.items.get(place)?.fresh), path: [...path, place], name,
      });
    });
  }

  return { node, update };
}

/** How an entry is called after the name of what it is in. */
export function labelOf(value, item, place) {
  if (value.kind === "object") return `.${item[0].text}`;
  return Array.isArray(item) ? `[${keyText(item[0])}]` : `[${place}]`;
}

// Of which its line says no more than its kind.
const bare = (value) => ["object", "reference"].includes(value.kind) && !value.items?.length;
const simple = (value) => value.kind === "number" || value.kind === "text" || value.kind === "reference";
const shortEnough = (value, short) => short !== `${value.type} (${value.size})`;

function lineOf(text, title, value) {
  return element("span", { class: `value line ${value.kind}`, title }, text);
}

// Which other names hold the same object.
function sharers(variables) {
  const by = new Map();
  for (const { name, value } of variables) {
    if (value.id !== undefined) by.set(value.id, [...(by.get(value.id) ?? []), name]);
  }
  const found = new Map();
  for (const names of by.values()) for (const name of names) if (names.length > 1) found.set(name, names.filter((one) => one !== name).join(", "));
  return found;
}

/** The value at a path inside a variable, or null. */
export function within(value, path) {
  return path.reduce((at, place) => (at?.items?.[place] === undefined ? null : part(at.items[place])), value);
}

/** For each array the largest magnitude that it ever has in its frame: its colours do not change while one steps. */
export function boundsOf(history) {
  const known = new Map();
  return (frame, name, path) => {
    const key = `${frame}|${name}|${path.join("|")}`;
    if (!known.has(key)) {
      const values = history.frames.get(frame).values.get(name).map(({ value }) => value && within(value, path));
      known.set(key, Math.max(...values.map((value) => (value?.kind === "array" && typeof value.data?.[0] !== "string" ? largestOf(value) : 0))));
    }
    return known.get(key);
  };
}
