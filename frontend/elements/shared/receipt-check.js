// What a receipt proves, by WebCrypto alone: the same checks as consultations/record/tlog/proof.py, but for the schema of
// each event type. Formats: docs/record-format.md. Refuses the malformed first: what is read must print back.

export class Refuted extends Error {
  // reason: damaged, signature, witness, place, entry or text; the page has a sentence for each.
  constructor(reason, detail) {
    super(detail);
    this.reason = reason;
  }
}

const HEADER = "c2sp.org/tlog-proof@v1";
const KEYS = "data,id,process,refs,sd,sd_alg,subject,time,type,v";
const utf8 = new TextEncoder();
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const demand = (holds, reason, detail) => {
  if (!holds) throw new Refuted(reason, detail);
};
const same = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function base64(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function unbase64(text, reason = "damaged") {
  let raw;
  try {
    raw = atob(text);
  } catch {
    throw new Refuted(reason, "not base64");
  }
  demand(btoa(raw) === text, reason, "not canonical base64");
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0));
}

const base64url = (bytes) => base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function unbase64url(text) {
  demand(/^[A-Za-z0-9_-]*$/.test(text), "text", "not base64url");
  const padded = text.replaceAll("-", "+").replaceAll("_", "/") + "=".repeat((4 - (text.length % 4)) % 4);
  return unbase64(padded, "text");
}

function decode(bytes, reason) {
  try {
    return strict.decode(bytes);
  } catch {
    throw new Refuted(reason, "not UTF-8");
  }
}

function decimal(text) {
  const number = Number(text);
  demand(/^(0|[1-9][0-9]*)$/.test(text) && Number.isSafeInteger(number), "damaged", "not a number");
  return number;
}

// RFC 8785: ECMAScript's own printing with keys in the order of their UTF-16 units. Whole numbers only, as in a leaf.
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  demand(typeof value !== "number" || Number.isSafeInteger(value), "entry", "a number is not whole");
  return JSON.stringify(value);
}

function readJson(text, reason, mustBeCanonical = true) {
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Refuted(reason, "not JSON");
  }
  demand(!mustBeCanonical || canonical(value) === text, reason, "not in canonical form");
  return value;
}

function readProof(text) {
  const end = text.indexOf("\n\n");
  const lines = text.slice(0, end).split("\n");
  demand(end > 0 && lines.shift() === HEADER, "damaged", "not a receipt");
  demand(lines[0]?.startsWith("extra "), "damaged", "the receipt holds no entry");
  const extra = unbase64(lines.shift().slice(6));
  demand(lines[0]?.startsWith("index "), "damaged", "no index");
  const index = decimal(lines.shift().slice(6));
  const hashes = lines.map((line) => unbase64(line));
  demand(hashes.length < 64 && hashes.every((hash) => hash.length === 32), "damaged", "a hash has 32 bytes");
  const held = readJson(decode(extra, "damaged"), "damaged");
  const whole = held !== null && typeof held === "object" && Object.keys(held).sort().join() === "disclosures,leaf";
  const texts = (list) => Array.isArray(list) && list.every((each) => typeof each === "string");
  demand(whole && typeof held.leaf === "string" && texts(held.disclosures), "damaged", "the receipt holds no entry");
  return { index, hashes, note: text.slice(end + 2), leaf: unbase64(held.leaf), disclosures: held.disclosures };
}

function readNote(note) {
  const end = note.lastIndexOf("\n\n");
  demand(end > 0 && note.endsWith("\n") && !/[\u0000-\u0009\u000b-\u001f]/.test(note), "damaged", "not a signed note");
  const body = note.slice(0, end + 1);
  const signatures = note.slice(end + 2, -1).split("\n").map((line) => {
    const [, name, encoded] = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line) ?? [];
    demand(name !== undefined, "damaged", "not a signature line");
    const bytes = unbase64(encoded);
    demand(bytes.length > 4, "damaged", "a signature is too short");
    return { name, id: hex(bytes.slice(0, 4)), bytes: bytes.slice(4) };
  });
  const [origin, size, root, ...more] = body.slice(0, -1).split("\n");
  demand(origin && more.every(Boolean), "damaged", "not a checkpoint");
  const checkpoint = { origin, size: decimal(size ?? ""), root: unbase64(root ?? "") };
  demand(checkpoint.root.length === 32, "damaged", "not a checkpoint");
  return { body, signatures, checkpoint };
}

