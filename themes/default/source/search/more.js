/*
 * more - what few queries need: sounds, loose reading and nearest answers.
 *
 * The modules that this one imports become assets/search-more.js, a second
 * script that assets/search.js imports when a query of Latin letters finds
 * little, or one finds nothing.  It holds no state: functions of the first
 * script come as `kit`.
 *
 * kit: add, cardOf, find, findHits, hitsByChoice, parse, runsOf, segmentOf,
 * standsIn, tableOf, textOf
 */
import {instead} from './nearest.js';
import {addSounds} from './sound.js';

globalThis.gongshi.more = (kit) => ({
  addSounds: addSounds.bind(null, kit),
  instead: instead.bind(null, kit)});
