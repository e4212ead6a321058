// Bodies on standard input, a JSON list of lists of blocks; answers each after it was a document of the editor.
import "./browser.js";

import { readFileSync } from "node:fs";

import { EditorState } from "prosemirror-state";

import { blocksOf, docOf } from "../src/blocks.js";
import { inOrder } from "../src/identities.js";

const bodies = JSON.parse(readFileSync(0, "utf8"));
const again = bodies.map((body) => {
  const doc = docOf(body);
  const ordered = inOrder(EditorState.create({ doc }));
  return blocksOf(ordered ? ordered.doc : doc);
});
process.stdout.write(JSON.stringify(again));
