// Choosing by pointer, and by keys: Tab goes from tensor to tensor, arrows go to the nearest neighbour, Enter chooses.

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

export function walkable(figure, parts, { press, clear, hover }) {
  const drawn = parts.filter((part) => part.node);
  const of = new Map(drawn.map((part) => [part.node, part]));
  const partAt = (target) => of.get(target.closest(".part"));

  // One stop for each tensor and one for the grid.
  const stops = new Map();
  for (const part of drawn) {
    const name = part.sheet ? part.sheet.tensor : "grid";
    if (part.kind !== "name" && part.kind !== "title" && !stops.has(name)) stops.set(name, part);
    part.node.setAttribute("role", "button");
    part.node.setAttribute("aria-label", part.key);
    part.node.setAttribute("tabindex", "-1");
  }
  for (const part of stops.values()) part.node.setAttribute("tabindex", "0");

  figure.addEventListener("click", (event) => {
    const part = partAt(event.target);
    if (part) press(part);
    else clear();
  });
  figure.addEventListener("pointerover", (event) => hover(partAt(event.target)));
  figure.addEventListener("pointerleave", () => hover(undefined));
  figure.addEventListener("keydown", (event) => {
    const part = partAt(event.target);
    if (!part || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" || event.key === " ") press(part);
    else if (event.key === "Escape") clear();
    else if (event.key in ARROWS) nearest(drawn, part, ARROWS[event.key])?.node.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  figure.addEventListener("focusin", (event) => {
    const part = partAt(event.target);
    if (!part) return;
    // Tab comes back to where one was.
    const name = part.sheet ? part.sheet.tensor : "grid";
    stops.get(name)?.node.setAttribute("tabindex", "-1");
    stops.set(name, part);
    part.node.setAttribute("tabindex", "0");
    hover(part);
  });
}

// The nearest part that way; what lies aside counts three times as far.
function nearest(parts, from, [dx, dy]) {
  let best = null;
  let least = Infinity;
  for (const part of parts) {
    const x = part.box.x - from.box.x;
    const y = part.box.y - from.box.y;
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (part === from || along < 3 || aside > 2 * along) continue;
    const far = along + 3 * aside;
    if (far < least) [best, least] = [part, far];
  }
  return best;
}
