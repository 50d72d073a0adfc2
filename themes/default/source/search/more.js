/*
 * more - what few queries need: sounds and nearest answers.
 *
 * The modules that this one imports become assets/search-more.js, a second
 * script that assets/search.js imports when a query of Latin letters finds
 * little, or one finds nothing.  It holds no state: functions of the first
 * script come as `kit`.
 *
 * kit: add, cardOf, hitsByChoice, isWord, runsOf, segmentOf, spell, tableOf
 */
import {proposals} from './nearest.js';
import {hitsBySound} from './pinyin.js';

globalThis.gongshi.more = (kit) => ({
  hitsBySound: (letters) => hitsBySound(kit, letters),
  proposals: (items) => proposals(kit, items)});
