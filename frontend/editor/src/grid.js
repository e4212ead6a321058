// Rows of named lines: people, schedules, signatures. Enter goes to the next line and from the last to a new row;
// Enter in an empty row goes on below; Backspace in an empty row takes it away.
import { TextSelection } from "prosemirror-state";

import { GRIDS, schema } from "./schema.js";

const ROWS = new Set([...Object.values(GRIDS).map(({ row }) => row), "consideration"]);
const isRow = (node) => ROWS.has(node.type.name);
const isEmpty = (row) => row.textContent === "" && !row.content.content.some((line) => line.content.size);

function rowAround($pos) {
  for (let depth = $pos.depth; depth > 0; depth -= 1) if (isRow($pos.node(depth))) return depth;
  return 0;
}

export const inLine = ({ selection: { $from } }) => Boolean($from.parent.type.spec.line);

export const emptyRow = (type) => type.createAndFill();

const cursorIn = (tr, pos) => tr.setSelection(TextSelection.near(tr.doc.resolve(pos))).scrollIntoView();

function leave(state, dispatch, depth) {
  const { $from } = state.selection;
  if (!dispatch) return true;
  const tr = state.tr.delete($from.before(depth), $from.after(depth));
  const after = tr.mapping.map($from.after(1));
  tr.insert(after, schema.nodes.paragraph.create());
  dispatch(cursorIn(tr, after + 1));
  return true;
}

function addRow(state, dispatch, depth) {
  const { $from } = state.selection;
  if (dispatch) {
    const after = $from.after(depth);
    dispatch(cursorIn(state.tr.insert(after, emptyRow($from.node(depth).type)), after + 1));
  }
  return true;
}

function step(state, dispatch, way) {
  const { $from } = state.selection;
  const edge = way > 0 ? $from.after() : $from.before();
  const found = TextSelection.findFrom(state.doc.resolve(edge), way, true);
  if (!found) return false;
  if (dispatch) dispatch(state.tr.setSelection(found).scrollIntoView());
  return true;
}

export function nextLine(state, dispatch) {
  const { $from } = state.selection;
  if (!inLine(state)) return false;
  const depth = rowAround($from);
  const row = $from.node(depth);
  const isLastLine = !depth || $from.index(depth) === row.childCount - 1;
  if (depth && $from.node(depth).type.name === "consideration") return step(state, dispatch, 1);
  if (!depth) return step(state, dispatch, 1) || belowBlock(state, dispatch);
  const isLastRow = $from.index(depth - 1) === $from.node(depth - 1).childCount - 1;
  if (isEmpty(row) && isLastRow && $from.node(depth - 1).childCount > 1) return leave(state, dispatch, depth);
  return isLastLine && isLastRow ? addRow(state, dispatch, depth) : step(state, dispatch, 1);
}

export function belowBlock(state, dispatch) {
  const { $from } = state.selection;
  if (!$from.depth) return false;
  if (dispatch) {
    const after = $from.after(1);
    dispatch(cursorIn(state.tr.insert(after, schema.nodes.paragraph.create()), after + 1));
  }
  return true;
}

export const tabLine = (way) => (state, dispatch) => inLine(state) && step(state, dispatch, way);

export function dropEmptyRow(state, dispatch) {
  const { $from, empty } = state.selection;
  const depth = rowAround($from);
  if (!empty || !depth || !isEmpty($from.node(depth))) return false;
  const block = $from.node(depth - 1);
  const [from, to] = block.childCount > 1 ? [$from.before(depth), $from.after(depth)] : [$from.before(1), $from.after(1)];
  if (dispatch) {
    const tr = state.tr;
    if (block.childCount > 1) tr.delete(from, to);
    else tr.replaceWith(from, to, schema.nodes.paragraph.create());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(Math.max(0, from)), -1)).scrollIntoView());
  }
  return true;
}
