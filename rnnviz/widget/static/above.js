// Where a widget stands on its page, and what room it has there.

/** How far down the page an element begins, however far the page is scrolled. */
export function above(root) {
  let top = root.getBoundingClientRect().top;
  for (let node = root; node; node = node.parentNode ?? node.host) {
    if (node instanceof Element && node !== root) top += node.scrollTop;
  }
  return Math.max(top, 0);
}

/** Pixels that the page needs under a widget: what its style sheet says, or a little. */
export function below(root) {
  return lengthOf(root, "--rnnviz-below") || 10;
}

/** Pixels that a page's style sheet says, in rem, for a custom property; 0 where it says nothing. */
export function lengthOf(root, name) {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return (parseFloat(getComputedStyle(root).getPropertyValue(name)) || 0) * rem;
}
