// Pasted parts that the type does not have become paragraphs, with all their words.
import "./browser.js";

import assert from "node:assert/strict";
import test from "node:test";

import { Slice } from "prosemirror-model";

import { fitting, mayStand } from "../src/allowed.js";
import { docOf } from "../src/blocks.js";

const TABLE = { id: null, type: "table", value: { header: ["Uraian", "Rp"], rows: [["<b>Kertas</b>", "5.000"]] } };
const WORDS = { id: null, type: "paragraph", value: "Isi." };
const ALLOWS = ["paragraph", "fields"];

test("a table becomes paragraphs with its emphasis, and that is told", () => {
  const { slice, isChanged } = fitting(Slice.maxOpen(docOf([WORDS, TABLE]).content), ALLOWS);
  const texts = slice.content.content.map((node) => `${node.type.name}: ${node.textContent}`);
  assert.deepEqual(texts, ["paragraph: Isi.", "paragraph: Uraian", "paragraph: Rp", "paragraph: Kertas", "paragraph: 5.000"]);
  assert.equal(slice.content.child(3).firstChild.marks[0].type.name, "bold");
  assert.ok(isChanged);
});

test("what the type allows stays as it is; where nothing is said all may stand", () => {
  const whole = Slice.maxOpen(docOf([WORDS, TABLE]).content);
  assert.equal(fitting(whole, ["table"]).slice, whole);
  assert.equal(fitting(whole, []).slice, whole);
  assert.ok(mayStand(["table"], "paragraph"));
});
