// The words of a note are found where the server counted them, whatever spaces and cells lie between.
import "./browser.js";

import assert from "node:assert/strict";
import test from "node:test";

import { docOf } from "../src/blocks.js";
import { selectionOf, wordsAt } from "../src/notes.js";

const doc = docOf([
  { id: "a", type: "paragraph", value: "Rapat <b>pukul</b> 9, rapat\u00a0pukul 10." },
  { id: "b", type: "table", value: { header: ["Uraian", "Rp"], rows: [["Kertas", "5.000"]] } },
]);
const text = ({ from, to }) => doc.textBetween(from, to, "|");

test("the second of two equal places, over marks", () => {
  const first = wordsAt(doc.child(0), 0, "apat pukul", 0);
  const second = wordsAt(doc.child(0), 0, "apat pukul", 1);
  assert.equal(text(first), "apat pukul");
  assert.ok(second.from > first.to);
  assert.equal(text(wordsAt(doc.child(0), 0, "apat pukul", 7)), text(second));
});

test("words over two cells are found; what is gone is not", () => {
  const pos = doc.child(0).nodeSize;
  assert.equal(text(wordsAt(doc.child(1), pos, "Kertas | 5.000", 0)).replace(/\|+/, "|"), "Kertas|5.000");
  assert.equal(wordsAt(doc.child(1), pos, "Pensil", 0), null);
  assert.equal(selectionOf(doc, pos, { quote: "Pensil" }), null);
});
