// Who sits in which group, by name. Names are in no stream: the desk asks the site for them when a group has changed,
// and now and then, because people rename themselves.
const AT_LEAST = 3000;
const NOW_AND_THEN = 30_000;

export class GroupNames {
  constructor(desk, host) {
    Object.assign(this, { desk, host, known: "", last: 0, names: undefined });
    this.ticking = setInterval(() => this.host.room.groups[this.host.room.current] && this.soon(), NOW_AND_THEN);
  }

  stop() {
    clearInterval(this.ticking);
    clearTimeout(this.asking);
  }

  render({ groups, current }) {
    const { formed, numbers } = groups[current] ?? {};
    const now = JSON.stringify([current, formed, numbers]);
    if (now !== this.known && formed) this.soon();
    this.known = now;
    this.paint();
  }

  soon() {
    if (document.hidden) return;
    this.asking ||= setTimeout(() => this.ask(), Math.max(200, this.last + AT_LEAST - Date.now()));
  }

  async ask() {
    this.asking = 0;
    this.last = Date.now();
    try {
      const answer = await fetch(this.desk.getAttribute("names"), { headers: { accept: "application/json" } });
      if (answer.ok) this.names = await answer.json();
    } catch {
      // Without a line the names stay as they were; the next change asks again.
    }
    this.paint();
  }

  // A number stands beside each name: that is how somebody is moved to another group.
  paint() {
    if (!this.names) return;
    for (const list of this.desk.querySelectorAll("[data-names]")) {
      const step = list.closest("[data-groups]").dataset.groups;
      const group = list.closest("[data-id]").dataset.id;
      const people = (step === this.names.step && this.names.groups[group]) || [];
      const sitting = Object.values(this.host.room.groups[step]?.numbers ?? {}).filter((each) => each === Number(group));
      list.nextElementSibling.hidden = sitting.length === people.length; // the line of numbers
      const shown = JSON.stringify(people);
      if (list.dataset.names === shown) continue;
      list.dataset.names = shown;
      list.replaceChildren(...people.map(([number, name]) => this.person(number, name)));
    }
  }

  person(number, name) {
    const [item, figure, called] = ["li", "span", "bdi"].map((tag) => document.createElement(tag));
    figure.textContent = number;
    called.textContent = name;
    item.append(figure, " ", called);
    return item;
  }
}
