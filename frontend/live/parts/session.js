// The session and the run of its activities.
export const empty = { state: "prepared", current: "", last: "", revised: 0, stages: {}, results: {} };

export const whole = ["seconds"];

export const stage = (room, id) =>
  (room.stages[id] ??= { state: "waiting", number: 0, ends_at: "", left: 0, items: [], tallies: {}, voters: 0, outcome: {} });

const time = (room, { activity, ends_at, left = 0 }) => { Object.assign(stage(room, activity), { ends_at, left }); };

export const apply = {
  "room.opened": (room) => { room.state = "open"; },
  "room.closed": (room) => { room.state = "closed"; room.current = ""; },
  "activity.opened": (room, { activity, ends_at, items, tallies = [], voters }, seq) => {
    room.current = activity;
    room.last = "";
    const opened = stage(room, activity);
    const count = voters ?? opened.voters;
    Object.assign(opened, { state: "running", number: opened.number || seq, ends_at, left: 0, items, voters: count });
    opened.tallies = Object.fromEntries(tallies);
  },
  "activity.extended": time,
  "activity.paused": time,
  "activity.resumed": time,
  "agenda.revised": (room, _, seq) => { room.revised = seq; },
  "activity.closed": (room, { activity, tallies, voters, outcome = {} }) => {
    Object.assign(stage(room, activity), { state: "done", ends_at: "", left: 0, tallies: Object.fromEntries(tallies), voters, outcome });
    if (room.current !== activity) return;
    room.current = "";
    room.last = activity;
  },
  "result.handed_over": (room, { item, contribution }) => { room.results[item] = contribution; },
};

const when = ({ state, current }) => (state !== "open" ? state : current ? "running" : "between");

export const fill = {
  when: (part, wanted, room) => { part.hidden = wanted !== when(room); },
  room: (part, state, room) => { part.hidden = state !== room.state; },
  activity: (part, id, room) => { part.hidden = id !== room.current; },
  after: (part, id, room) => { part.hidden = room.state !== "open" || id !== room.last; },
  else: (part, _, room, mine, view) => { part.hidden ||= !!view.host.querySelector("[data-after]:not([hidden])"); },
  timer: ({ dataset }, id, room) => {
    const { ends_at: ends, left } = stage(room, id);
    Object.assign(dataset, { ends, left });
  },
  step: sheet,
};

function sheet(step, id, room) {
  const { state } = stage(room, id);
  for (const part of step.querySelectorAll("[data-step-when]")) {
    const when = part.dataset.stepWhen;
    const open = room.state === "open" && !room.current && state !== "running";
    part.hidden = when === "waiting" ? !open : when !== state;
  }
}
