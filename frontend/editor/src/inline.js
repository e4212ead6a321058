// The inline HTML of a block and ProseMirror's inline nodes, both ways.
import { Fragment } from "prosemirror-model";

import { schema } from "./schema.js";

const MARKS = { b: "bold", strong: "bold", i: "italic", em: "italic", u: "underline" };
const TAGS = { bold: "b", italic: "i", underline: "u", link: "a" };
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]);
// A break of the source is a space on the page; only `<br>` is a break.
const oneLine = (text) => text.replace(/[\t\n\r\u2028\u2029]/g, " ");

export const textOf = (text) => {
  const line = oneLine(String(text ?? ""));
  return line ? Fragment.from(schema.text(line)) : Fragment.empty;
};

// Read as the server reads it (`workflow/rendering/markup.py`), not as browsers mend it: marks may stand in one another
// in any order. What is no tag is text: `3 <5`.
const PIECE = /<(\/?)([a-zA-Z][^\s/>]*)([^>]*)>|[^<]+|</g;
const HREF = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/i;

function plain(source) {
  if (!source.includes("&")) return source;
  return new DOMParser().parseFromString(`<body>${source.replaceAll("<", "&lt;")}`, "text/html").body.textContent;
}

export function inlineOf(html) {
  const found = [];
  const open = [];
  let gap = null;
  for (const [source, closes, tag, rest] of html.matchAll(PIECE)) {
    const name = tag?.toLowerCase();
    if (!name) {
      const text = oneLine(plain(source));
      if (gap !== null) gap += text;
      else if (text) found.push(schema.text(text, marksOf(open)));
    } else if (name === "br") found.push(schema.nodes.hard_break.create());
    else if (name === "var" && !closes) gap = "";
    else if (name === "var") {
      found.push(schema.nodes.gap.create({ name: gap ?? "" }, null, marksOf(open)));
      gap = null;
    } else if (!closes) open.push({ name, rest });
    else open.splice(open.findLastIndex((one) => one.name === name), open.some((one) => one.name === name) ? 1 : 0);
  }
  return Fragment.fromArray(joined(found));
}

function marksOf(open) {
  let marks = [];
  for (const { name, rest } of open) {
    const [, ...values] = HREF.exec(rest) ?? [];
    const href = plain(values.find((value) => value !== undefined) ?? "");
    if (name === "a" && href) marks = schema.marks.link.create({ href }).addToSet(marks);
    else if (MARKS[name]) marks = schema.marks[MARKS[name]].create().addToSet(marks);
  }
  return marks;
}

// Texts of one look stand as one node, as ProseMirror keeps them.
function joined(nodes) {
  const kept = [];
  for (const node of nodes) {
    const last = kept.at(-1);
    if (node.isText && last?.isText && last.sameMarkup(node)) kept[kept.length - 1] = last.withText(last.text + node.text);
    else kept.push(node);
  }
  return kept;
}

export function htmlOf(parent) {
  let html = "";
  let open = [];
  parent.forEach((node) => {
    const marks = node.type.name === "hard_break" ? [] : node.marks;
    let kept = 0;
    while (kept < open.length && kept < marks.length && open[kept].eq(marks[kept])) kept += 1;
    html += closed(open.slice(kept)) + marks.slice(kept).map(opened).join("") + written(node);
    open = marks;
  });
  return html + closed(open);
}

const closed = (marks) => marks.map((mark) => `</${TAGS[mark.type.name]}>`).reverse().join("");

function opened(mark) {
  return mark.type.name === "link" ? `<a href="${escaped(mark.attrs.href)}">` : `<${TAGS[mark.type.name]}>`;
}

function written(node) {
  if (node.isText) return escaped(node.text);
  return node.type.name === "gap" ? `<var>${escaped(node.attrs.name)}</var>` : "<br>";
}
