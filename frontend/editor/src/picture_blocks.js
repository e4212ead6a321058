// A picture as a part of the text: its value both ways, and its width by keys.
import { schema } from "./schema.js";

const [NARROWEST, WIDEST, STEP] = [20, 100, 10];

export const within = (width) => Math.max(NARROWEST, Math.min(WIDEST, Math.round(width)));

export const pictureIn = (id, { attachment, alt = "", width = WIDEST, ...unknown }, textOf) => {
  const isWhole = Number.isInteger(width) && width === within(width);
  if (Object.keys(unknown).length || typeof attachment !== "string" || !isWhole) throw new TypeError("another picture");
  return schema.nodes.image.create({ id, attachment, width }, textOf(alt));
};

export const pictureOut = (node) => {
  const { attachment, width } = node.attrs;
  return { attachment, alt: node.textContent, ...(width === WIDEST ? {} : { width }) };
};

const pictureAt = ({ selection: { $from } }) => ($from.depth && $from.node(1).type === schema.nodes.image ? $from.node(1) : null);

export const inPicture = (state) => Boolean(pictureAt(state));

const sized = (way) => ({
  run: (state, dispatch) => {
    const node = pictureAt(state);
    const width = node && within(node.attrs.width + way * STEP);
    if (!node || width === node.attrs.width) return false;
    dispatch?.(state.tr.setNodeAttribute(state.selection.$from.before(1), "width", width));
    return true;
  },
});

export const pictureActs = { pictureWider: sized(1), pictureNarrower: sized(-1) };
