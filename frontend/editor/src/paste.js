// What comes from outside, made into parts of a letter; what is too large is refused whole, and nothing is lost.
import { DOMSerializer, Fragment, Slice } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";

import { fitting } from "./allowed.js";
import { docOf } from "./blocks.js";
import { inLine } from "./grid.js";
import { escaped } from "./inline.js";
import { Reader } from "./pasted_blocks.js";
import { schema } from "./schema.js";
import { MAX_COLUMNS } from "./tables.js";

export const MOST_ROWS = 500;
export const MOST_SIGNS = 200_000;
const POINT = /^\s*(\d{1,2})[.)]\s+(\S.*)$/;
const rowsOf = (text) => (text.match(/\n/g) ?? []).length + 1;

// Counted before anything is read: ten thousand rows are no part of a letter.
export function tooLarge(html, text) {
  const rows = Math.max((html.match(/<tr[\s>]/gi) ?? []).length, rowsOf(text.trim()));
  return rows > MOST_ROWS || text.length > MOST_SIGNS ? rows : 0;
}

const inlineLine = (text) => escaped(text.replace(/\s+/g, " ").trim());

export function textBlocks(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  const cells = lines.map((line) => line.split("\t"));
  const columns = cells[0].length;
  if (lines.length > 1 && columns > 1 && cells.every((row) => row.length === columns)) {
    const [header, ...rows] = cells.map((row) => row.map(inlineLine));
    return [{ id: null, type: "table", value: { header, rows } }];
  }
  const blocks = [];
  for (const line of lines) {
    const [, number, words] = POINT.exec(line) ?? [];
    const last = blocks.at(-1);
    if (number && last?.type === "numbered_list" && Number(number) === last.value.length + 1) last.value.push(inlineLine(words));
    else if (number === "1") blocks.push({ id: null, type: "numbered_list", value: [inlineLine(words)] });
    else if (line.trim()) blocks.push({ id: null, type: "paragraph", value: inlineLine(line) });
  }
  return blocks;
}

const widest = (blocks) =>
  Math.max(0, ...blocks.filter(({ type }) => type === "table").map(({ value }) => value.header.length));

function htmlOf(blocks) {
  const holder = document.createElement("div");
  holder.append(DOMSerializer.fromSchema(schema).serializeFragment(docOf(blocks).content));
  return holder.innerHTML;
}

// All words of a slice as one inline content, its blocks parted by breaks; plain where no marks may stand.
function flat(slice, isPlain) {
  const parts = [];
  slice.content.descendants((node) => {
    if (!node.isTextblock) return true;
    if (parts.length && node.content.size) parts.push(isPlain ? schema.text(" ") : schema.nodes.hard_break.create());
    node.content.forEach((child) => {
      if (!isPlain) parts.push(child);
      else if (child.isText || child.type === schema.nodes.gap) parts.push(schema.text(child.text ?? child.attrs.name));
    });
    return false;
  });
  return Fragment.fromArray(parts);
}

const holdsTable = (slice) => slice.content.content.some((node) => node.type.spec.tableRole);

export function pasting({ can, allows, say }) {
  let without = []; // of what is being pasted
  return new Plugin({
    props: {
      handleDOMEvents: {
        paste: (_view, event) => {
          const data = event.clipboardData;
          const html = data?.getData("text/html") ?? "";
          const rows = data ? tooLarge(html, data.getData("text/plain")) : 0;
          if (!rows && data && !html && !data.getData("text/plain") && data.files.length) say("pasted", ["picture"]);
          if (!rows) return false;
          event.preventDefault();
          say("large", rows);
          return true;
        },
      },
      transformPastedHTML(html) {
        if (html.includes("data-pm-slice")) return html;
        const { blocks, dropped } = new Reader(can).read(html);
        if (widest(blocks) > MAX_COLUMNS) {
          say("wide");
          return "<p></p>";
        }
        without = dropped;
        return htmlOf(blocks);
      },
      transformPasted(slice) {
        const fits = fitting(slice, allows);
        const told = fits.isChanged ? [...without, "unfit"] : without;
        without = [];
        if (told.length) say("pasted", told);
        return fits.slice;
      },
      clipboardTextParser: (text) => {
        const blocks = textBlocks(text);
        if (widest(blocks) > MAX_COLUMNS) {
          say("wide");
          return Slice.empty;
        }
        return Slice.maxOpen(docOf(blocks).content, false);
      },
      handlePaste(view, _event, slice) {
        const { state } = view;
        const isPlain = inLine(state) && state.selection.$from.parent.type.spec.marks === "";
        if (!inLine(state) && !(isInTable(state) && !holdsTable(slice))) return false;
        const content = flat(slice, isPlain);
        view.dispatch(state.tr.replaceSelection(new Slice(content, 0, 0)).scrollIntoView());
        return true;
      },
    },
  });
}
