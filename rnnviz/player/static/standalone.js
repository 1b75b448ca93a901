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
  view({ parentElement, data: JSON.parse(document.getElementById("view").textContent) });
}
