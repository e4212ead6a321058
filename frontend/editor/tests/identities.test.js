// What no letter may have is put right as it arises, so that what was typed can be kept.
import "./browser.js";

import assert from "node:assert/strict";
import test from "node:test";

import { EditorState } from "prosemirror-state";

import { blocksOf, docOf } from "../src/blocks.js";
import { inOrder } from "../src/identities.js";

const chapter = (kind) => ({ id: null, type: "chapter", value: { kind, title: "Umum" } });
const annex = { id: null, type: "annex", value: { title: "Daftar" } };

test("a bagian before any bab is a bab, in each annex anew", () => {
  const doc = docOf([chapter("bagian"), chapter("bagian"), annex, chapter("bagian")]);
  const kinds = blocksOf(inOrder(EditorState.create({ doc })).doc).map(({ value }) => value.kind);
  assert.deepEqual(kinds, ["bab", "bagian", undefined, "bab"]);
});
