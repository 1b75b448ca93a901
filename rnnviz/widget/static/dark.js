// Light or dark, by what is behind.

/** Red, green and blue of "#rrggbb", each 0 to 255. */
export function parsed(hexadecimal) {
  return [1, 3, 5].map((at) => parseInt(hexadecimal.slice(at, at + 2), 16));
}

/** Relative luminance as WCAG defines it, from 0 to 1. */
export function luminance(rgb) {
  const [red, green, blue] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Whether the page behind an element is dark, by the colour that the host gives as its background. */
export function isDark(node) {
  const given = getComputedStyle(node).getPropertyValue("--st-background-color").trim();
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = given || "#fff";
  const colour = probe.fillStyle;
  return colour.startsWith("#") && luminance(parsed(colour)) < 0.4;
}
