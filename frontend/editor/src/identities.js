// Each part has one id for as long as it lives: versions and notes are anchored by it. Kept when the part is edited
// or moved, new for what comes of a split or a copy. Puts right besides what no letter may have: a heading of
// level 2 before any of level 1, a bagian before any bab, cells of a header below the first row, columns without a width of theirs.
import { Plugin } from "prosemirror-state";
import { TableMap } from "prosemirror-tables";

import { schema } from "./schema.js";

const { nodes } = schema;
const sound = new WeakSet();

// RFC 9562, version 7, as the server makes them. Not `randomUUID`: it is there in a secure context alone.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

// Of two parts with one id the one with words keeps it, the first of equals.
function owners(doc) {
  const found = new Map();
  doc.forEach((node, pos) => {
    const { id } = node.attrs;
    const owner = id && found.get(id);
    if (id && (!owner || (!owner.node.content.size && node.content.size))) found.set(id, { node, pos });
  });
  return found;
}

function giveIds(tr) {
  const owned = owners(tr.doc);
  tr.doc.forEach((node, pos) => {
    const { id, block } = node.attrs;
    if (id && owned.get(id)?.pos === pos) return;
    const made = newId();
    tr.setNodeAttribute(pos, "id", made);
    if (node.type === nodes.foreign) tr.setNodeAttribute(pos, "block", { ...block, id: made });
  });
}

const levelOf = ({ type, attrs }) => {
  if (type === nodes.chapter) return attrs.kind === "bab" ? 1 : 2;
  return type === nodes.heading ? attrs.level : 0;
};

function orderHeadings(tr) {
  let highest = 0;
  tr.doc.forEach((node, pos) => {
    if (node.type === nodes.annex) highest = 0;
    const level = levelOf(node);
    if (!level) return;
    if (level > highest + 1) tr.setNodeAttribute(pos, ...(node.type === nodes.chapter ? ["kind", "bab"] : ["level", 1]));
    highest = Math.max(highest, Math.min(level, highest + 1));
  });
}

function mendInside(tr, block, start) {
  block.descendants((node, at) => {
    const pos = start + 1 + at;
    if (node.attrs.id) tr.setNodeAttribute(pos, "id", null);
    return !node.isTextblock;
  });
  if (block.type === nodes.table) mendTable(tr, block, start);
}

function mendTable(tr, table, start) {
  table.forEach((row, rowAt, index) => {
    const type = index === 0 ? nodes.table_header : nodes.table_cell;
    row.forEach((cell, cellAt) => {
      const pos = start + 1 + rowAt + 1 + cellAt;
      if (cell.type !== type) tr.setNodeMarkup(pos, type, cell.attrs);
    });
  });
  const columns = TableMap.get(table).width;
  for (const [name, usual] of [["widths", null], ["align", "left"]]) {
    const given = table.attrs[name];
    if (!given || given.length === columns) continue;
    const fill = usual ?? Math.max(1, Math.round(given.reduce((sum, one) => sum + one, 0) / given.length));
    const full = Array.from({ length: columns }, (_none, at) => given[at] ?? fill);
    tr.setNodeAttribute(start, name, full);
  }
}

export function inOrder(state) {
  const { tr } = state;
  state.doc.forEach((block, pos) => {
    if (sound.has(block)) return;
    const before = tr.steps.length;
    mendInside(tr, block, pos);
    if (tr.steps.length === before) sound.add(block);
  });
  giveIds(tr);
  orderHeadings(tr);
  return tr.docChanged ? tr : null;
}

export const identities = () =>
  new Plugin({
    appendTransaction: (transactions, _old, state) => (transactions.some((tr) => tr.docChanged) ? inOrder(state) : null),
  });
