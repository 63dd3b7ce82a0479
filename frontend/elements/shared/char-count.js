// <char-count max="500">: a field with the number of characters left below it, told to screen readers when typing rests.
class CharCount extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea, input");
    this.words = this.querySelector("[data-count]");
    this.said = this.querySelector("[data-count-said]");
    if (!this.field || !this.words) return;
    this.field.addEventListener("input", () => this.update());
    this.update();
  }

  update() {
    const left = Number(this.getAttribute("max")) - [...this.field.value].length;
    const number = new Intl.NumberFormat(document.documentElement.lang).format(Math.abs(left));
    const pattern = this.getAttribute(left < 0 ? "over" : "left");
    this.words.textContent = pattern.replace("{n}", number);
    this.words.classList.toggle("field__error", left < 0);
    clearTimeout(this.timer);
    if (this.said) this.timer = setTimeout(() => (this.said.textContent = this.words.textContent), 1000);
  }
}
customElements.define("char-count", CharCount);
