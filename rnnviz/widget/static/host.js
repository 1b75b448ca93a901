// A page of its own: message, view and style stand in the page, and a host that keeps nothing takes Streamlit's part.

/** The bytes that a text in base64 stands for. */
export function bytesOf(base64) {
  const text = atob(base64);
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Call `show({ host, parentElement, data, message })` now, and again whenever the reader's theme changes. */
export function hosted(show) {
  const host = document.getElementById("player");
  const parentElement = host.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = document.getElementById("style").textContent;
  parentElement.append(style);
  const message = bytesOf(document.getElementById("message").textContent.trim());
  const data = JSON.parse(document.getElementById("view").textContent);
  const again = () => show({ host, parentElement, data, message });
  again();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  if (window !== window.parent) markFocus();
}

// In a frame the keys come only after a click into it, so the page shows whether they do.
function markFocus() {
  const mark = () => document.documentElement.classList.toggle("focused", document.hasFocus());
  for (const type of ["focus", "blur"]) addEventListener(type, mark);
  mark();
}
