// The room in parts: session, board and answers, then what only one method needs.
// Each exports what it can: `empty`, its keys of a room; `apply`, what its events change; `render(view, room, mine)`;
// `read(form, sent, asked)`, what a form's command holds beside its plain fields; `assume(asked, mine)`, what is shown
// as done while it is on its way.
import * as answers from "./answers.js";
import * as board from "./board.js";
import * as dots from "./dots.js";
import * as people from "./people.js";
import * as session from "./session.js";

export const PARTS = [session, board, answers, dots, people];
