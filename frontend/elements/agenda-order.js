// <agenda-order>: steps can be dragged, too; the buttons 'Up' and 'Down' do the same. A drop sends a form.
class AgendaOrder extends HTMLElement {
  connectedCallback() {
    let held = null;
    const steps = () => [...this.querySelectorAll("[data-step]")];
    const mark = (over) => {
      for (const step of steps()) step.classList.toggle("live-agenda__step--over", step === over && step !== held);
    };
    this.addEventListener("dragstart", (event) => {
      held = event.target.closest?.("[data-step]");
      if (held) event.dataTransfer.effectAllowed = "move";
    });
    this.addEventListener("dragover", (event) => {
      const over = event.target.closest("[data-step]");
      if (!held || !over) return;
      event.preventDefault();
      mark(over);
    });
    this.addEventListener("dragend", () => {
      held = null;
      mark(null);
    });
    this.addEventListener("drop", (event) => {
      const over = event.target.closest("[data-step]");
      if (!held || !over || over === held) return;
      event.preventDefault();
      const form = this.querySelector("form[data-move]");
      form.elements.step.value = held.dataset.step;
      form.elements.by.value = steps().indexOf(over) - steps().indexOf(held);
      form.requestSubmit();
    });
  }
}

customElements.define("agenda-order", AgendaOrder);
