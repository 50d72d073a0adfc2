// truth.mjs - which records a query is true of, by reading every text.
//
// Knows the rules of gen/search/fold.h and match.h, and no index.  A text is
// written down twice as a plain string, all texts of all records in a row:
//
//   words   folded characters, separators gone, U+0001 before every word
//           (a word: letters and digits of scripts with spaces)
//   codes   the same without marks, but U+0002 where two words are parted by
//           what no identifier runs across; texts with digits only
//
// so that a query, written the same way, stands in a record if it stands in
// the string: one pass over it finds all queries at once.
import fs from 'node:fs';

const WORD = 1;
const JOINED = 2;
const BREAK = 3;
const LINK = 4;
const NONE = 5;

function classOf(c) {
	const ch = String.fromCodePoint(c);
	if ('-./_'.includes(ch)) return LINK;
	if (/[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(ch))
		return NONE;
	if (!/[\p{L}\p{N}]/u.test(ch)) return BREAK;
	return c < 0x590 || (c >= 0x1d00 && c < 0x2000) ||
		(c >= 0x2c00 && c < 0x2d80) || (c >= 0xa720 && c < 0xa800)
		? WORD : JOINED;
}

const hangul = (c) => c >= 0xac00 && c < 0xd7a4;
const isDigit = (ch) => ch >= '0' && ch <= '9';
const isWord = (ch) => ch !== undefined && ch > '\u0002' && ch !== '\n' &&
	(ch < '\u0590' || (ch >= '\u1d00' && ch < '\u2000') ||
	(ch >= '\u2c00' && ch < '\u2d80') || (ch >= '\ua720' && ch < '\ua800'));

// Traditional to simplified, chains resolved; empty where there is no table.
export function readSimple(file) {
	const map = new Map();
	if (!fs.existsSync(file)) return map;
	for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
		const [from, to] = line.split('\t');
		if (to) map.set(from, to);
	}
	for (const from of map.keys()) {
		let to = map.get(from);
		for (let i = 0; i < 8 && map.has(to); i++) to = map.get(to);
		map.set(from, to);
	}
	return map;
}

// What two sorted lists share; the second may be much longer.
function both(a, b) {
	const out = [];
	let from = 0;
	for (const x of a) {
		let low = from, high = b.length;
		while (low < high) {
			const mid = low + high >> 1;
			if (b[mid] < x) low = mid + 1;
			else high = mid;
		}
		if (b[low] === x) out.push(x);
		from = low;
	}
	return out;
}

export class Truth {
	constructor(simple) {
		this.simple = simple;
		this.letters = new Map(); // character -> [letter, class]...
		this.words = null;
		this.codes = null;
	}

	lettersOf(ch) {
		let list = this.letters.get(ch);
		if (list) return list;
		list = [];
		const plain = hangul(ch.codePointAt(0)) ? ch
			: ch.normalize('NFKD').toLowerCase();
		for (const d of plain) {
			const kind = classOf(d.codePointAt(0));
			if (kind === NONE) continue;
			list.push([kind === JOINED ? this.simple.get(d) ?? d : d,
				kind]);
		}
		this.letters.set(ch, list);
		return list;
	}

	// The text in both spellings, and its letters alone.
	spell(text) {
		let words = '', codes = '', plain = '';
		let before = '', beforeWord = false, gap = 0;
		for (const ch of text)
			for (const [d, kind] of this.lettersOf(ch)) {
				if (kind === LINK || kind === BREAK) {
					gap = gap || kind === BREAK ? 2 : 1;
					continue;
				}
				const word = kind === WORD;
				if (word && (!beforeWord || gap)) {
					words += '\u0001';
					if (beforeWord && gap === 2 && !isDigit(d) &&
						!isDigit(before))
						codes += '\u0002';
				}
				words += d;
				codes += d;
				plain += d;
				before = d;
				beforeWord = word;
				gap = 0;
			}
		return { words, codes, plain };
	}

	// Read the texts of all records: records[i] is a list of texts.
	load(records) {
		const words = [], codes = [];
		const wordsEnd = new Uint32Array(records.length);
		const codesEnd = new Uint32Array(records.length);
		let w = 0, c = 0;
		records.forEach((texts, i) => {
			let mine = '', code = '';
			for (const text of texts) {
				const s = this.spell(text);
				mine += s.words + '\n';
				if (/[0-9]/.test(s.plain)) code += s.codes + '\n';
			}
			words.push(mine);
			codes.push(code);
			wordsEnd[i] = w += mine.length;
			codesEnd[i] = c += code.length;
		});
		this.words = { all: words.join(''), end: wordsEnd };
		this.codes = { all: codes.join(''), end: codesEnd };
	}

	// The items of a query: what to look for, and where.
	items(query) {
		const list = [];
		for (const part of query.split(/[\s\ufeff]+/u)) {
			const s = this.spell(part);
			if (!s.plain) continue;
			const runs = s.words.replaceAll('\u0001', '')
				.match(/[\u0030-\u058f]+/g) ?? [];
			const code = runs.some((r) => r.length >= 6 &&
				/[0-9]/.test(r));
			const one = /^\u0001[^\u0001]+$/.test(s.words) &&
				[...s.plain].every(isWord);
			list.push(code
				? { where: 'codes', whole: false,
					text: s.codes.replaceAll('\u0002', '') }
				: { where: 'words', text: s.words,
					whole: one && [...s.plain].length <= 2 });
		}
		return list;
	}

	// One pass over a string for all patterns, kept as a tree of characters.
	pass({ all, end }, patterns) {
		const root = new Array(65536);
		for (const p of patterns) {
			let node = root[p.text.charCodeAt(0)] ??= { next: new Map() };
			for (let i = 1; i < p.text.length; i++) {
				const c = p.text.charCodeAt(i);
				if (!node.next.has(c))
					node.next.set(c, { next: new Map() });
				node = node.next.get(c);
			}
			(node.here ??= []).push(p);
		}
		let doc = 0;
		const found = (p, i) => {
			const list = p.found;
			if (list[list.length - 1] !== doc &&
				!(p.whole && isWord(all[i + p.text.length])))
				list.push(doc);
		};
		for (let i = 0; i < all.length; i++) {
			while (i >= end[doc]) doc++;
			let node = root[all.charCodeAt(i)];
			for (let j = i + 1; node; j++) {
				if (node.here) for (const p of node.here) found(p, i);
				node = node.next.get(all.charCodeAt(j));
			}
		}
	}

	/*
	 * find - the records that each query is true of.
	 * out: one sorted list of record numbers a query; an empty query has
	 *      none
	 */
	find(queries) {
		const known = new Map();
		const parsed = queries.map((q) => this.items(q).map((item) => {
			const id = `${item.where}${item.whole}${item.text}`;
			if (!known.has(id)) known.set(id, { ...item, found: [] });
			return known.get(id);
		}));
		for (const where of ['words', 'codes']) {
			const list = [...known.values()]
				.filter((p) => p.where === where);
			if (list.length) this.pass(this[where], list);
		}
		return parsed.map((items) => {
			if (!items.length) return [];
			items.sort((a, b) => a.found.length - b.found.length);
			return items.slice(1).reduce((left, item) =>
				both(left, item.found), items[0].found);
		});
	}
}
