// Working in groups: one's own, what it writes, and the reports that everyone sees.
import { match, words } from "../match.js";
import { note, written } from "./board.js";

export const whole = ["group", "number"];
export const empty = { groups: {} };

const into = (room, { activity, group, was, number }) => {
  const groups = room.groups[activity];
  groups.sizes[group - 1] += 1;
  if (was) groups.sizes[was - 1] -= 1;
  if (number) (groups.numbers ??= {})[number] = group;
};

export const apply = {
  "groups.formed": (room, { activity, count, seed }, seq) => {
    room.groups[activity] = { formed: seq, count, seed, sizes: Array(count).fill(0), notes: {}, reporting: 0, reported: [] };
  },
  "group.joined": into,
  "group.moved": into,
  "group.wrote": (room, { activity, group, text }, seq) => {
    room.notes[seq] = { ...written(activity, text), veiled: true };
    room.groups[activity].notes[seq] = group;
  },
  "group.reported": (room, { activity, group, notes }) => {
    const groups = room.groups[activity];
    groups.reporting = group;
    if (group && !groups.reported.includes(group)) groups.reported.push(group);
    for (const id of keys(groups.notes, group)) delete room.notes[id].veiled;
    for (const [id, text] of notes) room.notes[id].text = text;
  },
  "activity.closed": (room, { activity }) => { if (room.groups[activity]) room.groups[activity].reporting = 0; },
};

function groups(block, id, room, mine, view) {
  const say = view.words;
  const { texts } = view.step(id);
  const formed = room.groups[id];
  const told = mine.own.groups;
  const own = told?.[id]?.formed === formed?.formed ? told?.[id] : undefined;
  const called = (group) => texts[group - 1]?.name || words(say.group, group);
  const prepared = (group) => ({ place: "", question: "", ...texts[group - 1], name: called(group) });
  const reporting = formed?.reporting;
  const reported = !!formed?.reported.includes(own?.group);
  view.fill(block, {
    unformed: !formed, formed, nogroup: formed && !own, member: own, writes: own && !reported, reported,
    group: own ? called(own.group) : "", myplace: texts[own?.group - 1]?.place || "",
    myquestion: texts[own?.group - 1]?.question || "", number: own ? words(say.mynumber, own.number) : "",
    reports: reporting, idle: formed && !reporting, reporting: reporting ? called(reporting) : "",
    seed: words(say.seed, formed?.seed ?? ""), reform: !Object.keys(formed?.notes || {}).length,
  });
  for (const list of block.querySelectorAll("[data-group-list]")) {
    match(list, (formed?.sizes || []).map((size, at) => [at + 1, size]), (key) => view.make("group", key), (element, size, key) => {
      const group = Number(key);
      view.fill(element, {
        ...prepared(group), size: words(say.people, size),
        written: words(say.notes, said(room, id, group).length),
        numbers: keys(formed.numbers, group).length ? words(say.numbers, keys(formed.numbers, group).join(", ")) : "",
        told: formed.reported.includes(group), other: own?.group !== group, now: reporting === group, notnow: reporting !== group,
      });
      for (const field of element.querySelectorAll('[name="group"]')) field.value = group;
      for (const inner of element.querySelectorAll("[data-group-notes]")) notes(view, inner, room, id, group, mine);
    });
  }
  for (const list of block.querySelectorAll("[data-group-notes]:not([data-group-list] *)")) {
    notes(view, list, room, id, list.dataset.groupNotes === "own" ? own?.group : reporting, mine);
  }
  const draw = block.querySelector("form[data-draw]");
  if (draw && told && formed && !own && room.current === id && draw.dataset.draw !== String(formed.formed)) {
    draw.dataset.draw = formed.formed;
    draw.requestSubmit();
  }
}

const keys = (among = {}, group) => Object.keys(among).filter((key) => among[key] === group);
const said = (room, id, group) => keys(room.groups[id]?.notes, group).filter((key) => room.notes[key].state === "shown");

function notes(view, list, room, id, group, mine) {
  const texts = mine.own.groups?.[id]?.notes || {};
  const here = said(room, id, group).map((key) => [key, room.notes[key]]).reverse();
  match(list, here, (key) => view.make(list.dataset.make || "note", key), (element, each, key) =>
    note(element, { ...each, text: each.text || texts[key] || "" }, key, room, mine));
}

export const fill = { groups };
