// Answers to what is put before the room, and how many chose each.
import { match, setText, words } from "../match.js";
import { stands } from "./board.js";
import { stage } from "./session.js";

export const empty = {};

export const apply = {
  "answer.given": (room, { activity, voters, tallies }) => {
    const answered = stage(room, activity);
    answered.voters = voters;
    if (tallies) answered.tallies = Object.fromEntries(tallies);
  },
};

export function render(view, room, mine) {
  for (const part of view.all("[data-voters]")) {
    part.textContent = words(view.words.answers, room.stages[part.dataset.voters]?.voters || 0);
  }
  for (const list of view.all("[data-poll]")) counted(list, room.stages[list.dataset.poll]);
  for (const form of view.all("form[data-answer]")) answer(form, mine);
  for (const list of view.all("[data-words]")) said(view, list, room);
  for (const place of view.all("[data-outcome]")) outcome(view, place, room.stages[place.dataset.outcome]);
}

function counted(list, { tallies, voters, outcome } = { tallies: {}, voters: 0, outcome: {} }) {
  for (const option of list.querySelectorAll("[data-option]")) {
    const count = tallies[option.dataset.option];
    const share = option.querySelector("[data-share]");
    share.hidden = count === undefined;
    if (share.hidden) continue;
    Object.assign(share.querySelector("progress"), { max: voters || 1, value: count });
    share.querySelector("[data-tally]").textContent = count;
  }
  if (!("ordered" in list.dataset) || !outcome.places) return;
  const order = outcome.places.flat().map((number) => list.querySelector(`[data-option="${number}"]`));
  if (order.some((option, place) => option !== list.children[place])) list.append(...order);
}

// What the server knows as the person's answer, unless they are choosing another one just now or theirs was refused.
function answer(form, mine) {
  const given = mine.given[form.elements.activity.value] || {};
  const known = JSON.stringify(given);
  form.querySelector("[data-answered]").hidden = !Object.keys(given).length;
  if (form.dataset.answer === known) return;
  form.dataset.answer = known;
  if (known === "{}") return;
  for (const choice of form.querySelectorAll('[name="choices"], [name="stand"]')) choice.checked = choice.value in given;
  form.querySelectorAll("select").forEach((select, place) => {
    select.value = Object.keys(given).find((option) => given[option] === place + 1) ?? "";
  });
}

function said(view, list, room) {
  const found = new Map();
  for (const [id, { activity, text, ...note }] of Object.entries(room.notes)) {
    if (activity !== list.dataset.words || !stands(note)) continue;
    const key = text.toLowerCase().split(/\s+/).join(" ");
    found.set(key, [found.get(key)?.[0] ?? id, found.get(key)?.[1] ?? text, (found.get(key)?.[2] ?? 0) + 1]);
  }
  const most = [...found.values()].sort((a, b) => b[2] - a[2] || (a[1] < b[1] ? -1 : 1));
  match(list, most.map((each) => [each[0], each]), (id) => view.make("word", id), (element, [, text, count]) => {
    element.dataset.often = Math.min(count, 5);
    setText(element.querySelector("[data-text]"), text);
    setText(element.querySelector("[data-tally]"), String(count));
  });
}

// A closed ranking's or consent's result in a sentence.
function outcome(view, place, { outcome = {}, state, tallies } = {}) {
  const { options, method } = view.step(place.dataset.outcome);
  let text = "";
  if (method === "consent" && state === "done") {
    text = tallies[4] ? words(view.words.objections, tallies[4]) : view.words.nobody_objects;
  } else if (outcome.places?.length) {
    const [first, schulze] = [outcome.places[0], outcome.schulze].map((numbers) =>
      numbers.map((number) => `\u2068${options[number - 1]}\u2069`).join(", "));
    text = words(words(first === schulze ? view.words.rules_agree : view.words.rules_differ, first, "names"), schulze, "others");
  }
  setText(place, text);
}

export const read = {
  "answer.give": (form, sent, asked, view) => {
    asked.choices = sent.getAll("choices").filter(Boolean).map(Number);
    return new Set(asked.choices).size < asked.choices.length ? view.words.twice : "";
  },
};

export const assume = {
  "answer.give": ({ activity, choices }, mine, view) => {
    const ranked = view.step(activity).kind === "ranking";
    mine.given[activity] = Object.fromEntries(choices.map((one, place) => [one, ranked ? place + 1 : 1]));
  },
};
