// A lampiran: its title is a line of the text; how its paper lies follows its tables, or is chosen.
import { schema } from "./schema.js";

const { nodes } = schema;

export const WAYS = ["auto", "portrait", "landscape"];

const known = (way) => {
  if (!WAYS.includes(way)) throw new TypeError("another way to lie");
  return way;
};

export const annexIn = (id, { title = "", orientation = "auto", ...unknown }, textOf) => {
  if (Object.keys(unknown).length) throw new TypeError("another annex");
  return nodes.annex.create({ id, orientation: known(orientation) }, textOf(title));
};

export const annexOut = (node) => {
  const { orientation } = node.attrs;
  return { title: node.textContent, ...(orientation === "auto" ? {} : { orientation }) };
};

const annexAt = ({ selection: { $from } }) => ($from.depth && $from.node(1).type === nodes.annex ? $from.node(1) : null);

export const inAnnex = (state) => Boolean(annexAt(state));

const lying = (way) => ({
  run: (state, dispatch) => {
    if (!annexAt(state)) return false;
    dispatch?.(state.tr.setNodeAttribute(state.selection.$from.before(1), "orientation", way));
    return true;
  },
  on: (state) => annexAt(state)?.attrs.orientation === way,
});

export const annexActs = { annexAuto: lying("auto"), annexPortrait: lying("portrait"), annexLandscape: lying("landscape") };
