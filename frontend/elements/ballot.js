// <ballot-sum kind="cost|number|points|order|none" max="…">: tells while one votes what the ballot adds up to, and puts
// options in order with buttons. Without JavaScript the next page tells, and places are chosen by number.
class BallotSum extends HTMLElement {
  connectedCallback() {
    this.kind = this.getAttribute("kind");
    if (this.kind === "order") this.offerMoves();
    this.addEventListener("input", () => this.tell());
    this.tell();
  }

  tell() {
    const most = Number(this.getAttribute("max"));
    if (!most || this.kind === "order" || this.kind === "none") return;
    const sum = this.sum();
    const over = sum - most;
    const line = this.querySelector("[data-sum]");
    const pattern = this.getAttribute(over > 0 ? "over" : "within");
    const words = { sum: this.amount(sum), max: this.amount(most), over: this.amount(over) };
    line.textContent = pattern.replace(/\{(sum|max|over)\}/g, (_all, name) => words[name]);
    line.toggleAttribute("data-over", over > 0);
  }

  sum() {
    if (this.kind === "points") {
      return [...this.querySelectorAll("input")].reduce((all, field) => all + (Number(field.value) || 0), 0);
    }
    const chosen = [...this.querySelectorAll(":checked")];
    if (this.kind === "number") return chosen.length;
    return chosen.reduce((all, box) => all + Number(box.dataset.cost || 0), 0);
  }

  amount(value) {
    const words = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 }).format(value);
    const currency = this.getAttribute("currency");
    return currency ? `${words}\u00a0${currency}` : words;
  }

  // Each select of a place gets two buttons that move the option up or down among those that have a place.
  offerMoves() {
    const words = this.closest("form").dataset;
    for (const select of this.querySelectorAll("select")) {
      const moves = document.createElement("span");
      moves.className = "ballot__moves";
      for (const [step, mark, name] of [[-1, "↑", words.up], [1, "↓", words.down]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button--secondary";
        button.textContent = mark;
        button.setAttribute("aria-label", `${name}: ${select.labels[0].textContent.trim()}`);
        button.addEventListener("click", () => this.move(select, step));
        moves.append(button);
      }
      select.after(moves);
    }
  }

  placed() {
    const given = [...this.querySelectorAll("select")].filter((select) => select.value);
    return given.sort((one, other) => Number(one.value) - Number(other.value));
  }

  move(select, step) {
    const order = this.placed().filter((each) => each !== select);
    const had = this.placed().indexOf(select);
    const places = select.options.length - 1;
    if (had === -1) {
      if (step > 0 || order.length >= places) return;
      order.push(select);
    } else if (had + step <= order.length) {
      order.splice(Math.max(0, had + step), 0, select);
    }
    for (const each of this.querySelectorAll("select")) each.value = "";
    order.forEach((each, place) => (each.value = String(place + 1)));
  }
}
customElements.define("ballot-sum", BallotSum);
