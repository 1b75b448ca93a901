// What is said of the chosen place: its code, which numbers it holds, and where the same numbers stand.

import { element, write } from "./element.js";

export function said(picture, words, byKey) {
  const code = element("code");
  const value = element("span", { class: "value" });
  const text = element("p", { class: "sentence" });
  const same = element("p", { class: "same" });
  const clear = element("button", { type: "button", class: "clear" }, words("clear"));
  const node = element("div", { class: "said", "aria-live": "polite" }, element("p", { class: "what" }, code, value, clear), text, same);
  let now = null;

  function update(choice, parts, choose) {
    const key = choice;
    if (key === now) return;
    now = key;
    const item = picture.items[key];
    clear.onclick = () => choose("");
    node.classList.toggle("nothing", !item);
    write(code, item ? key : "");
    const cell = item && (byKey.get(key) ?? []).find((part) => part.kind === "cell");
    write(value, cell && cell.id >= 0 ? words("value", { value: cell.value }) : "");
    write(text, item ? item.says : words("choose"));
    same.replaceChildren(...(item ? others(item, choose) : []));
  }

  function others(item, choose) {
    if (!item.same.length) return [];
    return [element("span", {}, `${words("same")}: `), ...item.same.map((key) => chip(key, choose))];
  }

  function chip(key, choose) {
    if (!byKey.has(key)) return element("code", { class: "chip" }, key);
    const button = element("button", { type: "button", class: "chip" }, key);
    button.addEventListener("click", () => choose(key));
    return button;
  }

  // Before anything is chosen, what is under the pointer tells its name.
  function hover(part) {
    if (now) return;
    write(code, part ? part.key : "");
    write(value, part?.kind === "cell" && part.id >= 0 ? words("value", { value: part.value }) : "");
  }
  return { node, update, hover };
}
