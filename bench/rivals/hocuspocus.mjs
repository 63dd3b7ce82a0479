// A hocuspocus as its documentation starts it, without a database: it broadcasts before anything is kept.
import { Server } from "@hocuspocus/server";

new Server({ address: "127.0.0.1", port: Number(process.argv[2]), quiet: true }).listen();
