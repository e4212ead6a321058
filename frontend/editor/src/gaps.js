// Tab leads from one named gap to the next, marked whole: what is typed then takes its place.
import { NodeSelection } from "prosemirror-state";

import { schema } from "./schema.js";

function firstGap(doc, from, to) {
  let found = null;
  doc.nodesBetween(from, to, (node, pos) => {
    if (found === null && node.type === schema.nodes.gap && pos >= from) found = pos;
    return found === null;
  });
  return found;
}

const goTo = (end) => (state, dispatch) => {
  const { doc, selection } = state;
  const at = firstGap(doc, selection.to, end(selection, doc));
  if (at === null) return false;
  dispatch?.(state.tr.setSelection(NodeSelection.create(doc, at)).scrollIntoView());
  return true;
};

// A table or a schedule is left by Tab only when nothing in it is open any more.
export const gapHere = goTo(({ $to }, doc) => ($to.depth ? $to.after(1) : doc.content.size));
export const gapAhead = goTo((_selection, doc) => doc.content.size);
