// Starts Wagtail's date choosers without the inline scripts that its templates would bring, so that the admin runs under
// script-src 'self'. Forms that are added later (blocks of a story) are found by the observer.
(() => {
  const start = { date: "initDateChooser", datetime: "initDateTimeChooser", time: "initTimeChooser" };
  const run = (input) => {
    const begin = window[start[input.dataset.chooser]];
    if (!begin || !input.id || input.id.includes("__prefix__") || input.dataset.chooserReady) return;
    input.dataset.chooserReady = "yes";
    begin(input.id, JSON.parse(input.dataset.chooserConfig));
  };
  const look = (root) => root.querySelectorAll?.("input[data-chooser]").forEach(run);
  document.addEventListener("DOMContentLoaded", () => {
    look(document);
    new MutationObserver((changes) => {
      for (const change of changes) change.addedNodes.forEach(look);
    }).observe(document.body, { childList: true, subtree: true });
  });
})();
