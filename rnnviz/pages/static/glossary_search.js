// Leaves of the glossary only the terms that hold what is typed, while it is typed: the terms are on the page already,
// each in a part of its own, and a sheet of styles hides the others.

export default function ({ parentElement, data }) {
  let input = parentElement.querySelector("input");
  if (!input) {
    const label = document.createElement("label");
    label.append(document.createElement("span"));
    input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    input.spellcheck = false;
    label.append(input);
    const status = document.createElement("p");
    status.setAttribute("role", "status");
    parentElement.append(label, status);
  }
  parentElement.querySelector("span").textContent = data.label;
  const look = () => show(parentElement.querySelector('[role="status"]'), input.value, data);
  input.oninput = look;
  // A link to a term that is hidden now shows everything again.
  window.onhashchange = () => {
    const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (there && !there.checkVisibility()) {
      input.value = "";
      look();
      there.scrollIntoView();
    }
  };
  look();
  return () => {
    window.onhashchange = null;
    sheet().textContent = "";
  };
}

function show(status, typed, data) {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const hidden = data.terms.filter((term) => !words.every((word) => term.text.includes(word)));
  const shown = data.terms.length - hidden.length;
  const left = new Set(data.terms.filter((term) => !hidden.includes(term)).map((term) => term.part));
  const parts = [...new Set(data.terms.map((term) => term.part))].filter((part) => !left.has(part));
  const away = [...hidden.map((term) => term.key), ...parts];
  sheet().textContent = away.map((key) => `:has(> .st-key-${key}), .st-key-${key} { display: none; }`).join("\n");
  status.textContent = words.length ? (shown ? data.found : data.none).replace("{count}", shown) : "";
}

function sheet() {
  let found = document.getElementById("rnnviz-glossary-search");
  if (!found) {
    found = document.createElement("style");
    found.id = "rnnviz-glossary-search";
    document.head.append(found);
  }
  return found;
}
