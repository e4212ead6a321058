// What letters of the type may hold. Pasted parts of another kind become paragraphs; no word of them is lost.
import { Fragment, Slice } from "prosemirror-model";

import { schema } from "./schema.js";

const { paragraph } = schema.nodes;
// A part that the script does not know is kept as it came; the server judges it.
const ALWAYS = new Set(["paragraph", "foreign"]);

// `allows`: kinds of parts by their names, or nothing where all may stand.
export const mayStand = (allows, name) => !allows?.length || ALWAYS.has(name) || allows.includes(name);

const isPart = (node) => schema.nodes.doc.contentMatch.matchType(node.type) !== null;

function paragraphsOf(node) {
  const found = [];
  const take = (one) => {
    if (one.isTextblock) {
      const content = Fragment.fromArray(one.content.content.filter((child) => paragraph.contentMatch.matchType(child.type)));
      if (content.size) found.push(paragraph.create(null, content));
      return false;
    }
    return true;
  };
  if (take(node)) node.descendants(take);
  return found;
}

// The slice as letters of the type may have it; `isChanged`: a whole part was made into paragraphs.
export function fitting(slice, allows) {
  const parts = slice.content.content;
  const isUnfit = (node) => isPart(node) && !mayStand(allows, node.type.name);
  if (!parts.some(isUnfit)) return { slice, isChanged: false };
  const made = parts.flatMap((node) => (isUnfit(node) ? paragraphsOf(node) : [node]));
  const open = (node, depth) => (isUnfit(node) ? Math.min(depth, 1) : depth);
  const start = made.length ? open(parts[0], slice.openStart) : 0;
  const end = made.length ? open(parts.at(-1), slice.openEnd) : 0;
  // Words copied from within such a part are words, not the part.
  const isWords = slice.openStart > 0 && slice.openEnd > 0 && made.length === 1;
  return { slice: new Slice(Fragment.fromArray(made), start, end), isChanged: !isWords };
}
