// Where a widget stands on its page.

/** How far down the page an element begins, however far the page is scrolled. */
export function above(root) {
  let top = root.getBoundingClientRect().top;
  for (let node = root; node; node = node.parentNode ?? node.host) {
    if (node instanceof Element && node !== root) top += node.scrollTop;
  }
  return Math.max(top, 0);
}
