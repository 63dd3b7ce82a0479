// <room-keys>: single keys for who leads a room. They can be turned off, and do nothing while one writes (WCAG 2.1.4).
class RoomKeys extends HTMLElement {
  connectedCallback() {
    this.on = this.querySelector("input[type=checkbox]");
    this.list = this.querySelector("details");
    const store = this.getAttribute("store");
    try {
      this.on.checked = localStorage.getItem(store) !== "off";
    } catch {
      // Private windows may refuse; the choice then holds for this page.
    }
    this.on.addEventListener("change", () => {
      try {
        localStorage.setItem(store, this.on.checked ? "on" : "off");
      } catch {
        // As above.
      }
    });
    this.pressed = (event) => this.press(event);
    document.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.pressed);
  }

  press(event) {
    const { key, ctrlKey, altKey, metaKey, repeat, target } = event;
    if (!this.on.checked || ctrlKey || altKey || metaKey || repeat || target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    if (key === "?") {
      event.preventDefault();
      this.list.open = !this.list.open;
      if (this.list.open) this.list.querySelector("summary").focus();
      return;
    }
    const wanted = key.toLowerCase();
    const button = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === wanted && one.offsetParent);
    if (!button) return;
    event.preventDefault();
    button.focus();
    button.click();
  }
}

customElements.define("room-keys", RoomKeys);
