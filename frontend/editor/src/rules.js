// What typing makes of itself: `1. ` and `a. ` before a paragraph begin points.
import { InputRule, inputRules } from "prosemirror-inputrules";

import { typedPoints } from "./lists.js";

export function typingRules({ letters, points = true }) {
  if (!points) return inputRules({ rules: [] });
  const numbers = new InputRule(/^(\d{1,2})[.)]\s$/, (state, [, digits], start, end) =>
    typedPoints(state, start, end, { style: null, number: Number(digits) }),
  );
  const first = new InputRule(/^a[.)]\s$/, (state, _found, start, end) =>
    typedPoints(state, start, end, { style: "letter", number: 1 }),
  );
  return inputRules({ rules: letters ? [numbers, first] : [numbers] });
}
