// Saves the figure beside as a picture, by Plotly's own exporter: its button stands, unseen, in the figure.

export default function ({ parentElement, data }) {
  const row = parentElement.querySelector(".row") ?? parentElement.appendChild(document.createElement("div"));
  row.className = "row";
  const made = Object.entries(data.words).map(([format, title]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = format;
    button.title = title;
    button.setAttribute("aria-label", title);
    button.onclick = () => save(data.within, data.name, format.toLowerCase());
    return button;
  });
  row.replaceChildren(...made);
}

function save(within, name, format) {
  const plot = document.querySelector(`.st-key-${CSS.escape(within)} .js-plotly-plot`);
  if (!plot) return;
  // A picture for a slide: twice the pixels of the screen.
  plot._context.toImageButtonOptions = { format, filename: name, scale: format === "png" ? 2 : 1 };
  plot.querySelector(".modebar-btn").click();
}
