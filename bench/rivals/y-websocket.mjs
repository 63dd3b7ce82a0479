// y-websocket's own server: keeps documents in memory and acknowledges nothing.
process.env.HOST = "127.0.0.1";
process.env.PORT = process.argv[2];
await import(new URL("./node_modules/y-websocket/bin/server.cjs", import.meta.url));
