// What a room is after its events: the browser's half of realtime/domain/state.py. No DOM, no network.
export const empty = () => ({ seq: 0, state: "prepared", current: "", last: "", stages: {}, notes: {}, themes: {}, results: {} });

const stage = (room, id) =>
  (room.stages[id] ??= { state: "waiting", number: 0, ends_at: "", items: [], tallies: {}, voters: 0 });

const shown = (note) => note.state === "shown";
export const stands = (note) => shown(note) && !note.merged_into;
export const merged = (room, id) =>
  Object.values(room.notes).filter((note) => note.merged_into === Number(id) && shown(note));

const release = (room, id) => {
  const gone = room.notes[id];
  for (const note of merged(room, id)) Object.assign(note, { merged_into: 0, theme: gone.theme, parked: gone.parked });
};

const APPLY = {
  "room.opened": (room) => { room.state = "open"; },
  "room.closed": (room) => { room.state = "closed"; room.current = ""; },
  "activity.opened": (room, { activity, ends_at, items, tallies = [] }, seq) => {
    room.current = activity;
    room.last = "";
    const opened = stage(room, activity);
    Object.assign(opened, { state: "running", number: opened.number || seq, ends_at, items });
    opened.tallies = Object.fromEntries(tallies);
  },
  "activity.extended": (room, { activity, ends_at }) => { stage(room, activity).ends_at = ends_at; },
  "activity.closed": (room, { activity, tallies, voters }) => {
    Object.assign(stage(room, activity), { state: "done", ends_at: "", tallies: Object.fromEntries(tallies), voters });
    if (room.current !== activity) return;
    room.current = "";
    room.last = activity;
  },
  "note.added": (room, { activity, text }, seq) => {
    room.notes[seq] = { activity, text, theme: 0, parked: false, merged_into: 0, state: "shown", reason: "" };
  },
  "note.withdrawn": (room, { note }) => {
    release(room, note);
    Object.assign(room.notes[note], { state: "withdrawn", text: "" });
  },
  "note.hidden": (room, { note, reason }) => {
    release(room, note);
    Object.assign(room.notes[note], { state: "hidden", reason, text: "" });
  },
  "note.placed": (room, { note, theme }) => Object.assign(room.notes[note], { theme, parked: false, merged_into: 0 }),
  "note.parked": (room, { note }) => Object.assign(room.notes[note], { theme: 0, parked: true }),
  "note.merged": (room, { note, into }) => {
    for (const under of merged(room, note)) under.merged_into = into;
    Object.assign(room.notes[note], { merged_into: into, theme: 0, parked: false });
  },
  "theme.added": (room, { title }, seq) => { room.themes[seq] = title; },
  "theme.renamed": (room, { theme, title }) => { room.themes[theme] = title; },
  "dots.set": (room, { activity, item, count }) => { if (activity) stage(room, activity).tallies[item] = count; },
  "answer.given": (room, { activity, voters, tallies }) => {
    const answered = stage(room, activity);
    answered.voters = voters;
    if (tallies) answered.tallies = Object.fromEntries(tallies);
  },
  "result.handed_over": (room, { item, contribution }) => { room.results[item] = contribution; },
};

// Applies events in order; one seen before changes nothing. False when one is missing: ask the server again.
export function grow(room, events) {
  for (const { seq, type, data } of events) {
    if (seq <= room.seq) continue;
    if (seq !== room.seq + 1) return false;
    APPLY[type]?.(room, data, seq);
    room.seq = seq;
  }
  return true;
}
