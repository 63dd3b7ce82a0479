// Consent: who stands where is private; reasons are notes.
import { written } from "./board.js";
import { stage } from "./session.js";

export const empty = {};

export const whole = ["stand"];

export const apply = {
  "consent.given": (room, { activity, reason, instead, voters }, seq) => {
    stage(room, activity).voters = voters;
    if (room.notes[instead]?.state === "shown") Object.assign(room.notes[instead], { state: "withdrawn", text: "" });
    if (reason) room.notes[seq] = written(activity, reason);
  },
};

export const read = {
  "consent.give": (form, sent, asked, view) => (asked.stand ? "" : view.words.choose),
};

export const assume = {
  "consent.give": ({ activity, stand }, mine) => { mine.given[activity] = { [stand]: 1 }; },
};
