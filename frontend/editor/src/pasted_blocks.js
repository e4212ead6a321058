// Foreign HTML (Word, LibreOffice, Google Docs, Excel, pages of the web) as blocks of the API: lists, tables and
// emphasis stay, the rest goes and is told.
import { asData, inlineFrom, isDropped, lookOf, styleOf } from "./pasted_inline.js";
import { pastedTable } from "./pasted_table.js";
import { LIST_LEVELS } from "./schema.js";

const BLOCKS = new Set(
  "P,DIV,H1,H2,H3,H4,H5,H6,UL,OL,LI,TABLE,BLOCKQUOTE,PRE,HR,SECTION,ARTICLE,MAIN,HEADER,FOOTER,ASIDE,NAV,DL,DT,DD,FIGURE,ADDRESS,CENTER,BODY".split(","),
);
const MSO = /mso-list:\s*l\d+\s+level(\d+)/i;
const isBlock = (node) => BLOCKS.has(node.nodeName);
const holdsBlock = (node) => node.nodeType === 1 && [...node.childNodes].some((one) => isBlock(one) || holdsBlock(one));

export class Reader {
  constructor({ letters = false, align = false, merging = false } = {}) {
    this.can = { letters, align, merging };
    this.dropped = new Set();
    this.blocks = [];
  }

  read(html) {
    const { body } = new DOMParser().parseFromString(asData(html), "text/html");
    this.inside(body, {});
    this.endWord();
    return { blocks: this.blocks, dropped: [...this.dropped].sort() };
  }

  add(type, value) {
    this.endWord();
    this.blocks.push({ id: null, type, value });
  }

  // Children one after the other: words between two blocks are a paragraph of their own.
  inside(parent, look) {
    let loose = [];
    const flush = () => {
      this.paragraph(inlineFrom(loose));
      loose = [];
    };
    for (const node of parent.childNodes) {
      if (isDropped(node, this.dropped)) continue;
      if (isBlock(node) || holdsBlock(node)) {
        flush();
        this.block(node, look);
      } else this.pieces(node, look, loose);
    }
    flush();
  }

  block(node, look) {
    const name = node.nodeName;
    if (name === "TABLE") return void this.table(node);
    if (name === "UL" || name === "OL") return void this.list(node);
    if (name === "HR") return undefined;
    const [, level] = MSO.exec(styleOf(node)) ?? [];
    if (level) return void this.wordPoint(node, Number(level));
    if (/^H[1-6]$/.test(name)) return void this.heading(node);
    return void this.inside(node, lookOf(node, look, this.dropped));
  }

  pieces(node, look, found) {
    if (isDropped(node, this.dropped)) return;
    if (node.nodeType === 3) found.push({ text: node.data, look });
    else if (node.nodeName === "BR") found.push(null);
    else if (/mso-list:\s*ignore/i.test(styleOf(node))) return;
    else {
      const inner = lookOf(node, look, this.dropped);
      const apart = isBlock(node) || node.nodeName === "TR";
      if (apart && found.length && found.at(-1)) found.push(null);
      for (const child of node.childNodes) this.pieces(child, inner, found);
      if (node.nodeName === "TD" || node.nodeName === "TH") found.push({ text: " ", look });
      if (apart && found.length && found.at(-1)) found.push(null);
    }
  }

  inlineOf(node, { without = () => false, look = {} } = {}) {
    const found = [];
    for (const child of node.childNodes) if (!without(child)) this.pieces(child, look, found);
    return inlineFrom(found);
  }

  paragraph(html) {
    if (html) this.add("paragraph", html);
  }

  heading(node) {
    const html = this.inlineOf(node).replace(/<\/?[uib]>/g, "");
    const first = !this.blocks.some(({ type }) => type === "heading");
    if (html) this.add("heading", first || /[12]/.test(node.nodeName) ? html : { text: html, level: 2 });
  }

  // ---------------------------------------------------------------- lists

  list(node) {
    const points = this.points(node, 1);
    if (!points.length) return;
    const kind = `${node.getAttribute("type") ?? ""} ${styleOf(node)} ${styleOf(node.querySelector("li") ?? node)}`;
    if (node.nodeName === "UL" && !/decimal|alpha/i.test(kind)) this.dropped.add("bullets");
    const lettered = node.getAttribute("type") === "a" || /lower-(alpha|latin)/i.test(kind);
    this.add("numbered_list", lettered && this.can.letters ? { style: "letter", items: points } : points);
  }

  points(list, level) {
    const points = [];
    for (const node of list.children) {
      // Google Docs puts the list below beside its point, not in it.
      if (node.nodeName === "UL" || node.nodeName === "OL") this.under(points, this.points(node, level + 1), level);
      else if (node.nodeName === "LI" && !isDropped(node, this.dropped)) {
        const lists = [...node.querySelectorAll("ul, ol")].filter((one) => one.parentElement.closest("li") === node);
        const text = this.inlineOf(node, { without: (child) => lists.includes(child), look: lookOf(node, {}, this.dropped) });
        if (text || lists.length) points.push({ text, items: [] });
        for (const below of lists) this.under(points, this.points(below, level + 1), level);
      }
    }
    return points.map(({ text, items }) => (items?.length ? { text, items } : text));
  }

  under(points, below, level) {
    if (!below.length) return;
    if (level < LIST_LEVELS && points.length) return void points.at(-1).items.push(...below);
    if (level >= LIST_LEVELS) this.dropped.add("levels");
    points.push(...below.map((one) => (typeof one === "string" ? { text: one, items: [] } : one)));
  }

  // Word writes points as paragraphs, each with its level and its number.
  wordPoint(node, level) {
    const mark = [...node.querySelectorAll("span")].find((one) => /mso-list:\s*ignore/i.test(styleOf(one)));
    const text = this.inlineOf(node, { look: lookOf(node, {}, this.dropped) });
    if (level > LIST_LEVELS) this.dropped.add("levels");
    this.word ??= [];
    this.word.push({ text, level: Math.min(level, LIST_LEVELS), mark: mark?.textContent.trim() ?? "" });
  }

  endWord() {
    const { word } = this;
    this.word = undefined;
    if (!word?.length) return;
    const root = { items: [] };
    const path = [root];
    for (const { text, level } of word) {
      while (path.length > level) path.pop();
      const point = { text, items: [] };
      path.at(-1).items.push(point);
      path.push(point);
    }
    const value = root.items.map(function told({ text, items }) {
      return items.length ? { text, items: items.map(told) } : text;
    });
    const [{ mark }] = word;
    if (!/^[(]?[\da-z]+[.)]/i.test(mark)) this.dropped.add("bullets");
    const lettered = this.can.letters && /^[(]?a[.)]/i.test(mark);
    this.blocks.push({ id: null, type: "numbered_list", value: lettered ? { style: "letter", items: value } : value });
  }

  // ---------------------------------------------------------------- tables

  table(node) {
    const made = pastedTable(node, { inline: (cell, look) => this.inlineOf(cell, { look }), can: this.can, dropped: this.dropped });
    if (made?.paragraphs) for (const html of made.paragraphs) this.paragraph(html);
    else if (made) this.add("table", made);
  }
}
