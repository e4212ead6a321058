// Tables: widths as shares of the page, alignment of columns, merged cells; beyond what prosemirror-tables does.
import { TextSelection } from "prosemirror-state";
import {
  addColumnAfter,
  addRowAfter,
  CellSelection,
  deleteColumn,
  deleteRow,
  goToNextCell,
  isInTable,
  selectedRect,
  splitCell,
  TableMap,
} from "prosemirror-tables";

import { schema } from "./schema.js";

const { hard_break: hardBreak, paragraph, table: tableType } = schema.nodes;
export const MAX_COLUMNS = 12;
const MAX_SHARE = 100;

export function newTable(rows = 3, columns = 3) {
  const row = (type) =>
    schema.nodes.table_row.create(null, Array.from({ length: columns }, () => type.createAndFill()));
  const body = Array.from({ length: rows - 1 }, () => row(schema.nodes.table_cell));
  return tableType.create(null, [row(schema.nodes.table_header), ...body]);
}

const changed = (values, at, remove, put) => {
  const kept = [...values];
  kept.splice(at, remove, ...put);
  return kept;
};

// A command of the library that adds or takes columns; the columns' widths and sides go along.
const withColumns = (command, edit) => (state, dispatch) => {
  if (!isInTable(state)) return false;
  const rect = selectedRect(state);
  const apply = (tr) => {
    const pos = rect.tableStart - 1;
    for (const name of ["widths", "align"]) {
      const values = rect.table.attrs[name];
      if (values && tr.doc.nodeAt(pos)?.type === tableType) tr.setNodeAttribute(pos, name, edit(values, rect));
    }
    dispatch(tr);
  };
  return command(state, dispatch && apply);
};

export const columnAfter = (state, dispatch) => {
  if (!isInTable(state) || selectedRect(state).map.width >= MAX_COLUMNS) return false;
  const edit = (values, { right }) => changed(values, right, 0, [values[right - 1]]);
  return withColumns(addColumnAfter, edit)(state, dispatch);
};

export const dropColumn = withColumns(deleteColumn, (values, { left, right }) => changed(values, left, right - left, []));

export const rowAfter = addRowAfter;

// The header stays, and a row below it: a table without them is none.
export const dropRow = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const { top, bottom, map } = selectedRect(state);
  return top > 0 && map.height - (bottom - top) > 1 && deleteRow(state, dispatch);
};

export const dropTable = (state, dispatch) => {
  if (!isInTable(state)) return false;
  const pos = selectedRect(state).tableStart - 1;
  if (dispatch) {
    const tr = state.tr.replaceWith(pos, pos + state.doc.nodeAt(pos).nodeSize, paragraph.create());
    dispatch(tr.setSelection(TextSelection.create(tr.doc, pos + 1)).scrollIntoView());
  }
  return true;
};

// One cell of several: their lines one below the other. Header and rows do not mix.
export const merge = (state, dispatch) => {
  const { selection } = state;
  if (!(selection instanceof CellSelection) || selection.$anchorCell.pos === selection.$headCell.pos) return false;
  const { map, table, tableStart, ...rect } = selectedRect(state);
  if (rect.top === 0 && rect.bottom > 1) return false;
  const cells = map.cellsInRect(rect);
  const lines = cells.map((pos) => table.nodeAt(pos).firstChild.content).filter((content) => content.size);
  const text = lines.reduce((all, one) => (all ? all.addToEnd(hardBreak.create()).append(one) : one), null);
  if (dispatch) {
    const { tr } = state;
    for (const pos of cells.slice(1).reverse()) tr.delete(tableStart + pos, tableStart + pos + table.nodeAt(pos).nodeSize);
    const first = tableStart + cells[0];
    const spans = { colspan: rect.right - rect.left, rowspan: rect.bottom - rect.top };
    const merged = table.nodeAt(cells[0]).type.create({ ...table.nodeAt(cells[0]).attrs, ...spans }, paragraph.create(null, text));
    tr.replaceWith(first, first + table.nodeAt(cells[0]).nodeSize, merged);
    dispatch(tr.setSelection(TextSelection.create(tr.doc, first + 2)).scrollIntoView());
  }
  return true;
};

export const split = splitCell;

export const align = (side) => (state, dispatch) => {
  if (!isInTable(state)) return false;
  const { map, table, tableStart, left, right } = selectedRect(state);
  const sides = table.attrs.align ?? Array(map.width).fill("left");
  const next = sides.map((one, at) => (at >= left && at < right ? side : one));
  const told = next.every((one) => one === "left") ? null : next;
  if (dispatch) dispatch(state.tr.setNodeAttribute(tableStart - 1, "align", told));
  return true;
};

export const sharesOf = (table) => {
  const { width } = TableMap.get(table);
  return table.attrs.widths ?? Array(width).fill(Math.round(MAX_SHARE / width));
};

// `by` shares from the column at the right, so that the others keep their place.
export function shifted(shares, column, by) {
  const next = [...shares];
  const other = column + 1 < next.length ? column + 1 : column - 1;
  const room = Math.max(1 - next[column], Math.min(by, next[other] - 1));
  next[column] += room;
  next[other] -= room;
  return next;
}

export const widen = (by) => (state, dispatch) => {
  if (!isInTable(state)) return false;
  const { map, table, tableStart, left } = selectedRect(state);
  if (map.width < 2) return false;
  const next = shifted(sharesOf(table), left, by);
  if (dispatch) dispatch(state.tr.setNodeAttribute(tableStart - 1, "widths", next));
  return true;
};

// Tab in the last cell makes the next row, as office programs do.
export const nextCell = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!addRowAfter(state, dispatch)) return false;
  return dispatch ? goToNextCell(1)(view.state, view.dispatch) : true;
};
export const previousCell = (state, dispatch) => isInTable(state) && goToNextCell(-1)(state, dispatch);

export const breakInCell = (state, dispatch) => {
  if (!isInTable(state) || state.selection instanceof CellSelection) return false;
  if (dispatch) dispatch(state.tr.replaceSelectionWith(hardBreak.create()).scrollIntoView());
  return true;
};
