// Checks the receipts given as JSON lines {"name", "receipt", "vkey"} on standard input; prints {"name", "outcome"}.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { Refuted, checkReceipt } = await import(pathToFileURL(process.argv[2]));

for await (const line of createInterface({ input: process.stdin })) {
  const { name, receipt, vkey } = JSON.parse(line);
  let outcome;
  try {
    const { index, size, leaf, disclosed } = await checkReceipt(receipt, vkey);
    outcome = { index, size, subject: leaf.subject, disclosed: Object.fromEntries(disclosed) };
  } catch (error) {
    if (!(error instanceof Refuted)) throw error;
    outcome = error.reason;
  }
  console.log(JSON.stringify({ name, outcome }));
}
