// Prints a page that is not on the screen: it is put into a frame nobody sees, and the browser's dialog opens for it.

export default function ({ parentElement, data }) {
  let button = parentElement.querySelector("button");
  if (!button) {
    const row = document.createElement("div");
    row.className = "row";
    button = document.createElement("button");
    button.type = "button";
    row.append(button);
    parentElement.append(row);
  }
  button.textContent = data.label;
  button.onclick = () => print(data.page);
}

function print(page) {
  document.getElementById("rnnviz-print")?.remove();
  const frame = document.createElement("iframe");
  frame.id = "rnnviz-print";
  frame.setAttribute("aria-hidden", "true");
  // A frame that is not displayed prints nothing in some browsers; this one has no room.
  frame.style.cssText = "position: fixed; width: 0; height: 0; border: 0; right: 0; bottom: 0;";
  frame.srcdoc = page;
  frame.onload = () => {
    frame.contentWindow.focus();
    frame.contentWindow.print();
  };
  document.body.append(frame);
}
