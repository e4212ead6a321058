// What the clipboards of five programs become: lists, tables and emphasis stay, the rest goes and is told.
import "./browser.js";

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { blocksOf, docOf } from "../src/blocks.js";
import { textBlocks, tooLarge } from "../src/paste.js";
import { Reader } from "../src/pasted_blocks.js";

const ALL = { letters: true, align: true, merging: true };
const clip = (name) => readFileSync(new URL(`clipboard/${name}.clip`, import.meta.url), "utf8");
const read = (name, can = ALL) => new Reader(can).read(clip(name));
const values = ({ blocks }) => blocks.map(({ type, value }) => [type, value]);

test("word: points by their levels, a table with a merged cell, emphasis", () => {
  const told = read("word");
  assert.deepEqual(values(told), [
    ["paragraph", "Sehubungan dengan <b>rapat koordinasi</b> yang akan dilaksanakan, bersama ini kami sampaikan:"],
    ["numbered_list", [{ text: "data dukung telah <i>lengkap</i>;", items: ["tata kelola;", "layanan; dan"] }, "narahubung: <u>Dewi</u>."]],
    [
      "table",
      {
        header: ["<b>No</b>", "<b>Uraian</b>", "<b>Jumlah (Rp)</b>"],
        rows: [
          ["1", "Konsumsi<br>rapat", "1.250.000"],
          [{ text: "Jumlah", colspan: 2 }, "1.250.000"],
        ],
        align: ["left", "left", "right"],
      },
    ],
  ]);
  assert.deepEqual(told.dropped, ["look", "picture"]);
});

test("word: without merged cells each cell stands alone, and that is told", () => {
  const told = read("word", { letters: false, align: false, merging: false });
  assert.deepEqual(told.blocks[2].value.rows[1], ["Jumlah", "", "1.250.000"]);
  assert.ok(told.dropped.includes("merged"));
});

test("libreoffice: points with letters and numbers below, a table with a head", () => {
  const told = read("libreoffice");
  assert.deepEqual(values(told), [
    ["paragraph", "Berdasarkan hal tersebut, <b>wajib</b> memperhatikan <u>hal berikut</u>:"],
    ["numbered_list", { style: "letter", items: ["kehadiran tepat waktu;", { text: "membawa:", items: ["laptop; dan", "data."] }] }],
    ["table", { header: ["Nama", "Jabatan"], rows: [["Bayu", "<i>Analis</i>"]] }],
  ]);
  assert.deepEqual(told.dropped, ["look"]);
});

test("google docs: the wrapper is not bold, lists beside their point go below it", () => {
  const told = read("docs");
  assert.deepEqual(values(told), [
    ["paragraph", "Mohon hadir <i><b>tepat waktu</b></i>, lihat <u>data</u>."],
    ["numbered_list", [{ text: "satu", items: ["di bawah"] }, "dua"]],
    ["heading", "Jadwal"],
    ["numbered_list", ["titik"]],
  ]);
  assert.deepEqual(told.dropped, ["bullets", "link", "look"]);
});

test("excel: a range is a table, numbers to the right, empty rows at the end gone", () => {
  const told = read("excel");
  assert.deepEqual(values(told), [
    [
      "table",
      {
        header: ["No", "Perangkat Daerah", "Pagu"],
        rows: [
          ["1", "Dinas Kominfo", "1.500.000.000"],
          ["2", "Dinas Kesehatan", "975.250.000"],
        ],
        align: ["left", "left", "right"],
      },
    ],
  ]);
});

test("web: scripts, hidden words, pictures and forms go", () => {
  const told = read("web");
  assert.deepEqual(values(told), [
    ["heading", "Edaran Bupati"],
    ["paragraph", "Seluruh ASN <b>wajib</b> hadir. Selengkapnya"],
    ["paragraph", "Disiplin adalah kunci."],
    ["numbered_list", ["pakaian dinas", { text: "tanda pengenal", items: ["asli"] }]],
    ["paragraph", "Tekan &lt;Enter&gt; &amp; tunggu ."],
  ]);
  assert.deepEqual(told.dropped, ["bullets", "deleted", "link", "look", "object", "picture"]);
});

for (const name of ["word", "libreoffice", "docs", "excel", "web"]) {
  test(`${name}: what was pasted is a document of the schema and comes back`, () => {
    const { blocks } = read(name);
    const doc = docOf(blocks);
    doc.check();
    assert.ok(doc.content.content.every((node) => node.type.name !== "foreign"));
    assert.deepEqual(blocksOf(docOf(blocksOf(doc))), blocksOf(doc));
  });
}

test("plain text: rows of a sheet are a table, counted lines are points", () => {
  assert.deepEqual(textBlocks("No\tNama\n1\tA & B\n")[0].value, { header: ["No", "Nama"], rows: [["1", "A &amp; B"]] });
  assert.deepEqual(
    textBlocks("Mohon:\n1. hadir\n2. membawa data\n\nTerima kasih.").map(({ value }) => value),
    ["Mohon:", ["hadir", "membawa data"], "Terima kasih."],
  );
});

test("ten thousand rows are refused before they are read", () => {
  const rows = Array.from({ length: 10_000 }, (_none, at) => `${at}\tx`).join("\n");
  assert.equal(tooLarge("", rows), 10_000);
  assert.equal(tooLarge(`<table>${"<tr><td>x</td></tr>".repeat(10_000)}</table>`, ""), 10_000);
  assert.equal(tooLarge("<p>x</p>", "x"), 0);
});

test("levels below the fourth stand in the fourth, and that is told", () => {
  const html = "<ol><li>1<ol><li>2<ol><li>3<ol><li>4<ol><li>5</li></ol></li></ol></li></ol></li></ol></li></ol>";
  const { blocks, dropped } = new Reader(ALL).read(html);
  assert.deepEqual(blocks[0].value, [{ text: "1", items: [{ text: "2", items: [{ text: "3", items: ["4", "5"] }] }] }]);
  assert.deepEqual(dropped, ["levels"]);
});
