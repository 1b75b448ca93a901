// Two buttons that copy what the page was given. `navigator.clipboard` exists on https and localhost only; a school's
// server on plain http gets the older way, and where that is forbidden too, the text selected and ready for Ctrl+C.

async function copied(text) {
  if (navigator.clipboard && window.isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // The permission was refused: try the older way.
    }
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } finally {
    area.remove();
  }
}

function link(query) {
  const address = new URL(window.location.href);
  address.search = new URLSearchParams(query).toString();
  address.hash = "";
  return address.href;
}

function button(name, row) {
  const found = row.querySelector(`[data-name="${name}"]`);
  if (found) return found;
  const made = document.createElement("button");
  made.type = "button";
  made.dataset.name = name;
  row.append(made);
  return made;
}

export default function ({ parentElement, data }) {
  let row = parentElement.querySelector(".row");
  if (!row) {
    row = document.createElement("div");
    row.className = "row";
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    const text = document.createElement("textarea");
    text.readOnly = true;
    text.hidden = true;
    parentElement.append(row, text, said);
  }
  const said = parentElement.querySelector("[role=status]");
  const text = parentElement.querySelector("textarea");
  const { words } = data;
  // Read when pressed, not when drawn: the person has stepped on since.
  const texts = { link: () => link(window.rnnvizCopy.query), code: () => window.rnnvizCopy.code };
  for (const [name, make] of Object.entries(texts)) {
    const one = button(name, row);
    one.textContent = words[name];
    one.onclick = async () => {
      const content = make();
      const done = await copied(content);
      text.hidden = done;
      said.textContent = done ? words.copied : words.by_hand;
      if (!done) {
        text.value = content;
        text.setAttribute("aria-label", words[name]);
        text.select();
      }
      one.dataset.done = String(done);
      setTimeout(() => {
        delete one.dataset.done;
        if (done) said.textContent = "";
      }, 2000);
    };
  }
}
