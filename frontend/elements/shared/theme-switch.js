// <theme-switch>: light, dark or the system's. Stored in this browser only, and only once somebody chooses.
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    const current = document.documentElement.dataset.theme ?? "";
    for (const input of this.querySelectorAll("input")) input.checked = input.value === current;
    this.addEventListener("change", (event) => this.choose(event.target.value));
  }

  choose(theme) {
    const root = document.documentElement;
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {
      // Storage is refused: the choice holds for this page.
    }
  }
}
customElements.define("theme-switch", ThemeSwitch);
