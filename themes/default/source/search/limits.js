/*
 * limits - the numbers that both engines share, from the headers of
 * gen/search/.  Here they have no module before them, so that the bundle
 * holds their values and not their names.
 */
export const UNITS = 128; // match.h, of a query
export const ITEMS = 12;
export const WORD = 24; // span.h, units of a word that are kept
export const IDENT = 6; // least units of an identifier
export const GRAM = 4;
export const SINGLE = 2 ** 32; // key.h, added to the key of a single
export const GOLDEN = 0x9e3779b1;
export const LONG = 2048; // shard.h
export const BEST = 64;
export const BLOCK = 4096;
export const KEPT = 1000; // pieces and texts in memory
export const TITLE = 12; // tokenize.h
export const ENOUGH = 24; // hits.h
export const MANY = 6;
export const MOST = 12;
export const FURTHER = 3; // wants that narrowing asks for
export const BLOCKS = 3; // that it reads at most of each
export const FEW = 10; // query.h
export const NEAREST = 3;
export const CODE = 0x1fffff; // fold.h: the code point of a unit
export const JOINED = 1 << 24; // of a script without spaces; else a word's
export const EDGE = 1 << 25; // first unit of a word
