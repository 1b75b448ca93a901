// Parts that stay from one drawing to the next: a new one is made only where there are more than before.

/** `show(items, update)` brings as many parts into `group` as there are items, and each of them up to date. */
export function pool(group, make) {
  const parts = [];
  return (items, update) => {
    while (parts.length < items.length) {
      parts.push(make());
      group.append(parts.at(-1).node);
    }
    while (parts.length > items.length) parts.pop().node.remove();
    items.forEach((item, k) => update(parts[k], item, k));
  };
}
