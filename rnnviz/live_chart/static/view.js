// The component: it gets a chart from Python, again and again.

import { liveChart } from "./live_chart.js";

const charts = new WeakMap();

/** Streamlit calls this at the first showing and after every rerun; the chart on the page stays the same one. */
export function view({ parentElement, data }) {
  if (!charts.has(parentElement)) charts.set(parentElement, liveChart(parentElement));
  if (data) charts.get(parentElement).receive(data);
  return () => {
    charts.get(parentElement)?.remove();
    charts.delete(parentElement);
  };
}
