// Slides that everyone follows, and questions with those who support them.
import { match, setText, words } from "../match.js";
import { stands } from "./board.js";
import { stage } from "./session.js";

export const whole = ["slide"];
export const empty = { slides: {}, marks: {} };

const place = (room, id) => room.slides[id] || [1, 1];

export const apply = {
  "slide.shown": (room, { activity, slide }) => {
    room.slides[activity] = [slide, Math.max(slide, place(room, activity)[1])];
  },
  "question.supported": (room, { activity, note, count }) => { stage(room, activity).tallies[note] = count; },
  "question.marked": ({ marks }, { note, state, before }) => {
    marks[note] = state;
    if (before) marks[before] = "answered";
  },
};

export const assume = {
  "question.support": ({ activity, note, count }, mine) => { (mine.given[activity] ??= {})[note] = count; },
};

function inform(block, id, room, mine, view) {
  const [now, far] = place(room, id);
  const total = view.step(id).slides;
  for (const slide of block.querySelectorAll("[data-slide]")) slide.hidden = Number(slide.dataset.slide) !== now;
  for (const slide of block.querySelectorAll("[data-back]")) {
    slide.hidden = Number(slide.dataset.back) > far || Number(slide.dataset.back) === now;
  }
  view.fill(block, { earlier: far > 1, slide: words(words(view.words.slide, now), total, "total") });
  for (const button of block.querySelectorAll("[data-go]")) {
    const to = now + Number(button.dataset.go);
    Object.assign(button, { value: to, disabled: to < 1 || to > total });
  }
  for (const button of block.querySelectorAll("[data-to]")) {
    button.toggleAttribute("aria-current", Number(button.dataset.to) === now);
  }
}

function questions(list, id, room, mine, view) {
  const { tallies } = stage(room, id);
  const rank = (key) => ["now", "open", "answered"].indexOf(room.marks[key] || "open");
  const asked = Object.entries(room.notes).filter(([key, note]) => note.activity === id && stands(note)
    && !("most" in list.dataset && room.marks[key] === "answered"));
  asked.sort(([a], [b]) => rank(a) - rank(b) || (tallies[b] || 0) - (tallies[a] || 0) || a - b);
  match(list, asked.slice(0, list.dataset.most), (key) => view.make("question", key), (element, { text, name }, key) => {
    const own = mine.notes.includes(Number(key));
    const given = mine.given[id]?.[key] || 0;
    for (const part of element.querySelectorAll("[data-text]")) setText(part, text);
    const now = room.marks[key] === "now";
    element.classList.toggle("live-question--now", now);
    view.fill(element, {
      votes: words(view.words.upvotes, tallies[key] || 0), name, named: name, now, answered: room.marks[key] === "answered",
      notnow: !now, unanswered: rank(key) < 2, marked: rank(key) !== 1, own, other: !own,
    });
    for (const field of element.querySelectorAll('[name="activity"]')) field.value = id;
    for (const button of element.querySelectorAll("[data-support]")) {
      button.value = 1 - given;
      button.setAttribute("aria-pressed", String(!!given));
    }
  });
}

export const fill = { inform, questions };
