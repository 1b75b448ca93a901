// A swipe over the diagram: left and right for steps, up is left to the page's own scrolling.

const FAR = 40; // pixels

export function swipes(node, move) {
  let start = null;
  node.addEventListener("pointerdown", (event) => {
    start = event.pointerType === "mouse" ? null : { x: event.clientX, y: event.clientY };
  });
  node.addEventListener("pointerup", (event) => {
    if (!start) return;
    const [across, down] = [event.clientX - start.x, event.clientY - start.y];
    start = null;
    if (Math.abs(across) > FAR && Math.abs(across) > 1.5 * Math.abs(down)) move(across < 0 ? "next-step" : "previous-step");
  });
  node.addEventListener("pointercancel", () => { start = null; });
}
