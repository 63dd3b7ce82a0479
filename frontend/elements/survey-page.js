// <survey-page>: shows and hides questions of a page as the answers on it say. Without it the server does so, page by page.
class SurveyPage extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.update());
    this.update();
  }

  update() {
    for (const item of this.querySelectorAll("[data-if]")) item.hidden = !this.holds(item);
    const shown = [...this.querySelectorAll("[data-item]:not([hidden])")].map((item) => item.dataset.item);
    this.querySelector("[name=seen]").value = shown.join(" ");
  }

  // In the order of the page: what is hidden by now is no reason to show what follows.
  holds(item) {
    const wanted = new Set(item.dataset.is.split(" "));
    return [...this.querySelectorAll(`[name="${item.dataset.if}"]:checked`)].some(
      (input) => wanted.has(input.value) && !input.closest("[data-item]").hidden,
    );
  }
}
customElements.define("survey-page", SurveyPage);
