// A picture that is being checked: asked for until there is an answer, and no longer.
import "./browser.js";

import assert from "node:assert/strict";
import test, { mock } from "node:test";

import { Pictures } from "../src/pictures.js";

const FILE = { name: "bagan.png", type: "image/png", size: 1 };
const waits = { ok: true, json: async () => ({ id: "satu", state: "quarantined" }) };

async function brought(answers, view) {
  document.body.innerHTML = '<input name="csrfmiddlewaretoken" value="a">';
  const told = [];
  mock.method(globalThis, "setTimeout", (act) => queueMicrotask(act));
  const asked = mock.method(globalThis, "fetch", async () => answers.shift());
  mock.method(FormData.prototype, "append", () => {});
  await new Pictures({ url: "/gambar/", say: () => {}, tell: (...words) => told.push(words) }).bring(view, [FILE]);
  const times = asked.mock.callCount();
  mock.restoreAll();
  return { told, times };
}

test("an answer that is an error refuses the picture", async () => {
  const { told, times } = await brought([waits, waits, { ok: false }], { isDestroyed: false });
  assert.deepEqual(told, [["pictureRefused", "bagan.png"]]);
  assert.equal(times, 3);
});

test("nothing is asked for an editor that is gone", async () => {
  const { told, times } = await brought([waits], { isDestroyed: true });
  assert.deepEqual([told, times], [[], 1]);
});
