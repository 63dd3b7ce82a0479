// The room in parts: session, board and answers, then what only one method needs.
// Each exports what it can: `empty`, its keys of a room; `apply`, what its events change; `fill`, by
// name, what shows the room in a place that the page marks data-<name>="<id>", called with (place, id, room, mine, view);
// `whole`, fields of its forms that are numbers; and by command: `read(form, sent, asked, view)`, what it holds beside
// plain fields, returning what is wrong with it; `assume(asked, mine, view)`, what is shown while it is on its way.
import * as answers from "./answers.js";
import * as board from "./board.js";
import * as consent from "./consent.js";
import * as dots from "./dots.js";
import * as draft from "./draft.js";
import * as floor from "./floor.js";
import * as groups from "./groups.js";
import * as inform from "./inform.js";
import * as opinions from "./opinions.js";
import * as people from "./people.js";
import * as session from "./session.js";
import * as wall from "./wall.js";

export const PARTS = [
  session,
  wall,
  board,
  answers,
  dots,
  consent,
  opinions,
  people,
  floor,
  inform,
  groups,
  draft,
];
