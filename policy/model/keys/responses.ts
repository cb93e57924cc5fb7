import * as z from "zod";

import { KINDS } from "../kinds/registry";

const keys = Object.values(KINDS).map((kind) => kind.keys);
type Keys = (typeof keys)[number];

/** Everything that an alert, or an operator, can set off. */
export const response = z.discriminatedUnion("kind", keys as [Keys, ...Keys[]]);
