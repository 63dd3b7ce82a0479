// The site's own line (frontend/live/line.js) on a real room, with commands that a phone kept while it had none.
// Reads {origin, code, cookie, commands} from its argument; prints what is still unanswered, and how the line stands.
import { Line } from "../../frontend/live/line.js";

const { origin, code, cookie, commands } = JSON.parse(process.argv[2]);
const Plain = globalThis.WebSocket;
globalThis.WebSocket = class extends Plain {
  constructor(address) {
    super(address, { headers: { Cookie: cookie, Origin: origin } });
  }
};
globalThis.localStorage = { getItem: () => JSON.stringify(commands.map((each) => [each.op, each])), setItem() {} };
const states = [];
const line = new Line({
  address: `${origin.replace("http", "ws")}/ws/live/${code}/`,
  store: "outbox", seq: () => 0, heard: () => true, changed: (state) => states.push(state),
});
line.connect();
for (let tries = 0; tries < 300 && line.outbox.size; tries += 1) await new Promise((done) => setTimeout(done, 100));
console.log(JSON.stringify({ left: line.outbox.size, states: [...new Set(states)] }));
process.exit(0);
