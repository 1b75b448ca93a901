// What is said of the chosen place: its code, which numbers it holds, and where the same numbers stand.

import { assign, element, write } from "./element.js";

export function said(picture, words, byKey, { choose, clear }) {
  const code = element("code");
  const value = element("span", { class: "value" });
  const text = element("p", { class: "sentence" });
  const same = element("p", { class: "same" });
  const button = element("button", { type: "button", class: "clear" }, words("clear"));
  button.addEventListener("click", clear);
  const node = element("div", { class: "said" }, element("p", { class: "what" }, code, value, button), text, same);
  let now = null; // the key of what is said

  function update(key, stage) {
    const item = picture.items[key];
    const cell = item && (byKey.get(key) ?? []).find((part) => part.kind === "cell");
    write(value, told(cell, stage));
    if (key === now) return;
    // Only what was chosen is read out: a name under the pointer or the focus tells itself.
    assign(node, "aria-live", "polite");
    now = key;
    node.classList.toggle("nothing", !item);
    write(code, item ? key : "");
    write(text, item ? item.says : words("choose"));
    same.replaceChildren(...(item ? others(item) : []));
  }

  // Of a number that is not computed yet there is nothing to tell.
  function told(cell, stage) {
    return cell && cell.id >= 0 && cell.stage <= stage ? words("value", { value: cell.value }) : "";
  }

  function others(item) {
    if (!item.same.length) return [];
    const more = item.more ? [element("span", {}, words("more", { count: item.more }))] : [];
    return [element("span", {}, `${words("same")}: `), ...item.same.map(chip), ...more];
  }

  function chip(key) {
    if (!byKey.has(key)) return element("code", { class: "chip" }, key);
    const one = element("button", { type: "button", class: "chip" }, key);
    one.addEventListener("click", () => choose(key));
    return one;
  }

  // Before anything is chosen, what is under the pointer tells its name.
  function hover(part) {
    if (now) return;
    assign(node, "aria-live", "off");
    write(code, part ? part.key : "");
  }
  return { node, update, hover };
}
