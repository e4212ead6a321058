// What can be typed: the content tree of a letter as a ProseMirror schema. What it cannot hold cannot be typed.
import { Schema } from "prosemirror-model";

// The parts of a row, in the order of the page. `needed` parts stand in the value even when they are empty.
export const GRIDS = {
  people_table: { row: "person", parts: ["name", "rank", "nip", "position"], needed: ["name", "rank", "nip", "position"] },
  fields: { row: "field", parts: ["label", "value"], needed: ["label", "value"], rich: ["value"] },
  signatures: { row: "signature", parts: ["role", "title", "name", "rank", "nip"], needed: ["role", "name"] },
};
export const LIST_LEVELS = 4;

const sequence = (...parts) => parts.join(" ");
const id = { id: { default: null } };
const idOf = (dom) => ({ id: dom.getAttribute("data-id") });
const withId = (node, more = {}) => (node.attrs.id ? { "data-id": node.attrs.id, ...more } : more);
const numbersIn = (text) => (text ? text.split(",").map(Number) : null);

// A line of plain text with a name of its own, as the value of a row or a block has it.
function line(part, { rich = false, attrs = {}, group } = {}) {
  return {
    group,
    attrs,
    content: rich ? "inline*" : "text*",
    ...(rich ? {} : { marks: "" }),
    isolating: true,
    defining: true,
    line: part,
    parseDOM: [{ tag: `div[data-line="${part}"]` }],
    toDOM: () => ["div", { class: "wf-line", "data-line": part }, 0],
  };
}

function grid(name) {
  const { row, parts, rich = [] } = GRIDS[name];
  const lines = parts.map((part) => [`${row}_${part}`, line(`${row}_${part}`, { rich: rich.includes(part) })]);
  return {
    [name]: {
      group: "block",
      attrs: id,
      content: `${row}+`,
      isolating: true,
      parseDOM: [{ tag: `div[data-block="${name}"]`, getAttrs: idOf }],
      toDOM: (node) => ["div", withId(node, { class: `wf-grid wf-grid--${row}`, "data-block": name }), 0],
    },
    [row]: {
      content: sequence(...parts.map((part) => `${row}_${part}`)),
      parseDOM: [{ tag: `div[data-row="${row}"]` }],
      toDOM: () => ["div", { class: "wf-row", "data-row": row }, 0],
    },
    ...Object.fromEntries(lines),
  };
}

// A block with fixed parts, such as the clauses of a decision.
function fixed(name, content, attrs = {}) {
  return {
    group: "block",
    attrs: { ...id, ...attrs },
    content,
    isolating: true,
    parseDOM: [{ tag: `div[data-block="${name}"]`, getAttrs: idOf }],
    toDOM: (node) => ["div", withId(node, { class: `wf-part wf-part--${name}`, "data-block": name }), 0],
  };
}

const cellAttrs = { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } };
function cell(tag, role) {
  const spanOf = (dom, name) => Math.max(1, Number(dom.getAttribute(name)) || 1);
  return {
    content: "paragraph",
    attrs: cellAttrs,
    tableRole: role,
    isolating: true,
    parseDOM: [{ tag, getAttrs: (dom) => ({ colspan: spanOf(dom, "colspan"), rowspan: spanOf(dom, "rowspan") }) }],
    toDOM: ({ attrs: { colspan, rowspan } }) => [
      tag,
      { ...(colspan > 1 ? { colspan } : {}), ...(rowspan > 1 ? { rowspan } : {}) },
      0,
    ],
  };
}

