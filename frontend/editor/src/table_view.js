// A table on the screen: its columns as wide as their shares, with borders to drag.
import { TableMap } from "prosemirror-tables";

import { sharesOf, shifted } from "./tables.js";

const GRIP_PX = 5;

export class TableView {
  constructor(node, view, getPos) {
    this.view = view;
    this.getPos = getPos;
    this.dom = Object.assign(document.createElement("div"), { className: "wf-table" });
    this.table = this.dom.appendChild(document.createElement("table"));
    this.columns = this.table.appendChild(document.createElement("colgroup"));
    this.contentDOM = this.table.appendChild(document.createElement("tbody"));
    this.onMove = (event) => this.hover(event);
    this.onDown = (event) => this.grasp(event);
    this.dom.addEventListener("pointermove", this.onMove);
    this.dom.addEventListener("pointerdown", this.onDown, true);
    this.update(node);
  }

  update(node) {
    if (this.node && node.type !== this.node.type) return false;
    this.node = node;
    this.draw(sharesOf(node));
    if (node.attrs.id) this.dom.dataset.id = node.attrs.id;
    return true;
  }

  draw(shares) {
    const sum = shares.reduce((all, one) => all + one, 0);
    while (this.columns.childNodes.length > shares.length) this.columns.lastChild.remove();
    shares.forEach((share, at) => {
      const column = this.columns.childNodes[at] ?? this.columns.appendChild(document.createElement("col"));
      // Through the object model: the policy of the page forbids styles in markup alone.
      column.style.width = `${(100 * share) / sum}%`;
    });
  }

  // The column whose right border lies under the pointer; -1: none.
  border({ clientX }) {
    const { left, width } = this.table.getBoundingClientRect();
    const shares = sharesOf(this.node);
    const sum = shares.reduce((all, one) => all + one, 0);
    let reached = 0;
    return shares.slice(0, -1).findIndex((share) => {
      reached += share;
      return Math.abs(left + (width * reached) / sum - clientX) <= GRIP_PX;
    });
  }

  hover(event) {
    if (this.held === undefined) this.dom.classList.toggle("wf-table--grip", this.border(event) >= 0);
  }

  grasp(event) {
    const column = event.button === 0 ? this.border(event) : -1;
    if (column < 0) return;
    event.preventDefault();
    event.stopPropagation();
    this.held = column;
    const shares = this.fine();
    const sum = shares.reduce((all, one) => all + one, 0);
    const begin = event.clientX;
    const { width } = this.table.getBoundingClientRect();
    const at = (now) => shifted(shares, column, Math.round(((now.clientX - begin) * sum) / width));
    const move = (now) => this.draw(at(now));
    const drop = (now) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", drop);
      this.held = undefined;
      this.view.dispatch(this.view.state.tr.setNodeAttribute(this.getPos(), "widths", at(now)));
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", drop);
  }

  // Shares fine enough to be dragged: of a hundred.
  fine() {
    const shares = sharesOf(this.node);
    const sum = shares.reduce((all, one) => all + one, 0);
    const most = 100 - TableMap.get(this.node).width;
    return shares.map((share) => Math.max(1, Math.round((most * share) / sum)));
  }

  ignoreMutation(record) {
    return record.type === "attributes" || this.columns.contains(record.target);
  }

  destroy() {
    this.dom.removeEventListener("pointermove", this.onMove);
    this.dom.removeEventListener("pointerdown", this.onDown, true);
  }
}
