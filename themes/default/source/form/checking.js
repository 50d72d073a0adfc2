/*
 * checking - the other script of the page, form-check.js, as a module.  It
 * is a script of its own so that each stays small.
 */
export const {inspect, isBlank, isNeeded, leavesOf, read, textOf} =
  window.formCheck;
