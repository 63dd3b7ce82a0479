// Runs before the first paint: the theme of a visitor who has chosen one. Nothing is stored until they choose.
const root = document.documentElement;
root.classList.add("has-js");
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
} catch {
  // Storage is refused: the system's theme stays.
}
