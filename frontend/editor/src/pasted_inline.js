// Words of foreign HTML with the emphasis they had, as the inline HTML of a block.
import { escaped } from "./inline.js";

const WEIGHT = /font-weight:\s*(bold|bolder|normal|\d+)/i;
const isHidden = (style) => /display:\s*none|mso-hide:\s*all|visibility:\s*hidden/i.test(style);
const BOLD_FROM = 600;
const GONE = new Set("SCRIPT,STYLE,HEAD,META,TITLE,LINK,XML,TEMPLATE,NOSCRIPT,COL,COLGROUP".split(","));
const OBJECTS = new Set("OBJECT,EMBED,IFRAME,VIDEO,AUDIO,CANVAS,FORM,INPUT,SELECT,TEXTAREA,BUTTON,MATH".split(","));
const PICTURES = new Set("IMG,PICTURE,SVG,V:SHAPE,V:IMAGEDATA".split(","));
const LOOK = /(?:^|;)\s*(?:color|background(?:-color)?|font-size|font-family|text-align|margin-left|text-indent):/i;
const NOTE = /^#?_?(ftn|edn|cmnt|msocom)/i;

// The policy of the page speaks in parsed documents too: it would refuse each style, and say so. Read as data.
export const asData = (html) =>
  html
    .replace(/<style[\s>][\s\S]*?<\/style>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/(\s)style(\s*=)/gi, "$1data-style$2"));
export const styleOf = (node) => node.getAttribute?.("data-style") ?? "";

// What has no place in a letter; tells `dropped` what a person would miss.
export function isDropped(node, dropped) {
  const name = node.nodeName.toUpperCase();
  if (node.nodeType === 8 || GONE.has(name)) return true;
  if (node.nodeType !== 1) return false;
  if (PICTURES.has(name)) return told(dropped, "picture");
  if (OBJECTS.has(name)) return told(dropped, "object");
  if (name === "DEL" || name === "S" || name === "STRIKE") return told(dropped, "deleted");
  if (NOTE.test(node.getAttribute("href") ?? "") || /MsoComment|MsoFootnote/.test(node.className)) return told(dropped, "note");
  return isHidden(styleOf(node));
}

function told(dropped, what) {
  dropped.add(what);
  return true;
}

export function lookOf(node, look, dropped) {
  const style = styleOf(node);
  const name = node.nodeName;
  const [, weight] = WEIGHT.exec(style) ?? [];
  const next = { ...look };
  if (name === "B" || name === "STRONG") next.b = true;
  if (weight) next.b = /^bold/i.test(weight) || Number(weight) >= BOLD_FROM;
  if (name === "I" || name === "EM" || /font-style:\s*italic/i.test(style)) next.i = true;
  if (name === "U" || (name !== "A" && /text-decoration[^;]*underline/i.test(style))) next.u = true;
  if (name === "A" && node.getAttribute("href")) dropped.add("link");
  if (name === "FONT" || LOOK.test(style)) dropped.add("look");
  return next;
}

const MARKS = ["u", "i", "b"];

// Pieces `{text, look}` or null for a break, as one line of inline HTML without needless space.
export function inlineFrom(pieces) {
  const lines = [[]];
  for (const piece of pieces) {
    if (piece) lines.at(-1).push(piece);
    else lines.push([]);
  }
  const html = lines.map(lineFrom);
  while (html.length && !html[0]) html.shift();
  while (html.length && !html.at(-1)) html.pop();
  return html.join("<br>");
}

function lineFrom(pieces) {
  let html = "";
  let space = true;
  for (const { text, look } of pieces) {
    let words = text.replace(/[\s\u00a0]+/g, " ");
    if (space) words = words.trimStart();
    if (!words) continue;
    space = words.endsWith(" ");
    const marks = words.trim() ? MARKS.filter((mark) => look[mark]) : [];
    html += marks.map((mark) => `<${mark}>`).join("") + escaped(words) + marks.map((mark) => `</${mark}>`).reverse().join("");
  }
  return html.replace(/ +((?:<\/[uib]>)*)$/, "$1");
}
