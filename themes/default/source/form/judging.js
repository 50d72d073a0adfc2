/*
 * judging - what form-check.js gives to form.js: no page, no words.
 */
export {inspect, isBlank, isNeeded, leavesOf, textOf} from './check.js';
export {read} from './types.js';
