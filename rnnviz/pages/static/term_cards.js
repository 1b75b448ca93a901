// What a term means, beside its link: on pointing at it, and when it has the focus.

const LINK = 'a[href*="glossary?term="]';

let told = null;
let card = null;

export default function ({ data }) {
  const first = told === null;
  told = data;
  if (first) for (const [type, answer] of HEARD) document.addEventListener(type, answer, true);
  return () => {
    for (const [type, answer] of HEARD) document.removeEventListener(type, answer, true);
    hide();
    told = null;
  };
}

function point(event) {
  const link = event.target instanceof Element ? event.target.closest(LINK) : null;
  const term = link && told.terms[new URL(link.href, location.href).searchParams.get("term")];
  if (!term) return hide();
  show(link, term);
}

function show(link, [name, short]) {
  hide();
  card = document.createElement("div");
  card.className = "term-card";
  card.setAttribute("role", "tooltip");
  card.id = "rnnviz-term-card";
  const head = document.createElement("b");
  head.textContent = name;
  card.append(head, document.createElement("br"), short);
  document.body.append(card);
  link.setAttribute("aria-describedby", card.id);
  const box = link.getBoundingClientRect();
  const left = Math.min(box.left, innerWidth - card.offsetWidth - 12);
  const above = box.bottom + card.offsetHeight + 8 > innerHeight;
  card.style.left = `${Math.max(left, 12)}px`;
  card.style.top = `${above ? box.top - card.offsetHeight - 6 : box.bottom + 6}px`;
}

function hide() {
  if (!card) return;
  document.querySelector(`[aria-describedby="${card.id}"]`)?.removeAttribute("aria-describedby");
  card.remove();
  card = null;
}

function escape(event) {
  if (event.key === "Escape") hide();
}

const HEARD = [["pointerover", point], ["focusin", point], ["scroll", hide], ["keydown", escape]];
