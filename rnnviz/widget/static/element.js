// Making elements, and changing them only where something is different: an unchanged write still costs a style pass.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; children are elements or text, and text never becomes markup. */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function shape(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

/** Text into an element that holds nothing but text. */
export function write(node, text) {
  const child = node.firstChild;
  if (child === null) node.textContent = text;
  else if (child.data !== text) child.data = text;
}

/** An attribute, removed where the value is null. */
export function assign(node, name, value) {
  if (value === null) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

/** A formula: MathML made by our own cell types, the only markup that is taken as such. */
export function formula(mathml, attributes = {}) {
  const node = element("span", attributes);
  node.innerHTML = mathml;
  // Browsers slant a lone letter by taking another character for it, which many fonts lack; a slanted font has all.
  for (const name of node.querySelectorAll("mi")) name.classList.toggle("letter", [...name.textContent].length === 1);
  // Some browsers leave the gaps of a full-size operator in an index.
  for (const sign of node.querySelectorAll("msub mo")) {
    sign.setAttribute("lspace", "0em");
    sign.setAttribute("rspace", "0em");
  }
  return node;
}
