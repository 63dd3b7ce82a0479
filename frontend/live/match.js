// Makes the children of `list` those of `things` ([id, thing]), keeping elements and with them focus and open menus.
export function match(list, things, make, update) {
  const held = new Map([...list.children].map((child) => [child.dataset.id, child]));
  let before = null;
  for (const [key, thing] of things) {
    const id = String(key);
    const element = held.get(id) || make(id);
    held.delete(id);
    const next = before ? before.nextElementSibling : list.firstElementChild;
    if (next !== element) list.insertBefore(element, next);
    update(element, thing, id);
    before = element;
  }
  for (const gone of held.values()) gone.remove();
}

// Fills `{n}` or another place in a sentence of the page.
export const words = (text, n, place = "n") => text.replace(`{${place}}`, n);

export function setText(place, text) {
  if (place.textContent !== text) place.textContent = text;
}
