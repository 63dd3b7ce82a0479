// <button data-print>: prints the page. Without it people use their browser's own way.
for (const button of document.querySelectorAll("[data-print]")) button.addEventListener("click", () => window.print());
