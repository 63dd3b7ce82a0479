// <receipt-state src="…/status">: turns "Saved, being recorded" into "Recorded as entry 1,204" when it is so.
const WAITS = [500, 700, 1000, 1500, 2000, 3000, 5000, 8000, 13000, 21000];

class ReceiptState extends HTMLElement {
  connectedCallback() {
    this.ask(0);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  ask(turn) {
    if (turn >= WAITS.length) return;
    this.timer = setTimeout(async () => {
      const found = await this.fetched();
      if (found && found.recorded) this.show(found.index);
      else this.ask(turn + 1);
    }, WAITS[turn]);
  }

  async fetched() {
    try {
      const answer = await fetch(this.getAttribute("src"), { credentials: "omit" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  show(index) {
    const words = this.querySelector("template").content.cloneNode(true);
    words.querySelector("[data-number]").textContent = new Intl.NumberFormat(document.documentElement.lang).format(index);
    const line = this.querySelector("[role=status]");
    line.classList.add("receipt--recorded");
    line.replaceChildren(words);
  }
}
customElements.define("receipt-state", ReceiptState);
