// What the sources need of a browser, in node.
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>");
for (const name of ["DOMParser", "document", "Node", "HTMLElement", "getSelection", "MutationObserver"]) {
  globalThis[name] ??= window[name];
}
globalThis.window ??= window;
