declare const kind: unique symbol;

/**
 * A plain value whose type says what it stands for, so that no other number or text can take its place. Nothing of it is
 * left at run time. Only the parse function of the value makes one.
 */
export type Branded<Plain, Name extends string> = Plain & { readonly [kind]: Name };
