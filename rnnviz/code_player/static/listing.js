// The code of a frame's function: which line just ran, which one comes next, where an exception is.

import { assign, element, shape, write } from "./element.js";

const LEAST = 150; // pixels for what an exception says
const SIGNS = { ran: "M6 4.5v15L18.5 12z", next: "M5 3v18L20.5 12z", wrong: "M5 5l14 14M19 5L5 19" };

// What stands before a line: hollow for what just ran, full for what comes next, a cross for an exception.
function sign(kind) {
  return shape("svg", { viewBox: "0 0 24 24", class: `mark ${kind}`, "aria-hidden": "true" }, shape("path", { d: SIGNS[kind] }));
}

/** The panel; `run(source, line, by)` is asked for the next time a line runs, or with -1 for the time before. */
export function listing(trace, words, run) {
  const body = element("div", { class: "code", role: "list" });
  const title = element("h2");
  const node = element("section", { class: "panel listing", "aria-label": words("code") }, title, body, legend(words));
  const ever = trace.sources.map((_, source) => new Set(trace.events.filter((event) => event.source === source).map((event) => event.line)));
  const made = new Map();
  let shown = null;

  function rowsOf(source) {
    if (!made.has(source)) made.set(source, trace.sources[source].lines.map((pieces, at) => rowOf(source, pieces, at)));
    return made.get(source);
  }

  function rowOf(source, pieces, at) {
    const line = trace.sources[source].firstLine + at;
    const runs = ever[source].has(line);
    const number = runs
      ? element("button", { type: "button", class: "line-number", tabindex: -1, title: words("jump"), "aria-label": words("line", { line }) }, String(line))
      : element("span", { class: "line-number" }, String(line));
    const arrow = element("span", { class: "arrow", "aria-hidden": "true" });
    const unseen = element("span", { class: "unseen" });
    const said = element("span", { class: "said-here" });
    const text = element("code", {}, ...pieces.map(([kind, piece]) => (kind ? element("span", { class: kind }, piece) : piece)), " ");
    const row = element("div", { class: runs ? "row runs" : "row", role: "listitem", "data-line": line }, arrow, number, text, unseen, said);
    if (runs) row.addEventListener("click", (event) => run(source, line, event.shiftKey ? -1 : 1));
    return { line, row, arrow, number, text, unseen, said, look: "" };
  }

  function update(frame, event, own) {
    const source = trace.sources[frame.source];
    const rows = rowsOf(frame.source);
    if (shown !== frame.source) {
      write(title, `${source.name} · ${source.file}`);
      body.replaceChildren(...rows.map(({ row }) => row));
      const first = rows.find(({ number }) => number.tagName === "BUTTON");
      if (first && !rows.some(({ number }) => number.tabIndex === 0)) first.number.tabIndex = 0;
      shown = frame.source;
    }
    const raised = own && event.kind === "exception" ? event.raised : null;
    for (const one of rows) {
      const before = one.line === frame.line && frame.kind !== "call" && frame.kind !== "resume";
      const next = one.line === frame.nextLine;
      const wrong = Boolean(raised) && before;
      const look = [before && "ran", next && "next", wrong && "wrong"].filter(Boolean).join(" ");
      if (look !== one.look) {
        one.row.className = `${one.row.className.split(" ").includes("runs") ? "row runs" : "row"} ${look}`;
        one.arrow.replaceChildren(...(look ? [sign(wrong ? "wrong" : next ? "next" : "ran")] : []));
        assign(one.row, "aria-current", next || wrong ? "step" : null);
        one.unseen.textContent = [wrong && words("raised_here"), before && !wrong && words("just_ran"), next && words("about_to")].filter(Boolean).join(", ");
        one.look = look;
      }
      write(one.said, wrong ? [raised.type, raised.message].filter(Boolean).join(": ") : "");
      if (wrong) one.said.style.maxWidth = `${Math.max(body.clientWidth - one.text.offsetLeft - one.text.offsetWidth - 12, LEAST)}px`;
    }
    // What is about to run is to be seen; where nothing is, what just ran.
    const looked = rows.find(({ line }) => line === (frame.nextLine ?? frame.line));
    if (looked) reveal(looked.row);
  }

  function reveal(row) {
    const [top, bottom] = [row.offsetTop, row.offsetTop + row.offsetHeight];
    if (top < body.scrollTop + row.offsetHeight) body.scrollTop = top - 2 * row.offsetHeight;
    else if (bottom > body.scrollTop + body.clientHeight - row.offsetHeight) body.scrollTop = bottom - body.clientHeight + 2 * row.offsetHeight;
  }

  // Tab comes here once; arrows walk through the lines that ever run.
  body.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !event.target.classList.contains("line-number")) return;
    const numbers = [...body.querySelectorAll("button.line-number")];
    const next = numbers[numbers.indexOf(event.target) + by];
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });

  /** The words of a line, by the names that variables may have. */
  function namesIn(source, line) {
    const pieces = trace.sources[source].lines[line - trace.sources[source].firstLine] ?? [];
    return new Set(pieces.flatMap(([kind, piece]) => (["", "builtin"].includes(kind) ? piece.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [] : [])));
  }

  const longest = Math.max(...trace.sources.map(({ lines }) => lines.length));
  const widest = Math.max(...trace.sources.flatMap(({ lines }) => lines.map((pieces) => pieces.reduce((sum, [, piece]) => sum + piece.length, 0))));
  return { node, body, update, namesIn, longest, widest };
}

function legend(words) {
  const one = (kind, text) => element("span", { class: `sign ${kind}` }, element("b", {}, sign(kind)), ` ${text}`);
  return element("p", { class: "legend" }, one("ran", words("just_ran")), one("next", words("about_to")), one("wrong", words("raised_here")));
}
