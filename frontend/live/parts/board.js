// Notes and themes. Whatever people write is a note of the activity that asked for it.
import { match, setText } from "../match.js";

export const whole = ["note", "theme", "into", "named"];

export const empty = { notes: {}, themes: {} };

const shown = (note) => note.state === "shown";
export const stands = (note) => shown(note) && !note.merged_into && !note.veiled;
export const standing = (room) => Object.entries(room.notes).filter(([, note]) => stands(note));
export const merged = (room, id) =>
  Object.values(room.notes).filter((note) => note.merged_into === Number(id) && shown(note));

const release = (room, id) => {
  const gone = room.notes[id];
  for (const note of merged(room, id)) Object.assign(note, { merged_into: 0, theme: gone.theme, parked: gone.parked });
};

const gone = (room, id, state, reason) => {
  release(room, id);
  const note = Object.assign(room.notes[id], { state, reason, text: "", name: "" });
  if (note.about) note.about.quote = "";
};

// A new note as the server makes it.
export const written = (activity, text) =>
  ({ activity, text, theme: 0, parked: false, merged_into: 0, state: "shown", reason: "", name: "" });

export const apply = {
  "note.added": (room, { activity, text, name = "", about }, seq) => {
    room.notes[seq] = { ...written(activity, text), name, ...(about && { about }) };
  },
  "note.withdrawn": (room, { note }) => gone(room, note, "withdrawn", ""),
  "note.hidden": (room, { note, reason }) => gone(room, note, "hidden", reason),
  "note.unnamed": (room, { note }) => { room.notes[note].name = ""; },
  "note.placed": (room, { note, theme }) => Object.assign(room.notes[note], { theme, parked: false, merged_into: 0 }),
  "note.parked": (room, { note }) => Object.assign(room.notes[note], { theme: 0, parked: true }),
  "note.merged": (room, { note, into }) => {
    for (const under of merged(room, note)) under.merged_into = into;
    Object.assign(room.notes[note], { merged_into: into, theme: 0, parked: false });
  },
  "theme.added": (room, { title }, seq) => { room.themes[seq] = title; },
  "theme.renamed": (room, { theme, title }) => { room.themes[theme] = title; },
};

function notes(list, id, room, mine, view) {
  const only = "onlyOwn" in list.dataset;
  const here = standing(room).filter(([key, each]) => each.activity === id && (!only || mine.notes.includes(Number(key))));
  match(list, here.reverse(), (key) => view.make(list.dataset.make || "note", key), (element, each, key) => note(element, each, key, room, mine));
}

export function note(element, { text, activity, name }, id, room, mine) {
  setText(element.querySelector("[data-text]"), text);
  const by = element.querySelector("[data-name]");
  if (by) Object.assign(by, { textContent: name, hidden: !name });
  const number = element.querySelector("[data-number]");
  if (number) number.textContent = id;
  const under = element.querySelector("[data-merged]");
  if (under) {
    const texts = merged(room, id).map((each) => each.text);
    under.hidden = !texts.length;
    under.replaceChildren(...texts.map((each) => Object.assign(document.createElement("li"), { textContent: each, dir: "auto" })));
  }
  const own = element.querySelector("[data-own]");
  if (own) own.hidden = !mine.notes.includes(Number(id)) || room.current !== activity;
}

function columns(list, _, room, mine, view) {
  const notes = standing(room).filter(([, each]) => view.step(each.activity)?.board);
  const titles = [["0", view.words.alone], ...Object.entries(room.themes), ["parked", view.words.parked]];
  match(list, titles, (id) => view.make("column", id), (column, title, id) => {
    column.querySelector("[data-title]").textContent = title;
    const inside = notes.filter(([, each]) => (id === "parked" ? each.parked : !each.parked && String(each.theme) === id));
    column.hidden = !inside.length && !("drop" in column.dataset) && (id === "0" || id === "parked");
    match(column.querySelector("[data-cards]"), inside, (key) => view.make("note", key),
      (element, each, key) => note(element, each, key, room, mine));
  });
}

function themes(select, _, room) {
  const key = JSON.stringify(room.themes);
  if (select.dataset.known === key) return;
  select.dataset.known = key;
  const chosen = select.value;
  const first = select.options[0];
  select.replaceChildren(first, ...Object.entries(room.themes).map(([id, title]) => new Option(title, id)));
  select.value = chosen in room.themes ? chosen : first.value;
}

export const fill = { notes, columns, themes };
