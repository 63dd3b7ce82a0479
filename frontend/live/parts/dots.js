// Dots on themes and lone notes.
import { match, words } from "../match.js";
import { stands } from "./board.js";
import { stage } from "./session.js";

export const empty = {};

export const whole = ["count"];

export const apply = {
  "dots.set": (room, { activity, item, count }) => { if (activity) stage(room, activity).tallies[item] = count; },
};

export const assume = {
  "dots.set": ({ activity, item, count }, mine) => { (mine.given[activity] ??= {})[item] = count; },
};

function items(list, id, room, mine, view) {
  const { items, tallies } = stage(room, id);
  const given = mine.given[id] || {};
  const left = view.step(id).dots - Object.values(given).reduce((sum, n) => sum + n, 0);
  for (const part of view.all(`[data-left="${id}"]`)) part.textContent = words(view.words.left, left);
  const most = "mostFirst" in list.dataset;
  const shown = most ? [...items].sort((a, b) => (tallies[b] ?? 0) - (tallies[a] ?? 0)) : items;
  match(list, shown.map((item) => [item, item]), (key) => view.make(most ? "tally" : "item", key), (element, item) => {
    const own = given[item] || 0;
    const theme = room.themes[item];
    for (const title of element.querySelectorAll("[data-title]")) title.textContent = theme ?? room.notes[item]?.text ?? "";
    const tally = tallies[item];
    element.querySelector("[data-tally]").textContent = tally === undefined ? "" : words(view.words.all, tally);
    const form = element.querySelector("form");
    if (!form) return;
    const count = Object.values(room.notes).filter((note) => stands(note) && note.theme === item).length;
    element.querySelector("[data-count]").textContent = theme ? words(view.words.notes, count) : "";
    form.querySelector("[data-own]").textContent = words(view.words.yours, own);
    form.elements.activity.value = id;
    const [less, more] = [form.querySelector("[data-less]"), form.querySelector("[data-more]")];
    Object.assign(less, { value: Math.max(own - 1, 0), disabled: own === 0 });
    Object.assign(more, { value: own + 1, disabled: left < 1 });
  });
}

export const fill = { items };
