// The blocks of the API and the document of the editor: two functions, each the inverse of the other.
import { Fragment } from "prosemirror-model";

import { annexIn, annexOut } from "./annexes.js";
import { htmlOf, inlineOf, textOf } from "./inline.js";
import { pictureIn, pictureOut } from "./picture_blocks.js";
import { GRIDS, schema } from "./schema.js";

const { nodes } = schema;
const lineOf = (node) => node.textContent;

// ---------------------------------------------------------------- points

function pointIn(point) {
  const { text, items } = typeof point === "string" ? { text: point } : point;
  const below = items?.length ? [listIn(items, null)] : [];
  return nodes.point.create(null, [nodes.paragraph.create(null, inlineOf(text ?? "")), ...below]);
}

const listIn = (points, style, id = null) => nodes.numbered_list.createChecked({ id, style }, points.map(pointIn));

function pointOut(point) {
  const text = htmlOf(point.firstChild);
  return point.childCount > 1 ? { text, items: pointsOut(point.lastChild) } : text;
}

function pointsOut(list) {
  const points = [];
  list.forEach((point) => points.push(pointOut(point)));
  return points;
}

// ---------------------------------------------------------------- tables

function cellIn(value, type) {
  const { text, colspan = 1, rowspan = 1 } = typeof value === "string" ? { text: value } : value;
  return type.create({ colspan, rowspan }, nodes.paragraph.create(null, inlineOf(text ?? "")));
}

const rowIn = (cells, type) => nodes.table_row.create(null, cells.map((cell) => cellIn(cell, type)));

function tableIn(id, { header, rows, widths = null, align = null, ...unknown }) {
  if (Object.keys(unknown).length || !header.length) throw new TypeError("another table");
  const made = [rowIn(header, nodes.table_header), ...rows.map((row) => rowIn(row, nodes.table_cell))];
  return nodes.table.createChecked({ id, widths, align }, made);
}

function cellOut(cell) {
  const { colspan, rowspan } = cell.attrs;
  const text = htmlOf(cell.firstChild);
  if (colspan === 1 && rowspan === 1) return text;
  return { text, ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) };
}

function tableOut(table) {
  const [header, ...rows] = table.content.content.map((row) => row.content.content.map(cellOut));
  const { widths, align } = table.attrs;
  return { header, rows, ...(widths ? { widths } : {}), ...(align ? { align } : {}) };
}

// ------------------------------------------------------------------ rows

function gridIn(kind, id, rows) {
  const { row, parts, rich = [] } = GRIDS[kind];
  const made = rows.map((value) => {
    const lines = parts.map((part) => {
      const content = rich.includes(part) ? inlineOf(value[part] ?? "") : textOf(value[part]);
      return nodes[`${row}_${part}`].create(null, content);
    });
    return nodes[row].create(null, lines);
  });
  return nodes[kind].createChecked({ id }, made);
}

function gridOut(kind, grid) {
  const { parts, needed, rich = [] } = GRIDS[kind];
  return grid.content.content.map((row) => {
    const told = parts.map((part, at) => {
      const line = row.child(at);
      return [part, rich.includes(part) ? htmlOf(line) : lineOf(line)];
    });
    return Object.fromEntries(told.filter(([part, text]) => text || needed.includes(part)));
  });
}

// --------------------------------------------------------- fixed blocks

function considerationIn({ label = "", style = "letter", items = [""] }) {
  return nodes.consideration.createChecked(null, [nodes.consideration_label.create(null, textOf(label)), listIn(items, style)]);
}

const considerationOut = (row) => ({
  label: lineOf(row.firstChild),
  style: row.lastChild.attrs.style ?? "letter",
  items: pointsOut(row.lastChild),
});

function dictumIn(id, { word = "", title = "", items = [""] }) {
  const head = [nodes.dictum_word.create(null, textOf(word)), nodes.dictum_title.create(null, inlineOf(title))];
  return nodes.dictum.createChecked({ id }, [...head, listIn(items, "dictum")]);
}

function dictumOut(node) {
  const title = htmlOf(node.child(1));
  return { word: lineOf(node.firstChild), ...(title ? { title } : {}), items: pointsOut(node.lastChild) };
}

// ------------------------------------------------------------ both ways

const headingOf = (value) => (typeof value === "string" ? { text: value, level: 1 } : value);
const stylesOf = (value) => (Array.isArray(value) ? { style: null, items: value } : value);

const IN = {
  paragraph: (id, value) => nodes.paragraph.create({ id }, inlineOf(value)),
  heading: (id, value) => {
    const { text, level = 1 } = headingOf(value);
    return nodes.heading.create({ id, level }, inlineOf(text ?? ""));
  },
  numbered_list: (id, value) => listIn(stylesOf(value).items, stylesOf(value).style ?? null, id),
  table: tableIn,
  people_table: (id, value) => gridIn("people_table", id, value),
  fields: (id, value) => gridIn("fields", id, value),
  signatures: (id, value) => gridIn("signatures", id, value),
  considerations: (id, value) => nodes.considerations.createChecked({ id }, value.map(considerationIn)),
  dictum: dictumIn,
  chapter: (id, { kind = "bab", title = "" }) => nodes.chapter.create({ id, kind }, textOf(title)),
  article: (id, { paragraphs }) => nodes.article.createChecked({ id }, listIn(paragraphs, "article")),
  image: (id, value) => pictureIn(id, value, textOf),
  annex: (id, value) => annexIn(id, value, textOf),
  page_break: (id) => nodes.page_break.create({ id }),
};
const OUT = {
  paragraph: htmlOf,
  heading: (node) => (node.attrs.level === 2 ? { text: htmlOf(node), level: 2 } : htmlOf(node)),
  numbered_list: (node) => (node.attrs.style ? { style: node.attrs.style, items: pointsOut(node) } : pointsOut(node)),
  table: tableOut,
  people_table: (node) => gridOut("people_table", node),
  fields: (node) => gridOut("fields", node),
  signatures: (node) => gridOut("signatures", node),
  considerations: (node) => node.content.content.map(considerationOut),
  dictum: dictumOut,
  chapter: (node) => ({ kind: node.attrs.kind, title: lineOf(node) }),
  article: (node) => ({ paragraphs: pointsOut(node.firstChild) }),
  image: pictureOut,
  annex: annexOut,
  page_break: () => null,
};

function blockIn(block) {
  try {
    const node = IN[block.type](block.id ?? null, block.value);
    node.check();
    return node;
  } catch {
    // Nothing that is kept may be lost here, whatever its shape: it stays as it came.
    return nodes.foreign.create({ id: block?.id ?? null, block });
  }
}

export const docOf = (blocks) => {
  const made = blocks.map(blockIn);
  return nodes.doc.create(null, Fragment.fromArray(made.length ? made : [nodes.paragraph.create()]));
};

// A node never changes: what was written of it once is written of it always.
const written = new WeakMap();

function blockOut(node) {
  if (node.type === nodes.foreign) return node.attrs.block;
  const known = written.get(node);
  if (known) return known;
  const block = { id: node.attrs.id, type: node.type.name, value: OUT[node.type.name](node) };
  written.set(node, block);
  return block;
}

export const blocksOf = (doc) => doc.content.content.map(blockOut);

// Paragraphs without a word are room to type in, and no part of the letter.
export function wordedBlocks(doc) {
  const blocks = blocksOf(doc);
  const worded = blocks.filter(({ type, value }) => type !== "paragraph" || value.replaceAll("<br>", "").trim());
  return worded.length ? worded : blocks.slice(0, 1);
}