// kind: 1 for a record's key, 4 for a witness's.
async function readKey(vkey, kind = 1) {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(vkey) ?? [];
  demand(name !== undefined, "signature", "not a key");
  const typed = unbase64(encoded, "signature");
  demand(typed.length === 33 && typed[0] === kind, "signature", "not an Ed25519 key");
  const whole = await sha256(utf8.encode(`${name}\n`), typed);
  demand(hex(whole.slice(0, 4)) === id, "signature", "the key's id does not belong to it");
  return { name, id, bytes: typed.slice(1) };
}

const signaturesBy = (note, key) => note.signatures.filter((each) => each.name === key.name && each.id === key.id);

async function isSigned(message, signature, key) {
  const imported = await crypto.subtle.importKey("raw", key.bytes, { name: "Ed25519" }, false, ["verify"]);
  return signature.length === 64 && crypto.subtle.verify({ name: "Ed25519" }, imported, signature, utf8.encode(message));
}

async function checkSignatures(note, key) {
  const ours = signaturesBy(note, key);
  demand(ours.length > 0, "signature", "not signed by this key");
  for (const each of ours) demand(await isSigned(note.body, each.bytes, key), "signature", "the signature is false");
  demand(note.checkpoint.origin === key.name, "signature", "a checkpoint of another record");
}

// C2SP tlog-cosignature v1: who of the trusted witnesses has signed, and when, in seconds since 1970.
async function checkWitnesses(note, vkeys) {
  const found = [];
  for (const vkey of vkeys) {
    const key = await readKey(vkey, 4);
    for (const { bytes } of signaturesBy(note, key)) {
      demand(bytes.length === 72, "witness", "a cosignature has 72 bytes");
      const time = new DataView(bytes.buffer).getBigUint64(0);
      const signed = `cosignature/v1\ntime ${time}\n${note.body}`;
      demand(time < 2n ** 63n && (await isSigned(signed, bytes.slice(8), key)), "witness", "a cosignature is false");
      if (!found.some((each) => each.vkey === vkey)) found.push({ vkey, name: key.name, time: Number(time) });
    }
  }
  return found;
}

// RFC 9162, section 2.1.3.2. Halving without bit operators, which cut numbers to 32 bits.
async function checkPlace({ index, hashes, leaf }, { size, root }) {
  demand(index < size, "place", "the index lies outside the record");
  const half = (number) => Math.floor(number / 2);
  let [node, last] = [index, size - 1];
  let total = await sha256([0], leaf);
  for (const step of hashes) {
    demand(last > 0, "place", "a hash too many");
    if (node % 2 === 1 || node === last) {
      total = await sha256([1], step, total);
      while (node % 2 === 0 && node > 0) [node, last] = [half(node), half(last)];
    } else {
      total = await sha256([1], total, step);
    }
    [node, last] = [half(node), half(last)];
  }
  demand(last === 0 && same(total, root), "place", "the proof leads to another root");
}

function readLeaf(bytes, index) {
  const leaf = readJson(decode(bytes, "entry"), "entry");
  const shape = leaf !== null && typeof leaf === "object" && Object.keys(leaf).sort().join() === KEYS;
  demand(shape && leaf.v === 1 && leaf.sd_alg === "sha-256" && bytes.length <= 16384, "entry", "not an entry");
  demand(leaf.sd !== null && typeof leaf.sd === "object" && Array.isArray(leaf.refs), "entry", "not an entry");
  demand(leaf.refs.every((ref) => ref?.i < index), "entry", "it refers to a later entry");
  return leaf;
}

async function openDisclosures(leaf, disclosures) {
  const opened = new Map();
  for (const each of disclosures) {
    const parts = readJson(decode(unbase64url(each), "text"), "text", false);
    const three = Array.isArray(parts) && parts.length === 3 && parts.every((part) => typeof part === "string");
    demand(three, "text", "a disclosure holds salt, name and value");
    const [, name, value] = parts;
    const digest = base64url(await sha256(utf8.encode(each)));
    demand(Object.hasOwn(leaf.sd, name) && leaf.sd[name] === digest && !opened.has(name), "text", name);
    opened.set(name, value);
  }
  return opened;
}

// text: the receipt's file; vkey: name+id+base64; witnesses: vkeys of those that are trusted. Gives origin, size, index,
// leaf, disclosed (Map) and witnesses (name, time); throws Refuted.
export async function checkReceipt(text, vkey, witnesses = []) {
  const proof = readProof(text);
  const note = readNote(proof.note);
  await checkPlace(proof, note.checkpoint);
  await checkSignatures(note, await readKey(vkey));
  const seen = await checkWitnesses(note, witnesses);
  const leaf = readLeaf(proof.leaf, proof.index);
  const disclosed = await openDisclosures(leaf, proof.disclosures);
  return { ...note.checkpoint, index: proof.index, leaf, disclosed, witnesses: seen };
}
