// Opinions on statements, put one at a time; what the room thinks is told after closing.
import { match, setText, words } from "../match.js";
import { standing } from "./board.js";
import { stage } from "./session.js";

export const empty = { answers: {} };

export const whole = ["vote"];

export const apply = {
  "seat.moved": (room, { activity, answers }) => { if (answers !== undefined) room.answers[activity] = answers; },
  "opinion.given": (room, { activity, answers }) => { room.answers[activity] = answers; },
};

export const assume = {
  "opinion.give": ({ activity, item, vote }, mine) => { (mine.given[activity] ??= {})[item] = vote; },
};

const statements = (view, room, id) => new Map([
  ...view.step(id).statements.map((text, place) => [String(-place - 1), text]),
  ...standing(room).filter(([, note]) => note.activity === id).map(([key, note]) => [key, note.text]),
]);

function answers(part, id, room, mine, view) {
  part.textContent = words(view.words.answers, room.answers[id] || 0);
}

function ask(card, id, room, mine, view) {
  const texts = statements(view, room, id);
  const given = mine.given[id] || {};
  const left = [...texts.keys()].filter((item) => !given[item]);
  const next = [card.dataset.item, String(mine.own?.ask?.[id])].find((item) => left.includes(item)) ?? left[0];
  card.dataset.item = next ?? "";
  const form = card.querySelector("form");
  form.hidden = next === undefined;
  card.querySelector("[data-done]").hidden = next !== undefined;
  // `elements.item` is the collection's own method.
  form.elements.namedItem("item").value = next ?? "";
  setText(card.querySelector("[data-text]"), texts.get(next) ?? "");
  setText(card.querySelector("[data-progress]"),
    words(words(view.words.progress, texts.size - left.length), texts.size, "total"));
}

function every(list, id, room, mine, view) {
  match(list, statements(view, room, id), (key) => view.make("statement", key), (element, text, key) => {
    setText(element.querySelector("[data-text]"), text);
    element.querySelector("form").elements.activity.value = id;
    for (const button of element.querySelectorAll("button")) button.setAttribute("aria-pressed", String(Number(button.value) === mine.given[id]?.[key]));
  });
}

function opinions(list, id, room, mine, view) {
  const texts = statements(view, room, id);
  const votes = (stage(room, id).outcome.votes || []).filter(([item]) => texts.has(String(item)));
  match(list, votes, (key) => view.make("opinion", key), (element, counts, key) => {
    setText(element.querySelector("[data-text]"), texts.get(key));
    const [agree, disagree, pass] = counts;
    Object.assign(element.querySelector("progress"), { max: agree + disagree + pass, value: agree });
    for (const place of element.querySelectorAll("[data-vote]")) setText(place, String(counts[place.dataset.vote]));
  });
}

// Ten people or more: a way to the map; on the wall the map itself, made by the server.
async function map(place, id, room) {
  const { state, voters } = stage(room, id);
  const there = state === "done" && voters >= 10;
  place.hidden = !there;
  if (!there) delete place.dataset.drawn;
  if (!there || !place.closest("[reads-only]") || "drawn" in place.dataset) return;
  place.dataset.drawn = "";
  const answer = await fetch(`${place.querySelector("a")?.href ?? place.dataset.from}?part`);
  if (!answer.ok) return;
  place.dataset.from ??= place.querySelector("a").href;
  place.innerHTML = await answer.text();
}

export const fill = { answers, ask, statements: every, opinions, map };
