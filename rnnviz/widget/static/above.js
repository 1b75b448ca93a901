// Where a widget stands on its page, and what room it has there.

/** How far down the page an element begins, however far the page is scrolled. */
export function above(root) {
  let top = root.getBoundingClientRect().top;
  for (let node = root; node; node = node.parentNode ?? node.host) {
    if (node instanceof Element && node !== root) top += node.scrollTop;
  }
  return Math.max(top, 0);
}

/** What stands before an element on its page, and before all that it is in: when one of these grows, it moves down. */
export function aboveIt(root) {
  const found = [];
  for (let node = root; node; node = node.parentNode ?? node.host) {
    for (let other = node.previousElementSibling; other; other = other.previousElementSibling) found.push(other);
  }
  return found;
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
