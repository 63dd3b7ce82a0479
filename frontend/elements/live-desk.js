// <live-desk>: the facilitator's side of a room; <live-room> around it holds the line and the state.
import { GroupNames } from "./shared/group-names.js";
import { drag } from "./shared/note-drag.js";
import "./shared/room-keys.js";
import "./shared/wall-preview.js";

const NEAR = 2 * 3_600_000;

class LiveDesk extends HTMLElement {
  connectedCallback() {
    this.host = this.closest("live-room");
    this.host.addEventListener("live-room", () => this.render(this.host.room));
    drag(this.host);
    this.names = new GroupNames(this, this.host);
    this.ticking = setInterval(() => this.clock(this.host.room), 5000);
  }

  disconnectedCallback() {
    clearInterval(this.ticking);
    this.names.stop();
  }

  each(selector, shown) {
    for (const part of this.querySelectorAll(selector)) part.hidden = !shown(part);
  }

  render(room) {
    const steps = this.host.view.agenda;
    const waiting = (id) => (room.stages[id]?.state ?? "waiting") === "waiting";
    const next = room.state === "closed" ? undefined : steps.find(({ id }) => waiting(id))?.id;
    const between = room.state === "open" && !room.current;
    this.each("[data-next]", ({ dataset }) => (dataset.next ? dataset.next === next : between && !next));
    this.each("[data-close]", () => between && Boolean(next));
    this.each("[data-lead]", ({ dataset }) => room.state === "open" && [room.current, room.last].includes(dataset.lead));
    this.each("[data-pauses]", ({ dataset }) => Boolean(room.stages[dataset.pauses]?.ends_at));
    this.each("[data-resumes]", ({ dataset }) => Boolean(room.stages[dataset.resumes]?.left));
    this.each("[data-timed]", ({ dataset }) => Boolean(room.stages[dataset.timed]?.ends_at || room.stages[dataset.timed]?.left));
    this.each("[data-wall]", ({ dataset }) => dataset.wall === room.wall);
    for (const step of this.querySelectorAll(".live-sheet__step")) step.dataset.state = room.stages[step.dataset.step]?.state ?? "waiting";
    for (const count of this.querySelectorAll("[data-size]")) this.suggest(count, room);
    this.names.render(room);
    this.keepFocus();
    this.clock(room);
  }

  // How many groups of the planned size the people in the room make, until a number is typed or the groups are formed.
  suggest(count, room) {
    if (room.groups[count.dataset.size.split(" ")[0]] || count === document.activeElement || count.dataset.typed) return;
    count.onchange = () => { count.dataset.typed = "yes"; };
    const people = Number(this.host.querySelector("[data-people]").textContent);
    count.value = Math.min(Math.max(Math.ceil(people / count.dataset.size.split(" ")[1]), 2), Number(count.max));
  }

  // Whoever leads by keyboard goes on where the button that vanished under them was: at the next thing to do.
  keepFocus() {
    const focused = document.activeElement;
    if (focused !== document.body && focused.offsetParent) {
      this.held = focused.dataset.key && focused;
      return;
    }
    const near = this.held?.closest("section").querySelectorAll(`[data-key="${this.held.dataset.key}"]`) ?? [];
    [...near].find((button) => button.offsetParent)?.focus();
  }

  // When the session will end as it looks now, and how far that is from the plan.
  clock(room) {
    const place = this.querySelector("[data-clock]");
    place.hidden = room.state === "closed";
    this.prepared ||= room.state === "prepared";
    if (room.state !== "open") return;
    const now = Date.now() + this.host.skew;
    // As realtime/queries/timing.py: opened much earlier or later than planned, it is measured from its opening.
    const near = Math.abs(now - Date.parse(place.dataset.begins)) <= NEAR;
    if (!place.dataset.begins || (this.prepared && !near)) place.dataset.begins = new Date(now).toISOString();
    this.prepared = false;
    let left = 0;
    for (const { id, seconds } of this.host.view.agenda) {
      const { state = "waiting", ends_at: ends = "", left: held = 0 } = room.stages[id] ?? {};
      if (state === "waiting") left += seconds;
      else if (state === "running") left += ends ? Math.max(0, (Date.parse(ends) - now) / 1000) : held;
    }
    const planned = Number(place.dataset.planned) || this.host.view.agenda.reduce((sum, { seconds }) => sum + seconds, 0);
    const expected = now + left * 1000;
    const late = Math.round((expected - Date.parse(place.dataset.begins) - planned * 1000) / 60_000);
    const time = new Date(expected).toLocaleTimeString(this.host.getAttribute("language"), { hour: "2-digit", minute: "2-digit" });
    const say = (name) => this.getAttribute(`words-${name}`).replace("{n}", Math.abs(late)).replace("{time}", time);
    place.querySelector("[data-until]").textContent = say("ends");
    place.querySelector("[data-late]").textContent = say(late > 0 ? "behind" : late < 0 ? "ahead" : "on-time");
  }
}

customElements.define("live-desk", LiveDesk);
