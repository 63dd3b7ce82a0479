// <draft-form keep="/…" similar="/…" failed="…">: keeps the form on the server a moment after typing rests, and shows
// contributions that say something like its title. The form works without it.
const REST = 1500;

class DraftForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.said = this.querySelector("[data-said]");
    this.hints = this.querySelector("[data-similar]");
    this.form.addEventListener("input", (event) => this.typed(event));
    this.form.addEventListener("submit", () => this.stop());
    document.addEventListener("visibilitychange", () => document.hidden && this.timer && this.keep());
  }

  typed(event) {
    if (event.target.name === "title") {
      clearTimeout(this.looking);
      this.looking = setTimeout(() => this.look(event.target.value), REST);
    }
    if (!this.getAttribute("keep") || this.stopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), REST);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async keep() {
    clearTimeout(this.timer);
    this.timer = null;
    if (this.busy || this.stopped) return void (this.again = this.busy);
    this.busy = true;
    try {
      const typed = new FormData(this.form);
      typed.delete("file"); // Files go with the form itself.
      const body = new URLSearchParams(typed);
      const answer = await fetch(this.getAttribute("keep"), { method: "POST", body, keepalive: body.toString().length < 60000 });
      this.heard(answer.status, await answer.json());
    } catch {
      this.said.textContent = this.getAttribute("failed");
    }
    this.busy = false;
    if (this.again) {
      this.again = false;
      this.keep();
    }
  }

  heard(status, told) {
    this.said.textContent = told.said;
    if (status === 409) this.stop();
    if (status !== 200 || this.stopped) return;
    this.setAttribute("keep", told.keep);
    this.form.action = told.page;
    if (!this.form.elements.version) {
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "version" });
      this.form.append(field);
      history.replaceState(null, "", told.page);
    }
    this.form.elements.version.value = told.version;
  }

  async look(title) {
    try {
      const answer = await fetch(`${this.getAttribute("similar")}?${new URLSearchParams({ title })}`);
      if (answer.ok) this.hints.innerHTML = await answer.text();
    } catch {
      // A hint that cannot be had is left out.
    }
  }
}
customElements.define("draft-form", DraftForm);