const nodes = {
  doc: { content: "block+" },
  paragraph: {
    group: "block",
    attrs: id,
    content: "inline*",
    parseDOM: [{ tag: "p", getAttrs: idOf }],
    toDOM: (node) => ["p", withId(node), 0],
  },
  heading: {
    group: "block",
    attrs: { ...id, level: { default: 1 } },
    content: "inline*",
    defining: true,
    parseDOM: [
      { tag: "h1, h2, h3", getAttrs: (dom) => ({ ...idOf(dom), level: 1 }) },
      { tag: "h4, h5, h6", getAttrs: (dom) => ({ ...idOf(dom), level: 2 }) },
    ],
    toDOM: (node) => [node.attrs.level === 2 ? "h4" : "h3", withId(node), 0],
  },
  numbered_list: {
    group: "block",
    attrs: { ...id, style: { default: null } },
    content: "point+",
    parseDOM: [
      { tag: "ol", getAttrs: (dom) => ({ ...idOf(dom), style: dom.getAttribute("data-style") }) },
      { tag: "ul", getAttrs: idOf },
    ],
    toDOM: (node) => ["ol", withId(node, node.attrs.style ? { "data-style": node.attrs.style } : {}), 0],
  },
  point: { content: sequence("paragraph", "numbered_list?"), defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
  table: {
    group: "block",
    attrs: { ...id, widths: { default: null }, align: { default: null } },
    content: "table_row+",
    tableRole: "table",
    isolating: true,
    parseDOM: [
      {
        tag: "table",
        getAttrs: (dom) => ({
          ...idOf(dom),
          widths: numbersIn(dom.getAttribute("data-widths")),
          align: dom.getAttribute("data-align")?.split(",") ?? null,
        }),
      },
    ],
    toDOM: (node) => {
      const { widths, align } = node.attrs;
      const told = { ...(widths ? { "data-widths": widths } : {}), ...(align ? { "data-align": align } : {}) };
      return ["table", withId(node, told), ["tbody", 0]];
    },
  },
  table_row: {
    content: "(table_cell|table_header)*",
    tableRole: "row",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },
  table_cell: cell("td", "cell"),
  table_header: cell("th", "header_cell"),
  ...grid("people_table"),
  ...grid("fields"),
  ...grid("signatures"),
  considerations: fixed("considerations", "consideration+"),
  consideration: {
    content: sequence("consideration_label", "numbered_list"),
    parseDOM: [{ tag: 'div[data-row="consideration"]' }],
    toDOM: () => ["div", { class: "wf-row", "data-row": "consideration" }, 0],
  },
  consideration_label: line("consideration_label"),
  dictum: fixed("dictum", sequence("dictum_word", "dictum_title", "numbered_list")),
  dictum_word: line("dictum_word"),
  dictum_title: line("dictum_title", { rich: true }),
  chapter: {
    ...line("chapter_title", { group: "block", attrs: { ...id, kind: { default: "bab" } } }),
    parseDOM: [
      { tag: 'div[data-block="chapter"]', getAttrs: (dom) => ({ ...idOf(dom), kind: dom.getAttribute("data-kind") }) },
    ],
    toDOM: (node) => {
      const told = { class: "wf-part wf-part--chapter", "data-block": "chapter", "data-kind": node.attrs.kind };
      return ["div", withId(node, told), 0];
    },
  },
  article: fixed("article", "numbered_list"),
  image: {
    ...line("image_alt", { group: "block", attrs: { ...id, attachment: { default: "" }, width: { default: 100 } } }),
    parseDOM: [
      {
        tag: 'div[data-block="image"]',
        getAttrs: (dom) => ({
          ...idOf(dom),
          attachment: dom.getAttribute("data-attachment"),
          width: Number(dom.getAttribute("data-width")) || 100,
        }),
      },
    ],
    toDOM: (node) => {
      const { attachment, width } = node.attrs;
      const told = { class: "wf-part", "data-block": "image", "data-attachment": attachment, "data-width": width };
      return ["div", withId(node, told), 0];
    },
  },
  annex: {
    ...line("annex_title", { group: "block", attrs: { ...id, orientation: { default: "auto" } } }),
    parseDOM: [
      {
        tag: 'div[data-block="annex"]',
        getAttrs: (dom) => ({ ...idOf(dom), orientation: dom.getAttribute("data-orientation") }),
      },
    ],
    toDOM: (node) => {
      const told = { class: "wf-part wf-part--annex", "data-block": "annex", "data-orientation": node.attrs.orientation };
      return ["div", withId(node, told), 0];
    },
  },
  page_break: {
    group: "block",
    attrs: id,
    atom: true,
    parseDOM: [{ tag: "hr", getAttrs: idOf }],
    toDOM: (node) => ["hr", withId(node)],
  },
  // A part that this release of the editor does not know: shown as it is, kept as it is.
  foreign: {
    group: "block",
    attrs: { ...id, block: { default: null } },
    atom: true,
    toDOM: (node) => ["div", { class: "wf-part wf-part--foreign" }, String(node.attrs.block?.type ?? "")],
  },
  text: { group: "inline" },
  hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  // A named gap, to be filled before the letter is submitted.
  gap: {
    inline: true,
    group: "inline",
    atom: true,
    attrs: { name: { default: "" } },
    parseDOM: [{ tag: "var", getAttrs: (dom) => ({ name: dom.textContent }) }],
    toDOM: (node) => ["var", node.attrs.name],
    leafText: (node) => node.attrs.name,
  },
};

// In the order in which they are written, the outermost first.
const marks = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") }) }],
    toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
  },
  underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
  italic: { parseDOM: [{ tag: "i, em" }], toDOM: () => ["i", 0] },
  bold: { parseDOM: [{ tag: "b, strong" }], toDOM: () => ["b", 0] },
};

export const schema = new Schema({ nodes, marks });
