// Checks the receipts given as JSON lines {"name", "receipt", "vkey", "witnesses"} on standard input; prints {"name", "outcome"}.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const { Refuted, checkReceipt } = await import(pathToFileURL(process.argv[2]));

for await (const line of createInterface({ input: process.stdin })) {
  const { name, receipt, vkey, witnesses } = JSON.parse(line);
  let outcome;
  try {
    const proved = await checkReceipt(receipt, vkey, witnesses);
    const { index, size, leaf, disclosed } = proved;
    const seen = proved.witnesses.map((each) => [each.name, each.time]);
    outcome = { index, size, subject: leaf.subject, disclosed: Object.fromEntries(disclosed), witnesses: seen };
  } catch (error) {
    if (!(error instanceof Refuted)) throw error;
    outcome = error.reason;
  }
  console.log(JSON.stringify({ name, outcome }));
}
