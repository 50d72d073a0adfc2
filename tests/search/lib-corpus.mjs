/*
 * lib-corpus.mjs - records for tests and measurements, from a seed.
 *
 *     node tests/search/lib-corpus.mjs COUNT [SEED] > corpus     (indexer.h)
 *
 * About 600 characters a record: words of one to four Han characters drawn
 * with a few frequent and many rare ones, with Latin words, identifiers,
 * numbers, full width, traditional characters, marks and odd spaces mixed
 * in, as texts of registers have them.
 */
import {pathToFileURL} from 'node:url';

export const random = (seed) => {
  let s = seed >>> 0 || 1;
  const next = () => {
    s ^= s << 13;
    s >>>= 0;
    s ^= s >>> 17;
    s ^= s << 5;
    s >>>= 0;
    return s;
  };
  return {
    below: (n) => next() % n,
    chance: (percent) => next() % 100 < percent,
    pick: (list) => list[next() % list.length],
  };
};

const COMMON = '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于' +
  '出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经' +
  '十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点' +
  '从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样';
const LATIN = ['AI', 'network', 'alliance', 'Café', 'OpenAI', 'IoT', 'steel',
  'GB/T', 'industry', 'University', 'gongshi', 'Straße', 'naïve', 'ＡＢＣ',
  '5G', 'R&D', 'a', 'in', 'the', 'pneumonoultramicroscopicsilicovolcano'];
const OLD = '產學聯盟國際論壇發展臺灣電腦軟體網絡龍鐵錦遼陽';
const MARKS = ['，', '。', '、', '；', '：', '“', '”', '（', '）', '《', '》',
  '\n', ' ', '　', '——', '·', '-', '/', '.', '①', '㎡', 'ﾊﾞ', '한국', '𠮷'];

const words = (r) => {
  const han = (i) => String.fromCodePoint(0x4e00 + i);
  return Array.from({length: 4000}, () => {
    const n = r.pick([1, 2, 2, 2, 3, 4]);
    let w = '';
    for (let i = 0; i < n; i++)
      w += r.chance(55) ? r.pick(COMMON) : han(r.below(r.chance(80) ? 3000
        : 20900));
    return w;
  });
};

const digits = (r, n) =>
  Array.from({length: n}, () => String(r.below(10))).join('');

const identifier = (r) => r.pick([
  () => 'ZL' + (2016 + r.below(10)) + '1' + digits(r, 7) + '.' + r.below(10),
  () => 'CN ' + (2016 + r.below(10)) + ' 1 ' + digits(r, 7) + '.' + r.below(9),
  () => '91210' + digits(r, 12) + 'X',
  () => '辽科发〔' + (2016 + r.below(10)) + '〕' + (1 + r.below(99)) + '号',
  () => 'GB/T ' + digits(r, 4) + '-' + (2000 + r.below(20)),
  () => '024-' + digits(r, 8),
])();

const date = (r) => (2016 + r.below(10)) + '-' +
  String(1 + r.below(12)).padStart(2, '0') + '-' +
  String(1 + r.below(28)).padStart(2, '0');

const piece = (r, list) => {
  const k = r.below(100);
  if (k < 3) return r.pick(LATIN);
  if (k < 4) return identifier(r);
  if (k < 5) return date(r).replace('-', '年').replace('-', '月') + '日';
  if (k < 6) return String(r.below(3000));
  if (k < 7) return r.pick(OLD) + r.pick(OLD);
  if (k < 14) return r.pick(MARKS);
  // The smaller of two draws: frequent and rare words.
  return list[Math.min(r.below(list.length), r.below(list.length),
    r.chance(50) ? r.below(200) : list.length)];
};

const text = (r, list, length) => {
  let s = '';
  while (s.length < length) s += piece(r, list);
  return s;
};

const KINDS = ['alliance', 'notice', 'revocation', 'typical', 'license'];

export const makeCorpus = (count, seed) => {
  const r = random(seed), list = words(r), records = [];
  for (let doc = 1; records.length < count; doc++) {
    if (r.chance(3)) continue;
    const kind = r.pick(KINDS);
    const day = r.pick([date(r), date(r), date(r).slice(0, 7), '']);
    const title = text(r, list, 8 + r.below(20)).replace(/\n/g, ' ');
    const record = {doc, kind, id: kind + 's/x-' + doc, title,
      en: r.chance(30) ? r.pick(LATIN) + ' ' + r.pick(LATIN) : '', date: day,
      status: r.pick(['', 'filed'])};
    record.text = [record.title, record.en, identifier(r),
      text(r, list, 60), text(r, list, 300 + r.below(500)),
      text(r, list, 20)];
    records.push(record);
  }
  return records;
};

export const writeCorpus = (records) => records.map((x) => [x.doc, x.kind,
  x.id, x.title, x.en, x.date, x.status, ...x.text.slice(2)].join('\x1f') +
  '\x1e').join('');

if (process.argv[1] && import.meta.url ===
    pathToFileURL(process.argv[1]).href) {
  const records = makeCorpus(Number(process.argv[2]) || 100,
    Number(process.argv[3]) || 1);
  for (let i = 0; i < records.length; i += 1000)
    process.stdout.write(writeCorpus(records.slice(i, i + 1000)));
}
