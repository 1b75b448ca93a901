// Numbers in fields. What is typed goes to Python when the field is left; Python answers with the numbers as they are
// then, and with a sentence where an entry was none.

const tables = new WeakMap();

export default function ({ parentElement, data, setStateValue }) {
  if (!tables.has(parentElement)) tables.set(parentElement, table(parentElement));
  tables.get(parentElement)(data, setStateValue);
}

function table(parent) {
  const root = make("div", "numbers");
  parent.append(root);
  let shape = "";
  let fields = new Map();
  let waiting = []; // entries that Python has not answered
  let count = 0;

  return function show(data, setStateValue) {
    count = Math.max(count, data.answered);
    waiting = waiting.filter(([number]) => number > data.answered);
    const next = JSON.stringify([data.heads, data.inputs.map(named), data.rows.map(named), data.words]);
    if (next !== shape) {
      shape = next;
      fields = new Map();
      const enter = (cell, text) => {
        count += 1;
        waiting.push([count, cell, text]);
        setStateValue("entries", [...waiting]);
      };
      const focused = root.getRootNode().activeElement?.dataset?.cell;
      root.replaceChildren(inputs(data, fields, enter), weights(data, fields, enter));
      fields.get(focused)?.input.focus();
    }
    const unanswered = new Set(waiting.map(([, cell]) => cell));
    for (const one of [...data.inputs, ...data.rows].flatMap((row) => row.cells)) {
      if (!unanswered.has(one.cell)) fields.get(one.cell).show(one, data.words);
    }
    for (const row of root.querySelectorAll("[data-row]")) tell(row, fields);
  };
}

const named = (row) => [row.name, row.title, row.colour, row.cells.map((one) => one.cell)];

function make(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children);
  return node;
}

function inputs({ inputs: rows, words }, fields, enter) {
  const widest = Math.max(...rows.map((row) => row.cells.length));
  const body = make("tbody", "", ...rows.flatMap((row) => rowOf(row, widest, fields, enter)));
  return make("table", "", make("caption", "", words.inputs), body);
}

function weights({ heads, rows, words }, fields, enter) {
  const head = make("tr", "", make("td"));
  for (const [name, columns] of heads) {
    const cell = make("th", "first", name);
    cell.scope = "colgroup";
    cell.colSpan = columns;
    head.append(cell);
  }
  const first = new Set();
  heads.reduce((column, [, columns]) => (first.add(column), column + columns), 0);
  const body = make("tbody", "", ...rows.flatMap((row) => rowOf(row, row.cells.length, fields, enter, first)));
  return make("table", "", make("caption", "", words.weights), make("thead", "", head), body);
}

function rowOf(row, columns, fields, enter, first = new Set()) {
  const head = make("th", "", make("b", "", row.name), row.title ? make("span", "", ` ${row.title}`) : "");
  head.scope = "row";
  if (row.colour) head.style.color = row.colour;
  const line = make("tr", "", head);
  row.cells.forEach((one, column) => {
    const made = field(one, enter);
    fields.set(one.cell, made);
    line.append(make("td", first.has(column) ? "first" : "", made.input));
  });
  // What is said of a cell stands right under its row.
  const said = make("td", "said");
  said.colSpan = columns + 1;
  const under = make("tr", "under", said);
  under.dataset.row = row.cells.map((one) => one.cell).join(" ");
  under.hidden = true;
  return [line, under];
}

function field(one, enter) {
  const input = make("input");
  input.type = "text";
  input.maxLength = 64;
  input.autocomplete = "off";
  input.spellcheck = false;
  input.dataset.cell = one.cell;
  input.setAttribute("aria-label", one.name);
  let shown = "";
  let value = "";
  let error = null;
  input.addEventListener("change", () => {
    if (input.value !== shown || error) enter(one.cell, input.value);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") input.select();
    if (event.key !== "Escape" || (input.value === shown && !error)) return;
    // Back to the number that is calculated with.
    input.value = value;
    event.stopPropagation();
    if (error) enter(one.cell, value);
  });
  input.addEventListener("focus", () => input.select());

  function show(now, words) {
    // What is being typed is not touched.
    if (input.value === shown || input.getRootNode().activeElement !== input) input.value = now.text;
    shown = now.text;
    value = now.value;
    error = now.error;
    input.classList.toggle("edited", now.original !== null);
    input.title = now.original === null ? "" : words.original.replace("{number}", now.original);
    input.toggleAttribute("aria-invalid", Boolean(error));
    if (error) input.setAttribute("aria-invalid", "true");
  }
  return { input, show, error: () => error };
}

function tell(row, fields) {
  const said = row.dataset.row.split(" ").map((cell) => fields.get(cell).error()).filter(Boolean);
  row.hidden = said.length === 0;
  const text = said.join(" ");
  if (row.firstChild.textContent !== text) row.firstChild.textContent = text;
  row.firstChild.setAttribute("role", said.length ? "alert" : "presentation");
}
