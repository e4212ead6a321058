// Points: making and undoing them, one level deeper and up again, four levels at most.
import { chainCommands } from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";

import { LIST_LEVELS, schema } from "./schema.js";

const { point, numbered_list: list, paragraph } = schema.nodes;

export function levelAt($pos) {
  let level = 0;
  for (let depth = $pos.depth; depth > 0; depth -= 1) if ($pos.node(depth).type === point) level += 1;
  return level;
}

// How many levels stand in a point, itself among them.
function height(node) {
  let most = 0;
  node.forEach((child) => {
    if (child.type === list) child.forEach((below) => (most = Math.max(most, height(below))));
  });
  return most + 1;
}

export function tooDeep(doc) {
  let deep = false;
  doc.descendants((node, _pos, parent) => {
    if (node.type === list && parent.type !== point) node.forEach((one) => (deep ||= height(one) > LIST_LEVELS));
    return !deep && !node.isTextblock && node.type !== point;
  });
  return deep;
}

const pointAround = ({ $from }) => {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === point) return depth;
  return 0;
};

// The outermost list around, and the block it belongs to: a list of its own, or one of a decision or an article.
function outermost({ $from }) {
  let found = 0;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === list) found = depth;
  return found;
}

export const inPoint = (state) => pointAround(state.selection) > 0;

export function deeper(state, dispatch) {
  const depth = pointAround(state.selection);
  const deepest = depth ? levelAt(state.selection.$from) + height(state.selection.$from.node(depth)) - 1 : 0;
  return depth > 0 && deepest < LIST_LEVELS && sinkListItem(point)(state, dispatch);
}

export const higher = (state, dispatch) => inPoint(state) && liftListItem(point)(state, dispatch);

// Backspace before the first word of a point: up one level, then out of the list.
export function liftAtStart(state, dispatch) {
  const { $from, empty } = state.selection;
  if (!empty || $from.parentOffset > 0 || $from.parent.type !== paragraph) return false;
  return $from.node(-1)?.type === point && $from.index(-1) === 0 && higher(state, dispatch);
}

// A point without words at the end of a list that cannot be lifted: on with a paragraph below the block.
export function leaveFixed(state, dispatch) {
  const { $from } = state.selection;
  const at = outermost(state.selection);
  if (at < 2 || levelAt($from) !== 1 || $from.parent.content.size) return false;
  const items = $from.node(at);
  if (items.childCount < 2 || $from.index(at) !== items.childCount - 1) return false;
  if (dispatch) {
    const tr = state.tr.delete($from.before(at + 1), $from.after(at + 1));
    const after = tr.mapping.map($from.after(1));
    tr.insert(after, paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, after + 1)).scrollIntoView());
  }
  return true;
}

const emptyPoint = (state, dispatch) => {
  const { $from, empty } = state.selection;
  return empty && !$from.parent.content.size && chainCommands(higher, leaveFixed)(state, dispatch);
};

export const nextPoint = (state, dispatch) =>
  inPoint(state) && chainCommands(emptyPoint, splitListItem(point))(state, dispatch);

// Paragraphs become points; points of this kind become paragraphs again; points of another kind change theirs.
export const points = (style) => (state, dispatch) => {
  const at = outermost(state.selection);
  if (!at) return wrapped(style, state, dispatch);
  if (at > 1) return false;
  const around = state.selection.$from.node(1);
  if (around.attrs.style === style) return higher(state, dispatch);
  if (dispatch) dispatch(state.tr.setNodeAttribute(state.selection.$from.before(1), "style", style));
  return true;
};

function wrapped(style, state, dispatch) {
  const { $from } = state.selection;
  // The new list is the part that the first paragraph was.
  const id = $from.depth ? $from.node(1).attrs.id : null;
  return $from.parent.type === paragraph && $from.depth === 1 && wrapInList(list, { style, id })(state, dispatch);
}

// `1. ` before a paragraph: a new list, or the next point of the list just above.
export function typedPoints(state, start, end, { style, number }) {
  const $start = state.doc.resolve(start);
  if ($start.depth !== 1 || $start.parent.type !== paragraph) return null;
  const above = $start.index(0) ? state.doc.child($start.index(0) - 1) : null;
  const goesOn = above?.type === list && above.attrs.style === style && number === above.childCount + 1;
  if (number !== 1 && !goesOn) return null;
  const tr = state.tr.delete(start, end);
  const $at = tr.doc.resolve(start);
  const wrapping = [{ type: list, attrs: { style, id: $start.parent.attrs.id } }, { type: point }];
  tr.wrap($at.blockRange(), wrapping);
  return goesOn ? tr.join($at.before(1)) : tr;
}
