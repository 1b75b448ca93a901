// A page of its own: the message and the view stand in the page, and a host that keeps nothing takes Streamlit's part.

import { store } from "./store.js";
import { view } from "./view.js";

function bytesOf(base64) {
  const text = atob(base64);
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

export function standalone() {
  const host = document.getElementById("player");
  const parentElement = host.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = document.getElementById("style").textContent;
  parentElement.append(style);
  store({ parentElement: host, data: bytesOf(document.getElementById("message").textContent.trim()) });
  const data = JSON.parse(document.getElementById("view").textContent);
  const show = () => view({ parentElement, data });
  show();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  if (window !== window.parent) markFocus();
}

// In a frame the keys come only after a click into it, so the page shows whether they do.
function markFocus() {
  const mark = () => document.documentElement.classList.toggle("focused", document.hasFocus());
  for (const type of ["focus", "blur"]) addEventListener(type, mark);
  mark();
}
