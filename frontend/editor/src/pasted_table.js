// A foreign table as the value of a block: its first row is the header, columns of numbers stand to the right.
import { lookOf } from "./pasted_inline.js";

const NUMBER = /^[(-]?(?:Rp\.?\s*)?\d[\d.,]*\s*%?\)?$/;
const plain = (html) => html.replace(/<[^>]*>/g, "").trim();
const spanOf = (cell, name) => Math.min(200, Math.max(1, Number(cell.getAttribute(name)) || 1));

// Rows of places: each knows the cell that stands on it, or `null` where a merged cell reaches.
function placed(table, inline, dropped) {
  const rows = [...table.rows].filter((row) => row.closest("table") === table);
  const grid = rows.map(() => []);
  rows.forEach((row, top) => {
    let left = 0;
    for (const cell of row.cells) {
      while (grid[top][left] !== undefined) left += 1;
      const text = inline(cell, lookOf(cell, {}, dropped));
      const [wide, high] = [spanOf(cell, "colspan"), Math.min(spanOf(cell, "rowspan"), rows.length - top)];
      for (let y = 0; y < high; y += 1) for (let x = 0; x < wide; x += 1) grid[top + y][left + x] = null;
      grid[top][left] = { text, wide, high };
    }
  });
  const columns = Math.max(0, ...grid.map((row) => row.length));
  return grid.map((row) => Array.from({ length: columns }, (_none, at) => (row[at] === undefined ? { text: "", wide: 1, high: 1 } : row[at])));
}

// Where cells may not be merged, or reach from the header into the rows, each stands alone.
function apart(grid, merging) {
  const keeps = merging && grid[0].every((cell) => !cell || cell.high === 1);
  if (keeps) return grid;
  return grid.map((row) => row.map((cell) => ({ text: cell?.text ?? "", wide: 1, high: 1 })));
}

const written = ({ text, wide, high }) =>
  wide === 1 && high === 1 ? text : { text, ...(wide > 1 ? { colspan: wide } : {}), ...(high > 1 ? { rowspan: high } : {}) };

function sides(grid) {
  const found = grid[0].map((_cell, at) => {
    const texts = grid.slice(1).map((row) => plain(row[at]?.text ?? "")).filter(Boolean);
    return texts.length && texts.every((text) => NUMBER.test(text)) ? "right" : "left";
  });
  return found.slice(1).includes("right") ? ["left", ...found.slice(1)] : null;
}

export function pastedTable(table, { inline, can, dropped }) {
  const full = placed(table, inline, dropped);
  while (full.length && full.at(-1).every((cell) => cell && !cell.text)) full.pop();
  if (!full.length) return null;
  if (full[0].length === 1 || (full.length === 1 && full[0].filter(Boolean).length === 1)) {
    return { paragraphs: full.map(([cell]) => cell?.text ?? "") };
  }
  if (can.merging === false && full.some((row) => row.includes(null))) dropped.add("merged");
  const grid = apart(full, can.merging);
  const [header, ...rows] = grid.map((row) => row.filter(Boolean).map(written));
  const body = rows.length ? rows : [grid[0].map(() => "")];
  const align = can.align ? sides(grid) : null;
  return { header, rows: body, ...(align ? { align } : {}) };
}
