// The text that a room writes: how it is written now, and what is suggested. The text itself is in ../draft.js.
import { stage } from "./session.js";

export const whole = ["passage"];

export const empty = { modes: {} };

export const apply = {
  "draft.mode": (room, { activity, mode }) => { room.modes[activity] = mode; },
  "draft.erased": (room, { activity, text, notes }) => {
    if (room.stages[activity]?.outcome.digest) stage(room, activity).outcome.text = text;
    for (const id of notes) room.notes[id].about.quote = "";
  },
  "suggestion.objected": (room, { note, objections }) => { room.notes[note].about.objections = objections; },
  "suggestion.settled": (room, { note, state, reason }) => { Object.assign(room.notes[note].about, { state, reason }); },
};
