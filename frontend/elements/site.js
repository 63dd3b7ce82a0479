// Behaviours that every page may need; a page with its own adds its module in the block "scripts".
import "./shared/menu.js";
import "./shared/theme-switch.js";
import "./shared/error-summary.js";
import "./shared/char-count.js";
import "./shared/submit-once.js";
