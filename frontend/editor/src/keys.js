// What each key does in the text.
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { keymap } from "prosemirror-keymap";
import { Selection } from "prosemirror-state";

import { gapAhead, gapHere } from "./gaps.js";
import { belowBlock, dropEmptyRow, nextLine, tabLine } from "./grid.js";
import { deeper, higher, liftAtStart, nextPoint } from "./lists.js";
import { schema } from "./schema.js";
import { breakInCell, nextCell, previousCell } from "./tables.js";

const { hard_break: hardBreak, heading, paragraph, annex, image } = schema.nodes;

function lineBreak(state, dispatch) {
  const { $from } = state.selection;
  if (!$from.parent.inlineContent || $from.parent.type.spec.marks === "") return true;
  if (dispatch) dispatch(state.tr.replaceSelectionWith(hardBreak.create()).scrollIntoView());
  return true;
}

// Backspace in the empty line of an annex or a picture takes the part away.
function dropEmptyPart(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || ![annex, image].includes($from.parent.type) || $from.parent.content.size) return false;
  if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(), paragraph, { id: $from.parent.attrs.id }));
  return true;
}

// Backspace before the first word of a heading makes it a paragraph.
function plainAtStart(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset || $from.parent.type !== heading) return false;
  if (dispatch) dispatch(state.tr.setNodeMarkup($from.before(), paragraph, { id: $from.parent.attrs.id }));
  return true;
}

// At the very end of the text, below a table or a list of names.
function below(state, dispatch) {
  const { $head } = state.selection;
  if (!$head.depth || $head.index(0) !== state.doc.childCount - 1) return false;
  if ($head.node(1).type === paragraph || $head.pos + $head.depth < state.doc.content.size) return false;
  return belowBlock(state, dispatch);
}

// Where no rule joins two parts, nothing joins them: left alone, the browser would, with styles of its own.
const wall = (way) => ({ selection: { $from, empty } }) => {
  if (!empty || !$from.parent.isTextblock) return false;
  return way < 0 ? $from.parentOffset === 0 : $from.parentOffset === $from.parent.content.size;
};
const WAYS = { Backspace: -1, "Mod-Backspace": -1, "Shift-Backspace": -1, Delete: 1, "Mod-Delete": 1 };
const walled = Object.entries(WAYS).map(([key, way]) => [key, chainCommands(baseKeymap[key], wall(way))]);
const base = { ...baseKeymap, ...Object.fromEntries(walled) };

// Browsers lose their way at a table.
const edge = (at) => (state, dispatch) => {
  dispatch?.(state.tr.setSelection(at(state.doc)).scrollIntoView());
  return true;
};

export function keys({ acts, say, leaves, find }) {
  const run = (name) => (state, dispatch, view) => {
    acts[name].run(state, dispatch, view);
    return true;
  };
  const spoken = (command, word) => (state, dispatch, view) => {
    const done = command(state, dispatch, view);
    if (done && dispatch) say(word, view.state);
    return done;
  };
  const blank = ({ selection: { $from, empty } }, dispatch) => {
    if (!empty || $from.depth !== 1 || $from.parent.type !== paragraph || $from.parent.content.size) return false;
    // The room between paragraphs is the page's own: a second empty one would be nothing.
    if (dispatch) say("blank");
    return true;
  };
  // Tab moves within the text; after Esc it leaves it, as everywhere on the page.
  const kept = (command, word) => (state, dispatch, view) => {
    if (leaves()) return false;
    if (!command(state, dispatch, view)) say(word);
    return true;
  };
  const tab = chainCommands(gapHere, nextCell, tabLine(1), spoken(deeper, "level"), gapAhead);
  const back = chainCommands(previousCell, tabLine(-1), spoken(higher, "level"));
  return [
    keymap({
      "Mod-b": run("bold"),
      "Mod-i": run("italic"),
      "Mod-u": run("underline"),
      "Mod-z": run("undo"),
      "Mod-y": run("redo"),
      "Shift-Mod-z": run("redo"),
      "Alt-ArrowUp": spoken(acts.up.run, "moved"),
      "Alt-ArrowDown": spoken(acts.down.run, "moved"),
      "Mod-f": () => find() || true,
      "Shift-Enter": lineBreak,
      Enter: chainCommands(breakInCell, nextLine, nextPoint, blank),
      Tab: kept(tab, "tab"),
      "Shift-Tab": kept(back, "tab"),
      Backspace: chainCommands(dropEmptyRow, spoken(liftAtStart, "level"), plainAtStart, dropEmptyPart),
      ArrowDown: below,
      "Ctrl-Home": edge((doc) => Selection.atStart(doc)),
      "Ctrl-End": edge((doc) => Selection.atEnd(doc)),
    }),
    keymap({ ...base, "Mod-Enter": () => false }),
  ];
}

